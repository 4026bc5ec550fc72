// The form of a person: its fields, what it starts with, and the person that is sent.
import { z } from 'zod'
import { extension, extensionNumber, mailbox, mailSound, type Queue, role } from '../../../../shared/domain/office.ts'
import { loginFor, type Person, type PersonMailbox } from '../../../../shared/domain/person.ts'
import { text } from '../../../lib/i18n/index.ts'
import type { rpc } from '../../../lib/rpc/index.ts'
import { useSession } from '../../../lib/session.ts'
import type { Draft, Field } from '../../form/fields.ts'
import { memberOf, membersOf } from '../penalties.ts'

export type ListedPerson = Awaited<ReturnType<typeof rpc.settings.people.list>>[number]

const dialClasses = ['national', 'international', 'premium'] as const
const own = 'own'
const none = 'none'

const hasPhone = ({ hasPhone }: Draft): boolean => hasPhone === true
const signsIn = ({ signsIn }: Draft): boolean => signsIn === true
const ownMessages = (draft: Draft): boolean => hasPhone(draft) && draft.mailbox === own
const mailed = (draft: Draft): boolean => ownMessages(draft) && Array.isArray(draft.addresses) && draft.addresses.length > 0

/** What a form begins with; a new person has the next free number and a mailbox of their own. */
export function draftOf(person: ListedPerson | null, free: string, queues: readonly Queue[]): Draft {
  const nameOf = (id: string) => queues.find((queue) => queue.id === id)?.name ?? id
  const phone = person?.phone ?? null
  const box: PersonMailbox = phone?.mailbox ?? { kind: own, maxSeconds: 180, addresses: [], sound: 'wav', deleteAfterMail: false }
  const settings = box.kind === own ? box : { maxSeconds: 180, addresses: [], sound: 'wav', deleteAfterMail: false }
  return {
    name: person?.name ?? '',
    hasPhone: person === null || phone !== null,
    number: phone?.number ?? free,
    adopt: false,
    queues: phone?.queues.map((each) => memberOf(each, nameOf(each.queueId))) ?? [],
    mailbox: box.kind === 'shared' ? box.id : box.kind,
    ...{ maxSeconds: settings.maxSeconds, addresses: settings.addresses },
    ...{ sound: settings.sound, deleteAfterMail: settings.deleteAfterMail },
    mayDial: phone?.mayDial ?? ['national'],
    pickUpGroup: phone?.pickUpGroup ?? '',
    loginFromOutside: phone?.loginFromOutside ?? false,
    signsIn: person === null || person.signIn !== null,
    login: person?.signIn?.login ?? '',
    suggested: '',
    role: person?.signIn?.role ?? 'agent',
    password: '',
  }
}

/** Only what the switches leave in the form counts. */
const counted = (draft: unknown): unknown => {
  const {
    number,
    queues,
    mailbox: box,
    addresses,
    login,
    role: as,
    password,
    ...more
  } = z.record(z.string(), z.unknown()).parse(draft)
  return {
    ...more,
    ...(hasPhone(more) ? { number, queues, mailbox: box } : {}),
    ...(hasPhone(more) && box === own ? { addresses } : {}),
    ...(signsIn(more) ? { login, role: as, ...(password === '' ? {} : { password }) } : {}),
  }
}

/** What is typed, as far as it can be checked here; the host checks the person as a whole. */
export function draftSchema(queues: readonly Queue[]) {
  const known = (words: readonly string[]) => membersOf(words, queues).length === words.length
  return z.preprocess(
    counted,
    z
      .object({
        name: z.string().trim().min(1).max(80),
        hasPhone: z.boolean(),
        number: extensionNumber.optional(),
        adopt: z.boolean().default(false),
        queues: z.array(z.string()).default([]),
        mailbox: z.string().default(none),
        maxSeconds: mailbox.shape.maxSeconds,
        addresses: mailbox.shape.addresses,
        sound: mailbox.shape.sound,
        deleteAfterMail: mailbox.shape.deleteAfterMail,
        mayDial: z.array(z.enum(dialClasses)).default([]),
        pickUpGroup: extension.shape.pickUpGroup,
        loginFromOutside: z.boolean().default(false),
        signsIn: z.boolean(),
        login: z.string().trim().min(1).max(64).optional(),
        role: role.optional(),
        password: z.string().min(10).max(200).optional(),
      })
      .superRefine((draft, found) => {
        const say = (path: string, said: string) => found.addIssue({ code: 'custom', path: [path], params: { said } })
        if (!draft.hasPhone && !draft.signsIn) say('signsIn', text.people.neither)
        if (!known(draft.queues)) say('queues', text.people.unknownQueue)
      }),
  )
}

/** The person of a draft that fits. */
export function personOfDraft(draft: Draft, queues: readonly Queue[]): Person & { password?: string; adopt: boolean } {
  const { adopt, password, ...typed } = draftSchema(queues).parse(draft)
  const { maxSeconds, addresses, sound, deleteAfterMail } = typed
  const box: PersonMailbox =
    typed.mailbox === own
      ? { kind: own, maxSeconds, addresses, sound, deleteAfterMail }
      : typed.mailbox === none
        ? { kind: none }
        : { kind: 'shared', id: typed.mailbox }
  return {
    name: typed.name,
    signIn: typed.login === undefined || typed.role === undefined ? null : { login: typed.login, role: typed.role },
    phone:
      typed.number === undefined
        ? null
        : {
            ...{ number: typed.number, mayDial: typed.mayDial, queues: membersOf(typed.queues, queues) },
            ...{ loginFromOutside: typed.loginFromOutside, mailbox: box, pickUpGroup: typed.pickUpGroup },
          },
    adopt,
    ...(password === undefined ? {} : { password }),
  }
}

/** The fields, for a new person or one who is there. */
export function usePersonFields(person: ListedPerson | null, logins: ReadonlySet<string>): Field[] {
  const words = text.people
  const fields = text.settings.fields
  const { queues, mailboxes, extensions, operators } = useSession((state) => state)
  const hadPhone = person !== null && person.phone !== null
  const theirs = new Set(operators.map((each) => each.extension))
  /** An extension of that number that nobody has. */
  const spare = ({ number }: Draft) => extensions.some((each) => each.number === number) && !theirs.has(String(number))
  const suggest = (name: unknown, draft: Draft): Draft => {
    if (person !== null || draft.login !== draft.suggested) return {}
    const login = loginFor(String(name), logins)
    return { login, suggested: login }
  }
  const shared = mailboxes.filter(
    (each) => !theirs.has(each.extension ?? '') || extensions.filter((one) => one.mailbox === each.id).length > 1,
  )
  const options = [
    { value: own, label: words.ownMailbox },
    ...shared.map(({ id, name }) => ({ value: id, label: name })),
    { value: none, label: words.noMailbox },
  ]
  const [phoneMore, mailMore] = [words.morePhone, words.mailing]
  return [
    { key: 'name', label: fields.name, kind: 'text', maxLength: 80, required: true, sets: suggest },
    { key: 'hasPhone', label: words.hasPhone, kind: 'switch', when: () => !hadPhone },
    {
      ...{ key: 'number', label: fields.extension, kind: 'text', maxLength: 6, required: true, when: hasPhone },
      ...{ help: hadPhone ? words.numberStays : words.numberHelp, fixed: hadPhone },
    },
    {
      ...{ key: 'adopt', label: words.adopt, help: words.adoptHelp, kind: 'switch' },
      when: (draft) => !hadPhone && hasPhone(draft) && spare(draft),
    },
    {
      ...{ key: 'queues', label: fields.queues, help: fields.queuesHelp, kind: 'words', when: hasPhone },
      suggestions: queues.map(({ name }) => name),
    },
    {
      ...{ key: 'mailbox', label: words.voicemail, kind: 'select', options, when: hasPhone },
      ...(hadPhone && person.phone?.mailbox.kind === own
        ? { example: (value: unknown) => (value === own ? '' : words.ownStays) }
        : {}),
    },
    { key: 'signsIn', label: words.signsIn, help: words.signsInHelp, kind: 'switch' },
    { key: 'login', label: fields.login, kind: 'text', maxLength: 64, required: true, when: signsIn },
    {
      ...{ key: 'role', label: fields.role, kind: 'select', required: true, when: signsIn },
      options: role.options.map((value) => ({ value, label: fields.roles[value] })),
    },
    {
      ...{ key: 'password', label: fields.password, kind: 'password', when: signsIn },
      help: person?.signIn ? fields.passwordKeep : words.passwordMade,
    },
    {
      ...{ key: 'mayDial', label: fields.mayDial, kind: 'several', group: phoneMore, when: hasPhone },
      options: dialClasses.map((value) => ({ value, label: fields.dialClasses[value] })),
    },
    {
      ...{ key: 'pickUpGroup', label: fields.pickUpGroup, help: fields.pickUpGroupHelp, kind: 'text', maxLength: 40 },
      ...{ group: phoneMore, when: hasPhone },
    },
    {
      ...{ key: 'loginFromOutside', label: fields.loginFromOutside, help: fields.loginFromOutsideHelp, kind: 'switch' },
      ...{ group: phoneMore, when: hasPhone },
    },
    { key: 'maxSeconds', label: fields.maxSeconds, kind: 'number', min: 5, max: 1800, group: mailMore, when: ownMessages },
    { key: 'addresses', label: fields.addresses, help: fields.addressesHelp, kind: 'words', group: mailMore, when: ownMessages },
    {
      ...{ key: 'sound', label: fields.mailSound, kind: 'select', group: mailMore, when: mailed },
      options: mailSound.options.map((value) => ({ value, label: fields.mailSounds[value] })),
    },
    {
      ...{ key: 'deleteAfterMail', label: fields.deleteAfterMail, help: fields.deleteAfterMailHelp, kind: 'switch' },
      ...{ group: mailMore, when: (draft) => mailed(draft) && (draft.sound === 'wav' || draft.sound === 'mp3') },
    },
  ]
}
