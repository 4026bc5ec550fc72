// The mails of notices in the five languages, and what of them the console says as well.
import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../../../../build/messages.ts'
import { callbackLetter, noticeLetter } from '../../../../electron/adapters/outbound/mail/noticeLetters.ts'
import { mailWords } from '../../../../electron/adapters/outbound/mail/words/index.ts'
import { alertKind } from '../../../../shared/domain/alert.ts'
import { backupFailure } from '../../../../shared/domain/backup.ts'
import { callback } from '../../../../shared/domain/calls.ts'
import { healthCode } from '../../../../shared/domain/health.ts'
import { language } from '../../../../shared/domain/language.ts'
import type { Notice } from '../../../../shared/domain/notice.ts'
import { registrationProblem } from '../../../../shared/domain/trunkRegistration.ts'

const at = Date.UTC(2026, 0, 31, 8, 15)
const pageIn = (language: (typeof languages)[number]) => ({
  office: { name: 'Praxis & Co', country: 'DE', language, timeZone: 'Europe/Berlin' },
  consoleAddress: 'https://cord.example/',
})
const languages = language.options
const missed = {
  ...{ kind: 'missed', callId: 'c/1', from: '+4930123456', fromName: 'Eve <b>Evil</b>\r\nBcc: all@example.com' },
  ...{ to: '+4930555', at, endedAt: at + 65_000, queue: 'Front & desk' },
} satisfies Notice
const trunkDown = { kind: 'trunk', name: 'Acme', problem: 'forbidden', status: 403, at } satisfies Notice
const every: Exclude<Notice, { kind: 'callback' }>[] = [
  missed,
  { ...missed, from: '', fromName: '', queue: null },
  ...alertKind.options.map((alert) => ({ kind: 'alert' as const, alert, text: 'x', at })),
  { kind: 'alert', alert: 'outside', text: '20', at },
  { kind: 'alert', alert: 'lockout', text: 'ext:201', at },
  ...healthCode.options.map((code) => ({ kind: 'health' as const, code, count: 3, at })),
  ...backupFailure.options.map((failure) => ({ kind: 'backup' as const, failure, at })),
  ...registrationProblem.options.map((problem) => ({ kind: 'trunk' as const, name: 'Acme', problem, status: null, at })),
  trunkDown,
  { ...trunkDown, problem: null, status: null },
]

describe.each(languages)('in %s', (language) => {
  const page = pageIn(language)

  it('every notice has a subject, a text and HTML that are filled, and a link', () => {
    for (const notice of every) {
      const { subject, text, html } = noticeLetter(page, notice)
      expect(subject).toMatch(/^\S[^{}\r\n]*$/)
      expect(text).toContain('https://cord.example/#/')
      expect(text).toContain('Praxis & Co')
      expect(text + html).not.toMatch(/[{}]|undefined|null/)
      expect(html).toContain(`<html lang="${language}">`)
    }
  })

  it('a callback has one as well', () => {
    const waiting = callback.parse({
      ...{ id: 'b1', number: '+4930777', queueId: 'front', createdAt: at, callId: null, status: 'pending', claimedBy: null },
      ...{ leaseUntil: null, retryAt: null, outcome: null, note: null, refused: 'noRule', unconfirmed: true },
      attempts: [{ at, operatorId: 'alex', result: 'busy' }],
    })
    const { subject, text } = callbackLetter(page, { callback: waiting, queue: 'Front', dueAt: at })
    expect(subject).toContain('030 777')
    expect(text).toContain(mailWords[language].unconfirmed)
    expect(text).toContain(mailWords[language].refused)
    expect(text).toContain('https://cord.example/#/callbacks')
    expect(subject + text).not.toMatch(/[{}]|undefined|null/)
  })

  it('what is wrong is said as the console says it', () => {
    type Tree = { [key: string]: Tree & string }
    const console = readCatalogue(language) as unknown as Tree
    const words = mailWords[language] as Record<string, string>
    const same = (prefix: string, keys: readonly string[], of: (key: string) => string | undefined) => {
      for (const key of keys) expect([prefix, key, words[`${prefix}.${key}`]]).toEqual([prefix, key, of(key)])
    }
    same('health', healthCode.options, (key) => console.health?.problems?.[key]?.sentence)
    same('backup', backupFailure.options, (key) => console.backups?.failures?.[key])
    same('trunk', registrationProblem.options, (key) => console.admin?.trunks?.problems?.[key])
    same('alert', alertKind.options, (key) => console.app?.alerts?.[key])
    same('lockout', ['ext', 'num', 'console'], (key) => console.queues?.lockoutOf?.[key])
  })
})

it('what a caller brings is escaped, and begins no header and no line', () => {
  const { subject, text, html } = noticeLetter(pageIn('en'), missed)
  expect(subject).toBe('Missed call from Eve <b>Evil</b>  Bcc: all@example.com')
  expect(html).toContain('Eve &lt;b&gt;Evil&lt;/b&gt;')
  expect(html).not.toContain('<b>Evil')
  expect(text.split('\n').filter((line) => line.startsWith('Bcc'))).toEqual([])
})

it('a missed call says who, what was dialled, when by the office’s clock and how long they waited', () => {
  const { text } = noticeLetter(pageIn('en'), { ...missed, fromName: '' })
  expect(text).toBe(`A caller reached nobody

Caller: 030 123456
Number called: 030 555
Queue: Front & desk
Time: Saturday, 31 January 2026 at 09:15
Waited: 1:05

Show the call in Cordboard: https://cord.example/#/calls/c%2F1

-- 
Sent by Cordboard for Praxis & Co.
`)
})

it('a trunk says the provider’s answer and its meaning', () => {
  const { subject, text } = noticeLetter(pageIn('de'), trunkDown)
  expect(subject).toBe('Die Leitung Acme ist ausgefallen')
  expect(text).toContain('Grund: 403: falsches Kennwort oder Konto')
})
