// Where `npm run call` finds this office: the address of its Asterisk and a line to call in by.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '../store/store.ts'
import type { ManagedPbx } from './managedPbx.ts'
import { testTrunk } from './starter.ts'

/** Written for the data folder's owner only; names no secret. */
export function writeCallFile(managed: ManagedPbx, store: Store): void {
  const file = { host: '127.0.0.1', port: managed.ports.sip, trunk: testTrunk, data: store.folder }
  writeFileSync(join(managed.folder, 'phone.json'), JSON.stringify(file), { mode: 0o600 })
}
