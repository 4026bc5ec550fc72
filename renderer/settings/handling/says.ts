// What callers meet, by the rules, in sentences.
import { answerCases, awayNow, type CallHandling, type HandlingTarget } from '../../../shared/domain/callHandling.ts'
import { showNumber } from '../../lib/format/telephone.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'

/** The names behind what rules refer to. */
export type HandlingNames = {
  extension(number: string): string
  mailbox(id: string): string
  hours(scheduleId: string): string
}

/** Where a call goes, in a few words; empty while that is not chosen. */
export function placeName(to: HandlingTarget, names: HandlingNames): string {
  const words = text.callHandling.says
  switch (to.kind) {
    case 'extension': {
      const name = names.extension(to.number)
      return name === to.number ? name : words.person({ name, number: to.number })
    }
    case 'number':
      return showNumber(to.number)
    case 'mailbox':
      return to.mailboxId && words.mailboxNamed({ name: names.mailbox(to.mailboxId) })
    case 'announcement':
      return words.announcementSaid
  }
}

/** A sentence for each thing that happens, in the order in which it does. `now`: epoch ms. */
export function previewOf(rules: CallHandling, names: HandlingNames, now: number): string[] {
  const words = text.callHandling.says
  const place = (to: HandlingTarget | null | undefined) => (to ? placeName(to, names) : '')
  const hours = place(rules.hours?.to)
  const also = rules.findMe.to.map(place).filter(Boolean).join(', ')
  const sentences = [
    ...awaySentence(rules, place(rules.away?.to), now),
    ...(rules.hours && hours ? [words.hours({ hours: names.hours(rules.hours.scheduleId), to: hours })] : []),
    ringSentence(rules, place(rules.noAnswer)),
    also && (rules.findMe.order === 'atOnce' ? words.with({ names: also }) : words.turn({ names: also })),
    ...answerCases.map((of) => {
      const to = of === 'noAnswer' && !behindOthers(rules) ? '' : place(rules[of])
      return to && words.case({ case: text.callHandling.case[of], to })
    }),
  ]
  return sentences.filter(Boolean)
}

function awaySentence(rules: CallHandling, to: string, now: number): string[] {
  const words = text.callHandling.says
  const away = awayNow(rules, now)
  if (!away) return []
  if (away.until === null) return [to ? words.awayOpen({ to }) : words.awaySeenOpen]
  const time = shortMoment(away.until, now)
  return [to ? words.away({ time, to }) : words.awaySeen({ time })]
}

/** Behind those who ring in turn the place for calls nobody answers has a sentence of its own. */
const behindOthers = ({ findMe }: CallHandling): boolean => findMe.order === 'inTurn' && findMe.to.length > 0

function ringSentence(rules: CallHandling, noAnswer: string): string {
  const words = text.callHandling.says
  const { ringSeconds: seconds } = rules
  const to = behindOthers(rules) ? '' : noAnswer
  if (seconds === null) return to ? words.ringsOnThen({ to }) : words.ringsOn
  return to ? words.ringsThen({ seconds, to }) : words.rings({ seconds })
}
