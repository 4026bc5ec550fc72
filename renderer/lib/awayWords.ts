// That somebody is away, as others read it.
import type { OperatorLive } from '../../shared/domain/calls.ts'
import { hostNow } from './clock.ts'
import { shortMoment } from './format/time.ts'
import { text } from './i18n/index.ts'

/** “At lunch · Away until 14:00”; empty for whoever is not away now. */
export function awayWords(away: OperatorLive['away'] | undefined): string {
  const now = hostNow()
  if (!away || (away.until !== null && away.until <= now)) return ''
  const time =
    away.until === null ? text.callHandling.awayNow : text.callHandling.awayUntil({ time: shortMoment(away.until, now) })
  return [away.text, time].filter(Boolean).join(' · ')
}
