// A list of people comes in: judged as a whole, and written as a whole or not at all, in one change that can be taken back.
import { slotsOf } from '../../../shared/domain/parking.ts'
import { EngineError } from '../../engine/api.ts'
import type { User, Uses } from '../../host/services.ts'
import { type Change, newId, revisionOf } from './changes.ts'
import { type ImportChoices, type ImportRow, type Planned, planRows } from './personPlan.ts'
import { everybody, newPassword, type Prepared, writePerson } from './persons.ts'

type Deps = Uses<'config', 'office' | 'users' | 'pins'>
type Asked = { rows: ImportRow[]; choices: ImportChoices; basis?: string | undefined }
type Secret = { name: string; login: string | null; number: string | null; password: string | null; pin: string | null }

/** Hashes that are made at a time: as many leave a core to the calls. */
const atOnce = 1

/** What the rows do now, and a word for the office and the rows that this was judged by. */
function plan(deps: Deps, { rows, choices }: Asked): { planned: Planned[]; basis: string } {
  const { office } = deps.store
  const people = everybody(deps)
  const extensions = office.extensions.list()
  const others = [...office.routes.list().map(({ number }) => number), ...slotsOf(deps.config().settings)]
  const queues = office.queues.list()
  const planned = planRows(
    { people, extensions: new Map(extensions.map(({ number, name }) => [number, name])), others, queues },
    rows,
    choices,
  )
  return { planned, basis: revisionOf({ people, extensions, others, queues, rows, choices }) }
}

const shown = ({ row, name, does, reason, by, given }: Planned) => ({
  ...{ row, name, does, reason, by },
  number: given?.phone?.number ?? null,
  login: given?.signIn?.login ?? null,
})

type Ready = { write: NonNullable<Planned['write']>; prepared: Prepared; secret: Secret | null }

/** Ids, PIN and password of one; the hashes are made on threads of the platform's. */
async function prepare(deps: Deps, write: NonNullable<Planned['write']>, pins: Set<string>): Promise<Ready> {
  const { store } = deps
  const { given, before } = write
  const { pinLength } = deps.config().settings
  const needsPin = given.phone !== null && !(before.operator && store.pins.has(before.operator.id))
  const pin = needsPin ? await store.pins.prepare(pinLength, pins) : null
  const password = given.signIn && !before.user ? newPassword() : null
  const prepared: Prepared = {
    operatorId: newId('operator'),
    userId: store.users.newId(),
    hash: password === null ? undefined : await store.users.hashGenerated(password),
    assignPin: pin?.assign,
  }
  const secret =
    pin || password
      ? {
          ...{ name: given.name, login: given.signIn?.login ?? null, number: given.phone?.number ?? null },
          ...{ password, pin: pin?.pin ?? null },
        }
      : null
  return { write, prepared, secret }
}

async function prepareAll(deps: Deps, planned: readonly Planned[]): Promise<Ready[]> {
  const writes = planned.flatMap(({ write }) => write ?? [])
  const ready: Ready[] = []
  const pins = new Set<string>()
  for (let at = 0; at < writes.length; at += atOnce)
    ready.push(...(await Promise.all(writes.slice(at, at + atOnce).map((write) => prepare(deps, write, pins)))))
  return ready
}

/** Judges the rows, and with the basis of that writes them. */
export async function importPeople(deps: Deps, change: Change, by: User, asked: Asked) {
  const { planned, basis } = plan(deps, asked)
  const rows = planned.map(shown)
  if (asked.basis === undefined) return { rows, basis, change: null, secrets: [] }
  const stale = () => new EngineError('CONFLICT', 'Someone else changed it first.')
  if (asked.basis !== basis) throw stale()
  const myself = planned.find(({ write }) => write?.before.user?.id === by.id)
  if (myself?.given && myself.given.signIn === null) throw new EngineError('CONFLICT', 'Nobody removes themselves.')
  const ready = await prepareAll(deps, planned)
  if (ready.length === 0) return { rows, basis, change: null, secrets: [] }
  const work = () => {
    // Preparing took a while.
    if (plan(deps, asked).basis !== basis) throw stale()
    const names = new Set(deps.store.office.mailboxes.list().map(({ name }) => name.trim().toLowerCase()))
    for (const { write, prepared } of ready)
      writePerson({ deps, mailboxNames: names }, write.given, write.before, prepared, false)
  }
  const counts = `${planned.filter(({ does }) => does === 'new').length} + ${planned.filter(({ does }) => does === 'changed').length}`
  const { id } = await change.run(by, 'person.import', 'people', work, counts)
  return { rows, basis, change: id, secrets: ready.flatMap(({ secret }) => secret ?? []) }
}
