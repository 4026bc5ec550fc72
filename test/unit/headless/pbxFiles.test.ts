// `pbx-files` on a data folder: into a folder or an archive, beside a host that has the folder, and its refusals.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore, type Store } from '../../../electron/adapters/store/store.ts'
import { commands } from '../../../electron/cli/commands/index.ts'
import { makeStarterOffice } from '../../../electron/host/starter.ts'
import { wallClock } from '../../../electron/host/system.ts'

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pbx-files-'))
  store = openStore({ folder: join(folder, 'data'), clock: wallClock })
  await makeStarterOffice(store, false)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

/** Nobody answers there. */
const ari = ['--ari', 'http://127.0.0.1:9/ari']

async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = []
  const terminal = { out: (line: string) => void lines.push(line), error: (line: string) => void lines.push(line) }
  const code = await commands['pbx-files']?.([...args, '--data', join(folder, 'data')], terminal, {})
  return { code: code ?? -1, lines }
}
const to = (name: string) => ['--to', join(folder, name)]

it('writes a folder, then an archive with the same, without being told again what for; a host has the folder meanwhile', async () => {
  const first = await run(...ari, ...to('out'), '--context', 'office')
  expect(first.code).toBe(0)
  expect(first.lines.at(-1)).toContain('does not answer')
  expect(readdirSync(join(folder, 'out')).sort()).toEqual(['README.txt', 'cordboard_extensions.conf', 'cordboard_pjsip.conf'])
  expect((await run(...to('out.zip'))).code).toBe(0)
  expect(statSync(join(folder, 'out.zip')).mode & 0o077).toBe(0)
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(join(folder, 'out.zip')))))
    expect(Buffer.from(bytes).toString()).toBe(readFileSync(join(folder, 'out', name.replace('cordboard/', '')), 'utf8'))
  expect(store.audit.list(5)).toMatchObject([{ action: 'pbxFiles.download' }, { action: 'pbxFiles.download', target: 'plain' }])
})

it('leaves the rest of a file of theirs, also when it is written again', async () => {
  const path = join(folder, 'pjsip_custom.conf')
  writeFileSync(path, '[theirs]\ntype=endpoint\n')
  expect((await run(...ari, '--to', folder, '--kind', 'freepbx')).code).toBe(0)
  const once = readFileSync(path, 'utf8')
  expect(once.startsWith('[theirs]\ntype=endpoint\n')).toBe(true)
  expect(once).toContain('[201-web]')
  expect((await run('--to', folder)).code).toBe(0)
  expect(readFileSync(path, 'utf8')).toBe(once)
})

it('says what it is not told', async () => {
  expect(await run(...to('out'))).toMatchObject({ code: 2, lines: [expect.stringContaining('--ari')] })
  expect(await run(...ari, ...to('out'))).toMatchObject({ code: 2, lines: [expect.stringContaining('--context')] })
  expect(await run(...ari)).toMatchObject({ code: 2, lines: [expect.stringContaining('--to')] })
  expect(await run(...ari, ...to('out'), '--kind', 'other')).toMatchObject({
    code: 2,
    lines: [expect.stringContaining('--kind')],
  })
  expect((await run('--nonsense')).code).toBe(2)
  expect(readdirSync(folder)).toEqual(['data'])
})
