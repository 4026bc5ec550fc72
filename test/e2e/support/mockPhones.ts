// The mock host's desk phones: one that waits, one that has its settings, one with older ones, one that was turned away, a softphone, and two
// that were found; or, in an empty office, none. A host beside an Asterisk that others run has none, as a real one.
import { type DeskPhone, deskPhone, type PhoneState, type PhonesOverview } from '../../../shared/domain/phones.ts'
import type { MockOffice, Os } from './mockOffice.ts'

const hour = 3_600_000
const folder = 'https://192.168.10.20:7080/provision/'
const phones: DeskPhone[] = [
  deskPhone.parse({
    id: 'phone-1',
    maker: 'yealink',
    mac: '001565aabb01',
    model: 'T46U',
    extension: '201',
    lamps: ['202', '203'],
  }),
  deskPhone.parse({ id: 'phone-2', maker: 'snom', mac: '000413aabb02', model: 'D785', extension: '202', lamps: ['201'] }),
  deskPhone.parse({ id: 'phone-3', maker: 'grandstream', mac: '000b82aabb03', model: 'GXP2170', extension: '203' }),
  deskPhone.parse({
    id: 'phone-4',
    maker: 'cisco',
    mac: '001bd4aabb04',
    model: 'CP-8851-3PCC',
    extension: '201',
    transport: 'tls',
  }),
  deskPhone.parse({ id: 'phone-5', maker: 'linphone', mac: '', extension: '202' }),
]
const nothing: Omit<PhoneState, 'id'> = {
  ...{ code: null, codeUntil: null, address: '', fetchedAt: null, fetchedFrom: '', seenModel: '', firmware: '', current: false },
  ...{ problem: null, problemAt: null, problemFrom: '' },
}
const code = '481516234200'
const waits = (file: string) => ({ code, codeUntil: Date.now() + 20 * hour, address: `${folder}${code}/${file}` })
const states: PhoneState[] = [
  { ...nothing, id: 'phone-1', ...waits('') },
  {
    ...{ ...nothing, id: 'phone-2', fetchedAt: Date.now() - 30 * hour, fetchedFrom: '192.168.10.61', current: true },
    ...{ seenModel: 'D785', firmware: '10.1.169.16' },
  },
  {
    ...{ ...nothing, id: 'phone-3', fetchedAt: Date.now() - 300 * hour, fetchedFrom: '192.168.10.62' },
    ...{ seenModel: 'GXP2170', firmware: '1.0.11.64' },
  },
  { ...nothing, id: 'phone-4', problem: 'otherMaker', problemAt: Date.now() - hour, problemFrom: '192.168.10.99' },
  { ...nothing, id: 'phone-5', ...waits('linphone.xml') },
]
const found: PhonesOverview['found'] = [
  { mac: '0c383eaabb05', maker: 'fanvil', model: 'X5U', firmware: '2.12.1.3', address: '192.168.10.63', at: Date.now() - 60_000 },
  {
    mac: '001565aabb06',
    maker: 'yealink',
    model: 'T31P',
    firmware: '124.86.0.40',
    address: '192.168.10.64',
    at: Date.now() - 90_000,
  },
]

export function mockPhones(s: Os['settings'], { options: { pbx, empty } }: MockOffice) {
  const ok = { ok: true } as const
  const lacks: PhonesOverview['lacks'] = pbx === 'external' ? 'guest' : null
  return {
    list: s.phones.list.handler(() => (empty ? [] : phones)),
    create: s.phones.create.handler(({ input }) => ({ ...input, id: input.id ?? 'phone-1' })),
    update: s.phones.update.handler(({ input }) => input),
    remove: s.phones.remove.handler(() => ({ ...ok, change: 1 })),
    overview: s.phones.overview.handler(() => ({
      ...{ lacks, folder: lacks ? '' : folder, trusted: false, listening: lacks === null },
      ...{ phones: empty ? [] : states, found: empty ? [] : found },
    })),
    renew: s.phones.renew.handler(() => ok),
    tell: s.phones.tell.handler(() => ok),
  }
}
