// Says aloud what happens to a line, for those who do not see it.

import { announce } from '../../lib/feedback/announce.ts'
import { showCaller } from '../../lib/format/telephone.ts'
import { text } from '../../lib/i18n/index.ts'
import type { LineState, LineView } from '../sip/line.ts'

/** Announces a change of state; nothing when the state stayed the same. */
export function announceLine(line: LineView, before: LineState | null): void {
  if (before === line.state) return
  const who = showCaller(line.number, line.name, text.common.anonymous)
  const sentences: Partial<Record<LineState, string>> = {
    ringing: text.phone.announce.ringing({ who }),
    talking: before === 'held' ? text.phone.announce.resumed({ who }) : text.phone.announce.connected({ who }),
    held: text.phone.announce.held({ who }),
    ended: text.phone.announce.ended({ who }),
  }
  const sentence = sentences[line.state]
  if (sentence) announce(sentence, line.state === 'ringing' ? 'assertive' : 'polite')
}
