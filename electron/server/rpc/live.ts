// The live feed: an event iterator that ends with its console and leaves nothing behind.
import type { LiveChange, LiveEvent } from '../../../shared/contract/live.ts'
import type { OperatorLive } from '../../../shared/domain/calls.ts'
import type { LiveApi } from '../../engine/api.ts'
import type { User, Uses } from '../../host/services.ts'
import { type Guarded, hasRole } from './guard.ts'
import { mayHear } from './mine.ts'

/** Events a console may be behind before it is cut off: it comes back with `since` and gets a snapshot. */
const mostBehind = 5_000

export const liveProcedures = (os: Guarded, deps: Uses<'ask' | 'engine' | 'clock'>) =>
  os.live.router({
    epoch: os.live.epoch.handler(() => ({ epoch: deps.engine.live.epoch, now: deps.clock.now() })),
    traces: os.live.traces.handler(async ({ signal }) => {
      const running = deps.engine.integration.calls().map(({ id }) => deps.ask('call', { id }, signal))
      return { events: (await Promise.all(running)).flatMap((found) => found?.trace ?? []) }
    }),
    feed: os.live.feed.handler(({ input, context, signal }) =>
      visible(follow(deps.engine.live, input, signal, context.present), context.user),
    ),
  })

/** A change as that user may see it, or none: agents see no story of a call, nor whose settings were changed, nor messages of others. */
function seenAs(user: User, change: LiveChange): LiveChange[] {
  if (hasRole(user, 'supervisor')) return [change]
  if (change.kind === 'trace' || change.kind === 'recovered') return []
  if (change.kind === 'operator') return [{ ...change, value: operatorSeenAs(user, change.value) }]
  if (change.kind === 'config') return [{ ...change, id: '' }]
  if (change.kind === 'voicemail' && !mayHear(user, change.value)) return [{ kind: 'voicemailGone', id: change.value.id }]
  return [change]
}

/** Why somebody was logged out is between them and the supervisors. */
const operatorSeenAs = (user: User, value: OperatorLive): OperatorLive =>
  value.operatorId === user.operatorId ? value : { ...value, loggedOut: null }

function snapshotSeenAs(user: User, event: Extract<LiveEvent, { type: 'snapshot' }>): LiveEvent {
  const operators = event.snapshot.operators.map((value) => operatorSeenAs(user, value))
  return { ...event, recovered: 0, snapshot: { ...event.snapshot, operators } }
}

/** The feed as that user may see it. */
export async function* visible(events: AsyncGenerator<LiveEvent, void>, user: User): AsyncGenerator<LiveEvent, void> {
  for await (const event of events) {
    if (event.type === 'snapshot') yield hasRole(user, 'supervisor') ? event : snapshotSeenAs(user, event)
    else
      yield {
        ...event,
        changes: event.changes.flatMap((change) => seenAs(user, change)),
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
