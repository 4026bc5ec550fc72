// A node within a backend's session: transfers, queues and mailboxes are the same there as in a flow.
import type { ConfigOf } from '../../../shared/nodes/index.ts'
import type { AliveChannels, Behaviour } from '../nodes/behaviour.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import { RemoteFailure } from './sound.ts'

export type Within = {
  call: Call
  nodeId: string
  alive: AliveChannels | null
  /** What a part of the session had saved before the host's restart; taken once. */
  resumed(): unknown
  /** Saves the state of such a part. */
  save(inner: unknown): void
}

/** The nodes that a session's actions run. */
export type EmbeddedNodes = { [T in 'transfer' | 'queue' | 'voicemail']: Behaviour<T> }

/** Runs a node; what it saves is kept in the session's own state. `connected`: told when two people talk. Throws RemoteFailure. */
export async function runWithin<T extends 'transfer' | 'queue' | 'voicemail', State>(
  work: Within,
  node: Behaviour<T, State>,
  config: ConfigOf<T>,
  connected: () => void = () => {},
): Promise<string> {
  const before = node.state.safeParse(work.resumed())
  const told = (state: unknown) => {
    if ((state as { phase?: unknown }).phase === 'connected') connected()
  }
  if (before.success) told(before.data)
  try {
    const left = await node.run({
      call: work.call,
      nodeId: work.nodeId,
      config,
      state: before.success ? before.data : null,
      alive: before.success ? work.alive : null,
      leads: () => true,
      checkpoint: (state) => {
        work.save(state)
        told(state)
      },
    })
    return typeof left === 'string' ? left : 'ended'
  } catch (error) {
    if (error instanceof ConfigurationError) throw new RemoteFailure('target', error.message)
    throw error
  }
}
