// Where `npm run call` finds this office: the address of its Asterisk and a line to call in by.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '../adapters/pbx/acquire/cache.ts'
import type { Store } from '../adapters/store/store.ts'
import type { ManagedPbx } from './managedPbx.ts'
import { testTrunk } from './starter.ts'

/** Written for the data folder's owner only; names no secret. */
export function writeCallFile(managed: ManagedPbx, store: Store): void {
  const file = { host: '127.0.0.1', port: managed.ports.sip, trunk: testTrunk, data: store.folder }
  const path = join(managed.folder, 'phone.json')
  writeFileSync(path, JSON.stringify(file), { mode: 0o600 })
  // The office started last is the one `npm run call` means when it is told nothing.
  mkdirSync(cacheFolder(), { recursive: true })
  writeFileSync(join(cacheFolder(), 'office.json'), JSON.stringify({ phone: path }), { mode: 0o600 })
}
