// The hour, day and night of a moment by an office's clock, as keys to count by.
import { DateTime } from 'luxon'

/** Hours between which it is night. */
const [nightFrom, nightUntil] = [22, 6]

/** `night` is the day on which the night began; null by day. */
export function periodsOf(at: number, zone: string): { hour: string; day: string; night: string | null } {
  const local = DateTime.fromMillis(at, { zone })
  const day = local.toFormat('yyyy-MM-dd')
  const night = local.hour >= nightFrom ? day : local.hour < nightUntil ? local.minus({ days: 1 }).toFormat('yyyy-MM-dd') : null
  return { hour: local.toFormat('yyyy-MM-dd HH'), day, night }
}
