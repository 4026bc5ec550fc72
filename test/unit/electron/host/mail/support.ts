// An office with its mail: a real store, and a clock that only the test moves.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import type { Store } from '../../../../../electron/adapters/store/store.ts'
import { openOfficeMail } from '../../../../../electron/host/mail/mail.ts'
import type { Voicemail } from '../../../../../shared/domain/calls.ts'
import { type MailSettings, messageMailId } from '../../../../../shared/domain/mail.ts'
import { type Mailbox, mailbox, settingsOf } from '../../../../../shared/domain/office.ts'
import { type ManualClock, manualClock, temporaryFolder, testStore } from '../../../store/support.ts'

export const message = (id: string, more: Partial<Voicemail> = {}): Voicemail => ({
  id,
  mailboxId: 'front',
  callId: `call-${id}`,
  from: '+4930123456',
  fromName: 'Ann <b>Example</b>',
  at: 1_750_000_000_000,
  seconds: 75,
  file: `aa/${id}.wav`,
  status: 'new',
  assignedTo: null,
  note: null,
  ...more,
})
export const ann = 'ann@example.com'
export const bob = 'Bob@example.com'

/** An office with one mailbox; `open` opens its mail as the host does. */
export function office(settings: MailSettings, box: Partial<Mailbox> = {}, folder = temporaryFolder(), clock = manualClock()) {
  const { store } = testStore(folder, clock)
  store.office.settings.save(settingsOf({ name: 'Praxis & Co', language: 'de', timeZone: 'Europe/Berlin' }))
  store.office.mailboxes.save(mailbox.parse({ id: 'front', name: 'Empfang', addresses: [ann], ...box }))
  store.office.mail.save(settings)
  const removed = vi.fn(async () => {})
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const absolute = (_kind: string, file: string) => join(folder, 'sound', file)
  const open = (over: Partial<Pick<Store, 'mails'>> = {}) => {
    const config = () => store.office.loadConfig()
    const mail = openOfficeMail({
      store: { ...store, ...over },
      media: { absolute },
      clock,
      log,
      config,
      ownPorts: () => [],
      removed,
    })
    onTestFinished(() => mail.close())
    return mail
  }
  const record = (file: string, bytes: string | Buffer = 'RIFF the sound') => {
    mkdirSync(dirname(absolute('voicemail', file)), { recursive: true })
    writeFileSync(absolute('voicemail', file), bytes)
  }
  const leave = (id: string, more: Partial<Voicemail> = {}) => {
    record(`aa/${id}.wav`)
    store.voicemails.add(message(id, more))
  }
  return {
    store,
    clock,
    folder,
    removed,
    log,
    open,
    record,
    leave,
    of: (id: string, to = ann) => store.mails.get(messageMailId(id, to)),
  }
}

/** Every mail is either over or waits for a later time. */
export const settled = (store: Store, clock: ManualClock) =>
  vi.waitFor(() => expect(store.mails.pending().filter(({ nextAt }) => nextAt <= clock.now())).toEqual([]), {
    interval: 2,
    timeout: 15_000,
  })

export const decoded = (raw: string) =>
  raw
    .replace(/=\r\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'))
