// The mock host's trunks, rules, hours, prompts, audit trail and directory.
import type { ListedContact } from '../../../shared/domain/contacts.ts'
import { mailSettings, type ShownMail } from '../../../shared/domain/mail.ts'
import { type AudioPrompt, blockRule, outgoingRule, trunk } from '../../../shared/domain/office.ts'
import { mockCertificate } from './mockCertificate.ts'
import { mockGuest } from './mockGuest.ts'
import type { MockOffice, Os } from './mockOffice.ts'
import { mockPhones } from './mockPhones.ts'
import { mockSchedules } from './mockSchedules.ts'

const ok = { ok: true } as const

const trunks = [
  trunk.parse({
    id: 'provider',
    name: 'Provider',
    host: 'sip.example.com',
    username: '49305550',
    register: true,
    emergency: true,
  }),
  trunk.parse({ id: 'backup', name: 'Backup line', host: '203.0.113.7', dialFormat: '0{number}' }),
]
const outgoing = [
  outgoingRule.parse({ id: 'r1', pattern: '00X.', trunkId: 'provider', class: 'international' }),
  outgoingRule.parse({ id: 'r2', pattern: '0900X.', trunkId: 'provider', class: 'premium' }),
  outgoingRule.parse({ id: 'r3', pattern: '0X.', trunkId: 'provider', otherTrunkIds: ['backup'] }),
]
const blocked = [
  blockRule.parse({ id: 'b1', pattern: '+4930123456', action: 'busy' }),
  blockRule.parse({ id: 'b2', pattern: 'anonymous', action: 'message', message: 'Please call with your number shown.' }),
]
const prompts: AudioPrompt[] = [
  { id: 'welcome', name: 'Welcome', variants: { en: 'welcome-en', de: 'welcome-de' }, seconds: 4 },
  { id: 'night', name: 'After hours', variants: { en: 'night-en' }, seconds: 4 },
]

const account = mailSettings.parse({
  host: 'smtp.example.com',
  user: 'office',
  from: 'office@example.com',
  consoleAddress: 'https://cordboard.example.com',
  missedCalls: ['reception@example.com'],
  troubles: ['anna@example.com', 'it@example.com'],
})
const tried: Omit<ShownMail, 'id' | 'recipient' | 'status'> = {
  kind: 'voicemail',
  attempts: 1,
  nextAt: Date.now() + 240_000,
  failure: null,
  answer: '',
  createdAt: Date.now() - 3_600_000,
}
const mails: ShownMail[] = [
  {
    ...tried,
    id: 'voicemail:m3:a',
    recipient: 'anna@example.com',
    status: 'pending',
    attempts: 2,
    failure: 'auth',
    answer: '535 5.7.8 no',
  },
  { ...tried, id: 'voicemail:m2:a', recipient: 'anna@example.com', status: 'sent' },
  { ...tried, id: 'missed:c1:r', kind: 'missed', recipient: 'reception@example.com', status: 'sent' },
  { ...tried, id: 'callback:b1:r', kind: 'callback', recipient: 'reception@example.com', status: 'withdrawn', attempts: 0 },
  {
    ...tried,
    id: 'voicemail:m2:b',
    recipient: 'nobody@example.com',
    status: 'dead',
    failure: 'recipient',
    answer: '550 no such user',
  },
]

/** Settings that only administrators and supervisors see. */
export function mockAdmin(os: Os, office: MockOffice) {
  const list = <T>(items: T[]) => (office.options.empty ? [] : items)
  const s = os.settings
  const at = (minutes: number) => Date.now() - minutes * 60_000
  const trail = [
    {
      id: 3,
      at: at(3),
      userId: 'u1',
      action: 'queue.update',
      target: 'sales',
      detail: '',
      changes: [
        {
          kind: 'queue',
          id: 'sales',
          did: 'changed' as const,
          fields: [{ field: 'ringSeconds', before: '20', after: '25' }],
        },
      ],
      undo: 'possible' as const,
    },
    {
      id: 2,
      at: at(50),
      userId: 'u1',
      action: 'flow.publish',
      target: 'reception',
      detail: '3',
      changes: [],
      undo: 'none' as const,
    },
    {
      id: 1,
      at: at(3000),
      userId: 'u2',
      action: 'hours.set',
      target: 'Office hours',
      detail: 'closed',
      changes: [],
      undo: 'none' as const,
    },
  ]
  let endRecording = () => {}
  return {
    settings: {
      certificate: mockCertificate(os, office),
      mail: {
        get: s.mail.get.handler(() => ({
          ...(office.options.empty ? mailSettings.parse({}) : account),
          passwordSet: true,
          revision: 'r1',
        })),
        save: s.mail.save.handler(({ input: { password: _, ...saved } }) => ({ ...saved, passwordSet: true })),
        test: s.mail.test.handler(({ input }) =>
          input.to.startsWith('nobody')
            ? { failure: 'recipient' as const, answer: '550 no such user' }
            : { failure: null, answer: '' },
        ),
        list: s.mail.list.handler(() => list(mails)),
        retry: s.mail.retry.handler(() => ok),
      },
      pbx: mockGuest(s, office),
      phones: mockPhones(s, office),
      trunks: {
        list: s.trunks.list.handler(() =>
          list(trunks).map(({ password: _, ...each }) => ({ ...each, passwordSet: each.id === 'provider' })),
        ),
        update: s.trunks.update.handler(({ input: { password, ...each } }) => ({ ...each, passwordSet: Boolean(password) })),
        registrations: s.trunks.registrations.handler(() =>
          list([{ trunkId: 'provider', problem: null, status: null, retrySeconds: null }]),
        ),
        reachabilities: s.trunks.reachabilities.handler(() =>
          list([
            { trunkId: 'provider', reachable: true, roundTripMs: 14.2 },
            { trunkId: 'backup', reachable: false, roundTripMs: null },
          ]),
        ),
        test: s.trunks.test.handler(() => ({
          ...{ dialled: '+4930901820', meaning: 'busy' as const, status: 486, rang: true, seconds: 3 },
          messages: [
            { seconds: 0, sent: true, line: 'INVITE' },
            { seconds: 0, sent: false, line: '401 Unauthorized' },
            { seconds: 0, sent: true, line: 'ACK' },
            { seconds: 0, sent: true, line: 'INVITE' },
            { seconds: 0, sent: false, line: '100 Trying' },
            { seconds: 1, sent: false, line: '180 Ringing' },
            { seconds: 3, sent: false, line: '486 Busy Here' },
            { seconds: 3, sent: true, line: 'ACK' },
          ],
        })),
      },
      outgoing: {
        list: s.outgoing.list.handler(() => list(outgoing)),
        update: s.outgoing.update.handler(({ input }) => input),
      },
      blocked: { list: s.blocked.list.handler(() => list(blocked)), update: s.blocked.update.handler(({ input }) => input) },
      ...mockSchedules(os, office.options.empty === true, () => at(0)),
      prompts: {
        list: s.prompts.list.handler(() => list(prompts)),
        uses: s.prompts.uses.handler(() => list([{ id: 'welcome', flows: [{ id: 'reception', name: 'Reception' }] }])),
        rename: s.prompts.rename.handler(() => prompts[0] as AudioPrompt),
        record: s.prompts.record.handler(async () => {
          await new Promise<void>((resolve) => (endRecording = resolve))
          return prompts[0] as AudioPrompt
        }),
        stopRecording: s.prompts.stopRecording.handler(() => {
          endRecording()
          return ok
        }),
        speak: s.prompts.speak.handler(() => prompts[0] as AudioPrompt),
      },
    },
    system: { audit: os.system.audit.handler(() => list(trail)) },
  }
}

const contact = (
  id: string,
  name: string,
  company: string,
  numbers: string[],
  more: Partial<ListedContact> = {},
): ListedContact => ({
  id,
  name,
  company,
  numbers,
  email: '',
  note: '',
  mine: false,
  favourite: false,
  speedDial: null,
  ...more,
})

const people = [
  contact('k1', 'Vera Vos', 'Vos & Partner', ['+4930901820', '+491701234567'], { favourite: true, speedDial: 1 }),
  contact('k2', 'Dental Supply Berlin', '', ['+493077788899'], { favourite: true }),
  contact('k3', 'Jonas Keller', 'Keller Bau GmbH', ['+494055512345'], { email: 'jonas@example.com' }),
  contact('k4', 'Marie Laurent', 'Laboratoire Laurent', ['+33142685300'], { mine: true }),
]

/** Contacts; numbers are looked up among them. */
export function mockDirectory(os: Os, office: MockOffice) {
  const all = office.options.empty ? [] : people
  const fits = (each: ListedContact, text: string) =>
    `${each.name} ${each.company} ${each.numbers.join(' ')}`.toLowerCase().includes(text.toLowerCase())
  return {
    list: os.directory.list.handler(({ input }) => {
      const contacts = all.filter((each) => fits(each, input.text) && (!input.favourites || each.favourite))
      return { contacts, total: contacts.length }
    }),
    save: os.directory.save.handler(({ input }) => ({ ...input, favourite: false, speedDial: null })),
    lookup: os.directory.lookup.handler(({ input }) =>
      input.numbers.flatMap((number) =>
        all
          .filter((each) => each.numbers.includes(number))
          .map(({ id, name, company }) => ({ number, contactId: id, name, company })),
      ),
    ),
    import: os.directory.import.handler(({ input }) => ({
      added: input.part?.more ? 0 : input.contacts.length,
      changed: 0,
      same: 0,
    })),
  }
}
