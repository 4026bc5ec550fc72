// No Asterisk can be had: the demo office has a folder of its own, and the real one stays as it is.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { PbxError } from '../../../../electron/adapters/pbx/errors.ts'
import { openStore, type Store } from '../../../../electron/adapters/store/store.ts'
import { startHost } from '../../../../electron/host/host.ts'
import { ManagedPbx } from '../../../../electron/host/managedPbx.ts'
import { makeStarterOffice } from '../../../../electron/host/starter.ts'
import { wallClock } from '../../../../electron/host/system.ts'

vi.spyOn(ManagedPbx.prototype, 'acquire').mockRejectedValue(new PbxError('PBX_UNAVAILABLE', 'No Asterisk.'))

let data = ''
afterEach(() => rm(data, { recursive: true, force: true }))

test('calls are simulated beside the office, not in it', async () => {
  data = await mkdtemp(join(tmpdir(), 'cordboard-none-'))
  const before = openStore({ folder: data, clock: wallClock })
  await makeStarterOffice(before, true)
  before.close()
  const said: string[] = []
  const host = await startHost({ data, progress: (line) => said.push(line) })
  expect(host.pbxKind).toBe('demo')
  expect((host.deps.store as Store).calls.list({}, { limit: 1 }).calls).toHaveLength(1)
  await host.stop()
  expect(said.join('\n')).toContain(`No Asterisk. Showing the demo office instead, from ${join(data, 'demo')}.`)
  expect(existsSync(join(data, 'demo'))).toBe(true)
  const real = openStore({ folder: data, clock: wallClock })
  expect(real.calls.list({}, { limit: 1 }).calls).toEqual([])
  real.close()
})

test('where there has to be one, the host does not start', async () => {
  data = await mkdtemp(join(tmpdir(), 'cordboard-none-'))
  await expect(startHost({ data, demo: false })).rejects.toMatchObject({ code: 'PBX_UNAVAILABLE' })
  expect(existsSync(join(data, 'demo'))).toBe(false)
})
