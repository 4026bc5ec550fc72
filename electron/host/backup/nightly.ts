// One backup a night, or as soon as the host is awake on a day without one; the oldest of them go.

import type { BackupInfo, BackupSettings } from '../../../shared/domain/backup.ts'
import { dayOf } from '../../../shared/domain/days.ts'
import type { Clock } from '../../engine/ports.ts'

/** The office's hour from which it is night enough. */
export const nightHour = 3
/** How often it is looked, ms. */
const everyMs = 10 * 60_000

/** The hour on the office's clocks. */
export const hourOf = (at: number, timeZone: string) =>
  Number(new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at))

/** Whether one is to be made now. `tried`: when the last try was begun that did not succeed; another waits for an hour. */
export function nightlyIsDue(
  now: number,
  timeZone: string,
  settings: BackupSettings,
  backups: readonly BackupInfo[],
  tried: number,
): boolean {
  if (!settings.nightly || hourOf(now, timeZone) < nightHour || now - tried < 3_600_000) return false
  const today = dayOf(now, timeZone)
  return !backups.some(({ kind, at }) => kind === 'nightly' && dayOf(at, timeZone) === today)
}

/** Nightly ones beyond the number that is kept. */
export const tooMany = (backups: readonly BackupInfo[], keep: number): BackupInfo[] =>
  [...backups]
    .filter(({ kind }) => kind === 'nightly')
    .sort((a, b) => b.at - a.at)
    .slice(keep)

/** Looks now and then, until it is released. */
export function everyNight(clock: Clock, look: () => Promise<void>): () => void {
  let timer: { cancel(): void } | undefined
  let stopped = false
  const turn = () => {
    void look().finally(() => {
      if (!stopped) timer = clock.after(everyMs, turn)
    })
  }
  timer = clock.after(60_000, turn)
  return () => {
    stopped = true
    timer?.cancel()
  }
}
