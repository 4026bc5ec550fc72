// Runs in a page, which signed in: a connection of the page's own kind to its host, with what the live feed tells and procedures at random.
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { applyEvents, emptyLive, type LiveState, withWork } from '../../../../renderer/lib/live/state.ts'
import type { Contract } from '../../../../shared/contract/index.ts'
import { type Answer, operationsOf } from './operations.ts'

type Client = ContractRouterClient<Contract>

export type Seen = Pick<LiveState, 'operators' | 'queues' | 'waiting' | 'calls' | 'callbacks' | 'voicemails'>

/** What the test calls in the page. */
export type DeskInPage = {
  /** A procedure by its path, e.g. `settings.queues.list`. */
  call(path: string, input?: unknown): Promise<Answer>
  /** So many operations by chance; how many were done, and how many refused, by code. */
  operate(given: { seed: number; count: number; pin: string }): Promise<Record<string, number>>
  /** What the feed told since the page connected, as the console's own code puts it together. */
  live(): Seen
}

async function open(): Promise<DeskInPage> {
  const { ticket } = (await (await fetch('/auth/ticket', { method: 'POST' })).json()) as { ticket: string }
  const socket = new WebSocket(`wss://${location.host}/rpc`, ['cordboard', `ticket.${ticket}`])
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('close', reject)
  })
  const client: Client = createORPCClient(new RPCLink({ websocket: socket }))
  let state = emptyLive
  const follow = async () => {
    for await (const event of await client.live.feed({})) state = applyEvents(state, [event])
  }
  void follow()
  const [callbacks, voicemails, me] = await Promise.all([client.callbacks.list({}), client.voicemails.list({}), client.desk.me()])
  state = withWork(state, { callbacks, voicemails })
  const call = async (path: string, input?: unknown): Promise<Answer> => {
    const procedure = path.split('.').reduce<unknown>((of, key) => (of as Record<string, unknown>)[key], client)
    try {
      const value = await (procedure as (given: unknown) => Promise<unknown>)(input)
      return { ok: true, value }
    } catch (error) {
      return { ok: false, code: (error as { code?: string }).code }
    }
  }
  return {
    call,
    async operate({ seed, count, pin }) {
      const told: Record<string, number> = {}
      const next = operationsOf(seed, { me, pin, live: () => state, call })
      for (let done = 0; done < count; done++) {
        const { path, input } = await next()
        const { ok, code } = await call(path, input)
        const what = ok ? 'done' : (code ?? 'UNKNOWN')
        told[what] = (told[what] ?? 0) + 1
      }
      return told
    },
    live: () => {
      const { operators, queues, waiting, calls, callbacks: open, voicemails: messages } = state
      return { operators, queues, waiting, calls, callbacks: open, voicemails: messages }
    },
  }
}

/** Once somebody signed in. */
Object.assign(window, { openDesk: open })
