// The live feed: an event iterator that ends with its console and leaves nothing behind.
import type { LiveEvent } from '../../shared/contract/live.ts'
import type { LiveApi } from '../engine/api.ts'
import type { Deps, User } from './deps.ts'
import type { Guarded } from './guard.ts'
import { mayHear } from './mine.ts'

/** Events a console may be behind before it is cut off: it comes back with `since` and gets a snapshot. */
const mostBehind = 5_000

export const liveProcedures = (os: Guarded, deps: Deps) =>
  os.live.router({
    epoch: os.live.epoch.handler(() => ({ epoch: deps.engine.live.epoch, now: deps.clock.now() })),
    feed: os.live.feed.handler(({ input, context, signal }) =>
      visible(follow(deps.engine.live, input, signal, context.present), context.user),
    ),
  })

/** What that user may see: messages assigned to others are gone for agents. */
export async function* visible(events: AsyncGenerator<LiveEvent, void>, user: User): AsyncGenerator<LiveEvent, void> {
  for await (const event of events) {
    if (event.type === 'snapshot') yield event
    else
      yield {
        ...event,
        changes: event.changes.map((change) =>
          change.kind === 'voicemail' && !mayHear(user, change.value) ? { kind: 'voicemailGone', id: change.value.id } : change,
        ),
      }
  }
}

/** Events until `signal` is aborted, the reader returns, or `present` says that the user is gone. */
export async function* follow(
  live: LiveApi,
  from: { since?: number; epoch?: string },
  signal: AbortSignal | undefined,
  present: () => boolean,
): AsyncGenerator<LiveEvent, void> {
  const waiting: LiveEvent[] = []
  let wake = () => {}
  const stop = live.follow(from, (event) => {
    waiting.push(event)
    wake()
  })
  const aborted = () => wake()
  signal?.addEventListener('abort', aborted)
  try {
    while (!signal?.aborted && present() && waiting.length < mostBehind) {
      const event = waiting.shift()
      if (event) yield event
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    signal?.removeEventListener('abort', aborted)
    stop()
  }
}
