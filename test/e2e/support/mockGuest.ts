// The mock host's Asterisk that others run: reached, with differences and telephones of its own; or, in an empty office, not.
import { guestFiles } from '../../../electron/adapters/pbx/guest/files.ts'
import type { GuestState, PbxChoice } from '../../../shared/domain/guest.ts'
import type { MockOffice, Os } from './mockOffice.ts'

const url = 'http://10.0.0.5:8088/ari'
const numbers = ['5000', '+4930901820', '800']

const reached: GuestState = {
  url,
  user: 'cordboard',
  last: { kind: 'freepbx', context: 'from-internal' },
  context: 'from-internal',
  found: {
    drift: { missing: ['203', '204'], outdated: ['201'], left: ['299'], numbers: ['800'] },
    phones: [
      { number: '101', name: 'Front desk', online: true },
      { number: '102', name: '', online: false },
      { number: '1033', name: 'Warehouse, second gate on the left behind the loading bay', online: true },
    ],
    lines: [
      { name: 'provider-berlin', online: true },
      { name: 'gsm-gateway', online: false },
    ],
  },
}
const unreached: GuestState = { url, user: 'cordboard', last: null, context: null, found: null }

const filesFor = ({ kind, context }: PbxChoice) =>
  guestFiles({
    ...{ kind, context, numbers, ariUrl: url, ariUser: 'cordboard', ariPassword: 'sample-password', app: 'cordboard' },
    extensions: ['201', '202', '203'].map((number) => ({ number, name: `Desk ${number}`, webHa1: '0'.repeat(32) })),
    emergency: ['112', '110'],
    reception: ['201'],
    opus: true,
    phoneTransfers: true,
  })

export const mockGuest = (s: Os['settings'], { options: { pbx, empty } }: MockOffice) => ({
  state: s.pbx.state.handler(() => (pbx === 'external' ? (empty ? unreached : reached) : null)),
  testSound: s.pbx.testSound.handler(() => ({ result: 'bothWays' as const })),
  files: s.pbx.files.handler(({ input }) => ({ files: filesFor(input), numbers })),
})
