// When local copies are made while the host runs: soon after the first start, and then each night, on the backup's thread.
import { dayOf } from '../../../shared/domain/days.ts'
import type { Clock, Log } from '../../engine/ports.ts'
import { runJob } from './jobs.ts'
import { listLocal } from './local.ts'
import { everyNight, hourOf, nightHour } from './nightly.ts'

type Given = { store: { folder: string }; clock: Clock; log: Log; timeZone(): string }

/** After a copy that failed another try waits so long, ms. */
const retryMs = 3_600_000

/** Looks now and then, until it is closed. */
export function nightlyCopies({ store: { folder }, clock, log, timeZone }: Given): { close(): Promise<void> } {
  const stop = new AbortController()
  let tried = 0
  let running: Promise<void> = Promise.resolve()
  const due = async (now: number) => {
    if (now - tried < retryMs) return false
    const newest = (await listLocal(folder))[0]
    if (!newest) return true
    return hourOf(now, timeZone()) >= nightHour && dayOf(newest.at, timeZone()) !== dayOf(now, timeZone())
  }
  const look = async () => {
    const now = clock.now()
    if (!(await due(now))) return
    tried = now
    const { name } = await runJob({ kind: 'local', folder, at: now }, () => {}, stop.signal)
    log.info('a local copy is made', { name })
  }
  const still = everyNight(clock, () => {
    running = look().catch((error: unknown) => {
      if (!stop.signal.aborted) log.error('no local copy could be made', { error: String(error) })
    })
    return running
  })
  return {
    async close() {
      still()
      stop.abort()
      await running
    },
  }
}
