// What a node does: one async function that returns the port to leave by, resumable from what its last checkpoint saved.
import { z } from 'zod'
import type { ConfigOf, RunnableName } from '../../../shared/nodes/index.ts'
import type { Call } from '../session/call.ts'
import { legStart, othersState } from '../session/othersState.ts'

export { legStart }

export type AliveChannels = ReadonlyMap<string, { up: boolean; sipCallId: string | null }>

export type NodeContext<T extends RunnableName, State> = {
  call: Call
  nodeId: string
  config: ConfigOf<T>
  /** What the last checkpoint saved, when the host was restarted inside this node; null otherwise. */
  state: State | null
  /** Written in line: what must be remembered if the host dies now. */
  checkpoint(state: State): void
  /** Only while recovering: the channels Asterisk still has. */
  alive: AliveChannels | null
  /** Whether the port leads to another node. */
  leads(port: string): boolean
}

/** Where a node leads: out by a port, into another flow, or out of this flow by an exit. */
export type Leaving =
  | string
  | { into: { flow: string; version?: number | undefined; inputs: Record<string, string> } }
  | { exit: string }

export type Behaviour<T extends RunnableName, State = unknown> = {
  /** The index takes it under this name only. */
  type: T
  state: z.ZodType<State>
  run(context: NodeContext<T, State>): Promise<Leaving> | Leaving
}

/** The behaviour of a type; its state and configuration are checked by their schemas where they come in. */
export type BehaviourOf = (type: RunnableName) => Behaviour<RunnableName, unknown>

/** A node without memory. */
export const stateless = z.null()

export const behaviour = <T extends RunnableName, State>(
  type: T,
  state: z.ZodType<State>,
  run: Behaviour<T, State>['run'],
): Behaviour<T, State> => ({ type, state, run })

export const connectedState = z.object({
  phase: z.literal('connected'),
  leg: legStart,
  bridgeId: z.string(),
  recording: z.string().nullable(),
  at: z.number(),
  // Older journals have only such as were told.
  met: z.boolean().default(true),
  others: othersState.optional(),
})
