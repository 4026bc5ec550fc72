// Desk phones: which there are, and how each gets its settings.
import { type DeskPhone, shownMac } from '../../../shared/domain/phones.ts'
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import { type Change, type RecordKindOf, taken } from './changes.ts'
import type { Guarded } from './guard.ts'
import { found, ok } from './mine.ts'
import { invalid } from './officeKinds.ts'
import { withId } from './recordProcedures.ts'
import { servedBy } from './servedHttps.ts'

type Deps = Uses<'phones' | 'certificate' | 'pbx', 'office' | 'audit'>

export function phoneProcedures(os: Guarded, deps: Deps, change: Change) {
  const { phones } = os.settings
  const { office, audit } = deps.store
  const of: RecordKindOf<DeskPhone> = {
    kind: 'phone',
    records: office.phones,
    key: 'id',
    check: (value) => checkPhone(deps, value),
  }
  const record = withId(change, of)
  const there = (id: string) => found(office.phones.get(id), 'There is no such phone.')
  return phones.router({
    list: phones.list.handler(record.list),
    create: phones.create.handler(async (asked) => {
      const made = await record.create(asked)
      await deps.phones.renew(made.id)
      return made
    }),
    update: phones.update.handler(record.update),
    remove: phones.remove.handler(async (asked) => {
      const removed = await record.remove(asked)
      deps.phones.forget(asked.input.id)
      return removed
    }),
    overview: phones.overview.handler(async () => deps.phones.overview(await servedBy(deps.certificate))),
    renew: phones.renew.handler(async ({ input, context }) => {
      const { id } = there(input.id)
      await deps.phones.renew(id)
      audit.add({ userId: context.user.id, action: 'phone.renew', target: id })
      return ok
    }),
    tell: phones.tell.handler(async ({ input, context }) => {
      const { id } = there(input.id)
      const served = await servedBy(deps.certificate)
      if (served === null || !deps.phones.tell(id, served))
        throw new EngineError('CONFLICT', 'This phone was not seen on the network.')
      audit.add({ userId: context.user.id, action: 'phone.tell', target: id })
      return ok
    }),
  })
}

function checkPhone({ store }: Deps, { id, maker, mac, extension, lamps }: DeskPhone): void {
  const { extensions, phones } = store.office
  const isSoftphone = maker === 'linphone'
  if (isSoftphone !== (mac === '')) throw invalid('mac', isSoftphone ? 'A softphone has no MAC.' : 'A phone has a MAC.')
  if (!extensions.get(extension)) throw invalid('extension', 'There is no such extension.')
  const unknown = lamps.find((number) => !extensions.get(number))
  if (unknown !== undefined) throw invalid('lamps', `There is no extension ${unknown}.`)
  const other = mac === '' ? undefined : phones.list().find((phone) => phone.mac === mac && phone.id !== id)
  if (other) throw taken('mac', `${other.extension} (${shownMac(mac)})`)
}
