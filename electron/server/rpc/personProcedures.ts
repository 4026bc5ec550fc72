// Somebody is added, changed and leaves in one go: sign-in, operator, extension, mailbox and PIN.
import type { Voicemail } from '../../../shared/domain/calls.ts'
import type { Extension } from '../../../shared/domain/office.ts'
import { slotsOf } from '../../../shared/domain/parking.ts'
import { freeNumber, type Person } from '../../../shared/domain/person.ts'
import { EngineError } from '../../engine/api.ts'
import type { User, Uses } from '../../host/services.ts'
import { type Change, newId, sameRevision } from './changes.ts'
import { type Guarded, hasRole } from './guard.ts'
import { found, ok, strongOnly } from './mine.ts'
import { importPeople } from './personImport.ts'
import {
  checkPerson,
  everybody,
  nameOf,
  newPassword,
  type Parts,
  type Prepared,
  personOf,
  viewOf,
  withoutLamp,
  writePerson,
} from './persons.ts'

type Deps = Uses<'ask' | 'engine' | 'config' | 'isStrong', 'office' | 'users' | 'pins' | 'voicemails'>

const nobody: Parts = { user: null, operator: null, extension: null, mailbox: null }
/** Messages that are looked at for one who leaves. */
const mostMessages = 100_000

export const personProcedures = (os: Guarded, deps: Deps, change: Change) => {
  const s = os.settings.people
  const save = (by: User, given: Person & { password?: string | undefined }, before: Parts, adopt: boolean) =>
    savePerson({ deps, change, by, adopt }, given, before)
  return s.router({
    list: s.list.handler(({ context }) => {
      const admin = hasRole(context.user, 'admin')
      return everybody(deps).flatMap((parts) => (admin || parts.operator ? [viewOf(parts, admin)] : []))
    }),
    freeNumber: s.freeNumber.handler(() => {
      const { office } = deps.store
      const others = [...office.routes.list().map(({ number }) => number), ...slotsOf(deps.config().settings)]
      return {
        number: freeNumber(
          office.extensions.list().map((each) => each.number),
          others,
        ),
      }
    }),
    create: s.create.handler(({ input: { adopt, ...given }, context }) => save(context.user, given, nobody, adopt)),
    update: s.update.handler(({ input: { id, revision, adopt, ...given }, context }) => {
      const before = personOf(deps, id)
      sameRevision(revision, before)
      if (given.signIn === null && before.user?.id === context.user.id)
        throw new EngineError('CONFLICT', 'Nobody removes themselves.')
      return save(context.user, given, before, adopt)
    }),
    leaving: s.leaving.handler(async ({ input, signal }) => {
      const { operator, extension, mailbox } = personOf(deps, input.id)
      const { office } = deps.store
      return {
        inCall: extension !== null && deps.engine.phone.presence(extension.number) === 'busy',
        queues: operator?.queues.map(({ queueId }) => office.queues.get(queueId)?.name ?? queueId) ?? [],
        mailboxId: mailbox?.id ?? null,
        messages: mailbox ? (await messagesIn(deps, mailbox.id, signal)).length : 0,
        deskPhones: office.phones.list().filter((phone) => phone.extension === extension?.number).length,
      }
    }),
    import: s.import.handler(({ input, context }) => importPeople(deps, change, context.user, input)),
    leave: s.leave.handler(async ({ input: { id, revision, ...choice }, context, signal }) => {
      const parts = personOf(deps, id)
      sameRevision(revision, parts)
      return leave({ deps, change }, context.user, parts, choice, signal)
    }),
  })
}

type Saving = { deps: Deps; change: Change; by: User; adopt: boolean }

async function savePerson(
  { deps, change, by, adopt }: Saving,
  { password, ...given }: Person & { password?: string | undefined },
  before: Parts,
) {
  checkPerson(deps, given, before, adopt)
  const { users, pins } = deps.store
  const { signIn } = given
  if (password !== undefined && signIn) await strongOnly(deps, password, { name: given.name, login: signIn.login })
  const made = signIn && !before.user && password === undefined ? newPassword() : null
  const chosen = signIn ? (password ?? made) : null
  // One whose PIN was taken back gets another, as well as one who has a phone now.
  const pin =
    given.phone && !(before.operator && pins.has(before.operator.id))
      ? await pins.prepare(deps.config().settings.pinLength)
      : null
  const prepared: Prepared = {
    operatorId: newId('operator'),
    userId: users.newId(),
    hash: chosen === null ? undefined : await users.hashPassword(chosen),
    assignPin: pin?.assign,
  }
  const id = before.operator?.id ?? before.user?.id
  const work = () => {
    // What was prepared took a while.
    if (id !== undefined) sameRevision(viewOf(before, true).revision, personOf(deps, id))
    checkPerson(deps, given, before, adopt)
    const mailboxNames = new Set(deps.store.office.mailboxes.list().map(({ name }) => name.trim().toLowerCase()))
    return writePerson({ deps, mailboxNames }, given, before, prepared, adopt)
  }
  const action = id === undefined ? 'person.create' : 'person.update'
  const target = id ?? (given.phone ? prepared.operatorId : prepared.userId)
  const { result } = await change.run(by, action, target, work, given.name)
  const saved = personOf(deps, result.operator?.id ?? found(result.user).id)
  return { ...viewOf(saved, true), secrets: { password: made, pin: pin?.pin ?? null } }
}

/** With what waits for the disk. */
async function messagesIn(
  deps: Uses<'ask', 'voicemails'>,
  mailboxId: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Voicemail[]> {
  const filter = { ...(mailboxId === undefined ? {} : { mailboxId }), limit: mostMessages }
  const unwritten = deps.store.voicemails.overlay(filter)
  return unwritten(await deps.ask('voicemails', filter, signal))
}

/** As it is, for whoever comes next; without the mailbox that went. */
function keepExtension(
  { store: { office } }: Uses<never, 'office'>,
  extension: Extension,
  goneMailbox: string | undefined,
): void {
  const { mailbox, ...line } = extension
  if (mailbox !== undefined && mailbox === goneMailbox) office.extensions.save(line)
}

/** With its desk phones, and from the telephones that ring while the host is down. */
function removeExtension({ store: { office } }: Uses<never, 'office'>, number: string): void {
  for (const phone of office.phones.list()) if (phone.extension === number) office.phones.remove(phone.id)
  office.extensions.remove(number)
  const settings = office.settings.get()
  const reception = settings.reception.filter((each) => each !== number)
  if (reception.length < settings.reception.length) office.settings.save({ ...settings, reception })
}

async function leave(
  { deps, change }: { deps: Deps; change: Change },
  by: User,
  parts: Parts,
  { keepNumber, messagesTo }: { keepNumber: boolean; messagesTo: string | null },
  signal: AbortSignal | undefined,
) {
  const { user, operator, extension, mailbox } = parts
  const { office, users } = deps.store
  if (user?.id === by.id) throw new EngineError('CONFLICT', 'Nobody removes themselves.')
  if (extension && deps.engine.phone.presence(extension.number) === 'busy')
    throw new EngineError('CONFLICT', 'They are in a call.', { reason: 'operatorBusy' })
  const heir = messagesTo === null || messagesTo === mailbox?.id ? null : found(office.mailboxes.get(messagesTo))
  const messages = await messagesIn(deps, undefined, signal)
  if (operator) deps.engine.desk.logout(operator.id)
  const work = () => {
    if (operator) office.operators.remove(operator.id)
    if (user) users.remove(user.id)
    if (mailbox && heir) office.mailboxes.remove(mailbox.id)
    else if (mailbox && !keepNumber) office.mailboxes.save(withoutLamp(mailbox))
    if (extension && keepNumber) keepExtension(deps, extension, heir === null ? undefined : mailbox?.id)
    else if (extension) removeExtension(deps, extension.number)
  }
  const target = operator?.id ?? found(user).id
  const { id } = await change.run(by, 'person.leave', target, work, nameOf(parts))
  for (const message of messages) {
    const moved = heir && mailbox && message.mailboxId === mailbox.id ? heir.id : message.mailboxId
    // What was theirs to deal with is everyone's again.
    const assignedTo = message.assignedTo === operator?.id ? null : message.assignedTo
    if (moved !== message.mailboxId || assignedTo !== message.assignedTo)
      await deps.engine.work.saveVoicemail({ ...message, mailboxId: moved, assignedTo })
  }
  return { ...ok, change: id }
}
