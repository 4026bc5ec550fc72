// The mails of notices: missed calls, callbacks, alerts, what is wrong with the host, backups and trunks.
import type { Callback } from '../../../../shared/domain/calls.ts'
import { displayNumber } from '../../../../shared/domain/dial.ts'
import type { Notice, NoticeKind } from '../../../../shared/domain/notice.ts'
import {
  callerFacts,
  type LetterOffice,
  type LetterText,
  lengthOf,
  letterText,
  linkPart,
  linkTo,
  momentOf,
  type Part,
  wordsOf,
} from './letterParts.ts'

type Of<K extends NoticeKind> = Extract<Notice, { kind: K }>
type Fact = [label: string, value: string]
type Page = { office: LetterOffice; consoleAddress: string }

/** The mail of a notice whose facts are all in it. */
export function noticeLetter(page: Page, notice: Exclude<Notice, Of<'callback'>>): LetterText {
  switch (notice.kind) {
    case 'missed':
      return missed(page, notice)
    case 'alert':
      return alert(page, notice)
    case 'health':
      return health(page, notice)
    case 'backup':
      return backup(page, notice)
    case 'trunk':
      return trunk(page, notice)
  }
}

function missed({ office, consoleAddress }: Page, notice: Of<'missed'>): LetterText {
  const words = wordsOf(office)
  const { caller, facts } = callerFacts(office, notice)
  const { at, endedAt, to, queue, callId } = notice
  const more: Fact[] = [
    [words('dialled'), displayNumber(to, office.country)],
    ...(queue === null ? [] : [[words('queue'), queue] as Fact]),
    [words('time'), momentOf(office, at)],
    [words('waited'), lengthOf((endedAt - at) / 1000)],
  ]
  return letterText(office, words('missedSubject', { caller }), [
    { kind: 'heading', text: words('missedHeading') },
    { kind: 'facts', facts: [...facts, ...more] },
    ...linkPart(words('showCall'), linkTo(consoleAddress, `calls/${encodeURIComponent(callId)}`)),
  ])
}

/** The mail of a callback that is due; `queue`: the queue's name. */
export function callbackLetter(
  { office, consoleAddress }: Page,
  { callback, queue, dueAt }: { callback: Callback; queue: string; dueAt: number },
): LetterText {
  const words = wordsOf(office)
  const number = displayNumber(callback.number, office.country)
  const sentence = (text: string): Part => ({ kind: 'sentence', text })
  const facts: Fact[] = [
    [words('number'), number],
    [words('queue'), queue],
    [words('asked'), momentOf(office, callback.createdAt)],
    [words('due'), momentOf(office, dueAt)],
    ...(callback.attempts.length > 0 ? [[words('tries'), String(callback.attempts.length)] as Fact] : []),
  ]
  return letterText(office, words('callbackSubject', { number }), [
    { kind: 'heading', text: words('callbackHeading') },
    { kind: 'facts', facts },
    ...(callback.unconfirmed ? [sentence(words('unconfirmed'))] : []),
    ...(callback.refused ? [sentence(words('refused'))] : []),
    ...linkPart(words('showCallbacks'), linkTo(consoleAddress, 'callbacks')),
  ])
}

/** What each alert's text means, in words. */
function details(office: LetterOffice, { alert: kind, text }: Of<'alert'>): string {
  const words = wordsOf(office)
  const [key = '', ...rest] = text.split(':')
  const who = rest.join(':')
  if (kind === 'outside' && /^\d+$/.test(text)) return words('outsideCalls', { count: Number(text) })
  if (kind === 'lockout' && (key === 'ext' || key === 'num' || key === 'console')) return words(`lockout.${key}`, { who })
  return text
}

function alert({ office, consoleAddress }: Page, notice: Of<'alert'>): LetterText {
  const words = wordsOf(office)
  const what = words(`alert.${notice.alert}`)
  const detail = details(office, notice)
  return letterText(office, detail === '' ? what : `${what}: ${detail}`, [
    { kind: 'heading', text: what },
    {
      kind: 'facts',
      facts: [...(detail === '' ? [] : [[words('details'), detail] as Fact]), [words('time'), momentOf(office, notice.at)]],
    },
    ...linkPart(words('showSystem'), linkTo(consoleAddress, 'settings/system')),
  ])
}

function health({ office, consoleAddress }: Page, { code, at }: Of<'health'>): LetterText {
  const words = wordsOf(office)
  const sentence = words(`health.${code}`)
  return letterText(office, `${office.name}: ${sentence}`, [
    { kind: 'heading', text: sentence },
    { kind: 'facts', facts: [[words('since'), momentOf(office, at)]] },
    ...linkPart(words('showSystem'), linkTo(consoleAddress, 'settings/system')),
  ])
}

function backup({ office, consoleAddress }: Page, { failure, at }: Of<'backup'>): LetterText {
  const words = wordsOf(office)
  const heading = words('backupHeading')
  return letterText(office, `${office.name}: ${heading}`, [
    { kind: 'heading', text: heading },
    {
      kind: 'facts',
      facts: [
        [words('reason'), words(`backup.${failure}`)],
        [words('time'), momentOf(office, at)],
      ],
    },
    ...linkPart(words('showBackups'), linkTo(consoleAddress, 'settings/backups')),
  ])
}

function trunk({ office, consoleAddress }: Page, { name, problem, status, at }: Of<'trunk'>): LetterText {
  const words = wordsOf(office)
  const heading = words(problem === null ? 'trunkUp' : 'trunkDown', { name })
  const facts: Fact[] = [[words(problem === null ? 'time' : 'since'), momentOf(office, at)]]
  if (problem !== null) {
    const reason = words(`trunk.${problem}`)
    facts.unshift([words('reason'), status === null ? reason : words('trunkReason', { status, reason })])
  }
  return letterText(office, heading, [
    { kind: 'heading', text: heading },
    { kind: 'facts', facts },
    ...linkPart(words('showTrunks'), linkTo(consoleAddress, 'settings/trunks')),
  ])
}
