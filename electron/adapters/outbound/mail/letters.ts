// The mail of a message, and the mail of the test button.
import type { Voicemail } from '../../../../shared/domain/calls.ts'
import { trashDays } from '../../../../shared/domain/trash.ts'
import {
  callerFacts,
  type LetterOffice,
  type LetterText,
  lengthOf,
  letterText,
  linkPart,
  momentOf,
  type Part,
  type WordsOf,
  wordsOf,
} from './letterParts.ts'

/** What of a message's recording is in the mail; `link`: null where nobody knows the console's address. */
export type LetterSound =
  | { kind: 'attached'; removed: boolean }
  | { kind: 'large'; bytes: number; link: string | null }
  | { kind: 'missing' }
  | { kind: 'link'; link: string | null }
  | { kind: 'none' }

/** The mail about a message. */
export function messageLetter(
  office: LetterOffice,
  { message, mailbox, sound }: { message: Voicemail; mailbox: string; sound: LetterSound },
): LetterText {
  const words = wordsOf(office)
  const { caller, facts } = callerFacts(office, message)
  const length = lengthOf(message.seconds)
  const transcript = message.transcript?.trim()
  return letterText(office, words('subject', { caller, length }), [
    { kind: 'heading', text: words('heading', { mailbox }) },
    { kind: 'facts', facts: [...facts, [words('time'), momentOf(office, message.at)], [words('length'), length]] },
    ...(transcript ? [{ kind: 'quote' as const, label: words('transcript'), text: transcript }] : []),
    ...soundParts(words, sound),
  ])
}

function soundParts(words: WordsOf, sound: LetterSound): Part[] {
  const sentence = (text: string): Part => ({ kind: 'sentence', text })
  const listen = (address: string | null) => linkPart(words('listen'), address)
  switch (sound.kind) {
    case 'attached':
      return [sentence(words('attached')), ...(sound.removed ? [sentence(words('removed', { days: trashDays }))] : [])]
    case 'large':
      return [sentence(words('large', { megabytes: Math.round(sound.bytes / 1e6) })), ...listen(sound.link)]
    case 'missing':
      return [sentence(words('missing'))]
    case 'link':
      return listen(sound.link)
    case 'none':
      return []
  }
}

/** The mail of the test button. */
export function testLetter(office: LetterOffice): LetterText {
  const words = wordsOf(office)
  return letterText(office, words('testSubject', { office: office.name }), [
    { kind: 'heading', text: words('testHeading') },
    { kind: 'sentence', text: words('testBody') },
  ])
}

/** The name of an attached recording: `voice-message-20260131-0915.wav`, by the office's clock. */
export function attachmentName(at: number, { timeZone }: LetterOffice, ending: 'wav' | 'mp3'): string {
  // Swedish writes a moment as digits from the year down: 2026-01-31 09:15.
  const moment = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at)
  return `voice-message-${moment.replaceAll('-', '').replace(/\D+/, '-').replaceAll(':', '')}.${ending}`
}
