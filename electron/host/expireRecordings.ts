// Recordings are kept as long as their queue says, and not longer; each deletion is in the audit trail.
import type { OfficeConfig } from '../../shared/domain/office.ts'
import type { Store } from '../adapters/store/store.ts'
import type { Clock, Log, MediaStore } from '../engine/ports.ts'

const dayMs = 86_400_000
/** How often it is looked, ms. */
const everyMs = 6 * 3_600_000

type Deps = {
  store: Pick<Store, 'retention' | 'audit'>
  media: Pick<MediaStore, 'remove'>
  clock: Clock
  log: Log
  config(): OfficeConfig
}

/** Deletes what is too old, once; returns how many. */
export async function expireOnce({ store, media, clock, log, config }: Deps): Promise<number> {
  const { queues, settings } = config()
  const kept = [
    ...[...queues.values()].map(({ id, retentionDays }) => [id, retentionDays] as const),
    [null, settings.retentionDays] as const,
  ]
  let count = 0
  for (const [queueId, days] of kept) {
    if (days === 0) continue
    for (const { callId, file } of store.retention.expired(queueId, clock.now() - days * dayMs)) {
      try {
        await media.remove('recordings', file)
      } catch (error) {
        // One that is not there any more is gone as it should be; any other stays for the next time.
        if ((error as { code?: unknown }).code !== 'notFound') {
          log.error('a recording could not be deleted', { callId, error: String(error) })
          continue
        }
      }
      store.retention.forget(callId, file)
      store.audit.add({ userId: 'host', action: 'recording.expire', target: callId, detail: file })
      count++
    }
  }
  return count
}

/** Now, and every few hours until it is released. */
export function expireRecordings(deps: Deps): () => void {
  let timer: { cancel(): void } | undefined
  let stopped = false
  const look = () => {
    expireOnce(deps)
      .catch((error: unknown) => deps.log.error('old recordings were not looked for', { error: String(error) }))
      .finally(() => {
        if (!stopped) timer = deps.clock.after(everyMs, look)
      })
  }
  look()
  return () => {
    stopped = true
    timer?.cancel()
  }
}
