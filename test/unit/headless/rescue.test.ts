// doctor, backup, restore and repair on data folders that are damaged in the header, in an inner page, and in a row.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openStore } from '../../../electron/adapters/store/store.ts'
import { run } from '../../../electron/cli/program.ts'
import { queue } from '../../../shared/domain/office.ts'
import { traced } from '../../support/trace.ts'
import { manualClock, temporaryFolder } from '../store/support.ts'

const calls = 3000

/** An office with some thousand calls, closed. */
function office(): string {
  const folder = temporaryFolder()
  const store = openStore({ folder, clock: manualClock() })
  store.office.queues.save(queue.parse({ id: 'sales', name: 'Sales' }))
  for (let n = 0; n < calls; n++) {
    const id = `call-${String((n * 7919) % calls).padStart(5, '0')}`
    store.callLog.started({
      id,
      kind: 'inbound',
      from: '+4930123456',
      fromName: '',
      to: '5000',
      flowId: 'main',
      flowVersion: 1,
      startedAt: n,
    })
    store.callLog.trace(traced('call.started', { to: '5000' }, { callId: id, at: n }))
  }
  store.close()
  mkdirSync(join(folder, 'media', 'voicemail'), { recursive: true })
  writeFileSync(join(folder, 'media', 'voicemail', 'a.wav'), 'message')
  mkdirSync(join(folder, 'spool'))
  writeFileSync(join(folder, 'spool', 'unfinished.wav'), 'half a recording')
  return folder
}

async function host(folder: string, ...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = []
  const terminal = { out: (line: string) => lines.push(line), error: (line: string) => lines.push(line) }
  const { code } = await run({
    args: [...args, '--data', folder],
    env: {},
    consoleFolder: '',
    startHost: () => Promise.reject(new Error('no host')),
    terminal,
  })
  return { code, text: lines.join('\n') }
}

const path = (folder: string) => join(folder, 'cordboard.sqlite')

function overwrite(file: string, at: number, length: number): void {
  const open = openSync(file, 'r+')
  writeSync(open, Buffer.alloc(length, 0xa5), 0, length, at)
  closeSync(open)
}

/** Page of the table's own tree that holds rows, in its middle. */
function leafOf(folder: string, table: string): number {
  const database = new Database(path(folder), { readonly: true })
  const { root } = database.prepare('SELECT rootpage AS root FROM sqlite_master WHERE name = ?').get(table) as { root: number }
  database.close()
  const file = readFileSync(path(folder))
  const at = (root - 1) * 4096
  // The first cell of the interior page points to its left child, big-endian.
  const cells = file.readUInt16BE(at + 3)
  const cell = file.readUInt16BE(at + 12 + 2 * Math.floor(cells / 2))
  return file.readUInt32BE(at + cell)
}

const damages: [name: string, damage: (folder: string) => void, saved: { most: number; least: number }][] = [
  ['the header', (folder) => overwrite(path(folder), 0, 100), { most: calls, least: calls }],
  [
    'an inner page of the calls',
    (folder) => overwrite(path(folder), (leafOf(folder, 'calls') - 1) * 4096, 4096),
    { most: calls - 1, least: calls - 200 },
  ],
  [
    'an inner page of the traces',
    (folder) => overwrite(path(folder), (leafOf(folder, 'trace') - 1) * 4096, 4096),
    { most: calls, least: calls },
  ],
  [
    'a row',
    (folder) => {
      const database = new Database(path(folder))
      database.exec(`UPDATE trace SET data = '{"to":' WHERE id = 77; UPDATE records SET body = 'no JSON' WHERE id = 'sales'`)
      database.close()
    },
    { most: calls, least: calls },
  ],
]

const count = (folder: string, from: string) => {
  const database = new Database(path(folder), { readonly: true })
  const { n } = database.prepare(`SELECT count(*) AS n FROM ${from}`).get() as { n: number }
  database.close()
  return n
}

it.each(damages)('%s damaged: the doctor tells, restore brings the copy back', async (_name, damage) => {
  const folder = office()
  expect(await host(folder, 'backup')).toMatchObject({ code: 0, text: expect.stringContaining('local-') })
  expect(await host(folder, 'doctor')).toMatchObject({ code: 0, text: expect.stringContaining('database: whole') })
  damage(folder)
  const told = await host(folder, 'doctor')
  expect(told).toMatchObject({ code: 1, text: expect.stringContaining('database: damaged') })
  expect(told.text).toContain('npm run host -- repair')
  const restored = await host(folder, 'restore')
  expect(restored.code, restored.text).toBe(0)
  expect((await host(folder, 'doctor')).text).toContain('database: whole')
  expect([count(folder, 'calls'), count(folder, "records WHERE id = 'sales'")]).toEqual([calls, 1])
  const replaced = readdirSync(join(folder, 'backups')).find((name) => name.startsWith('replaced-')) ?? ''
  expect(existsSync(join(folder, 'backups', replaced, 'cordboard.sqlite'))).toBe(true)
})

it.each(damages)('%s damaged: repair saves what can be read, and says what could not', async (name, damage, { most, least }) => {
  const folder = office()
  damage(folder)
  const repaired = await host(folder, 'repair')
  expect(repaired.code, repaired.text).toBe(0)
  const saved = count(folder, 'calls')
  expect(saved).toBeGreaterThanOrEqual(least)
  expect(saved).toBeLessThanOrEqual(most)
  expect((await host(folder, 'doctor')).text).toContain('database: whole')
  const store = openStore({ folder, clock: manualClock() })
  expect(store.calls.list({}, { limit: 5 }).calls).toHaveLength(5)
  store.callLog.started({
    id: 'new',
    kind: 'inbound',
    from: '1',
    fromName: '',
    to: '2',
    flowId: 'f',
    flowVersion: 1,
    startedAt: 9e9,
  })
  expect(store.calls.list({}, { limit: 1 }).calls[0]?.id).toBe('new')
  store.close()
  if (name === 'the header') expect(repaired.text).not.toContain('lost ')
  else expect(repaired.text).toContain('lost ')
  if (name === 'a row') {
    const replaced = readdirSync(join(folder, 'backups')).find((each) => each.startsWith('replaced-')) ?? ''
    expect(readFileSync(join(folder, 'backups', replaced, 'lost.json'), 'utf8')).toContain('no JSON')
  }
})

it('a copy has the messages and the unfinished recordings, is its owner’s alone, and takes no room twice', async () => {
  const folder = office()
  await host(folder, 'backup')
  const [name = ''] = readdirSync(join(folder, 'backups', 'local'))
  const copy = join(folder, 'backups', 'local', name)
  expect(readFileSync(join(copy, 'spool', 'unfinished.wav'), 'utf8')).toBe('half a recording')
  expect(statSync(join(copy, 'media', 'voicemail', 'a.wav')).ino).toBe(statSync(join(folder, 'media', 'voicemail', 'a.wav')).ino)
  expect(statSync(join(copy, 'spool', 'unfinished.wav')).ino).not.toBe(statSync(join(folder, 'spool', 'unfinished.wav')).ino)
  expect(statSync(join(copy, 'database', 'chunks.json')).mode & 0o077).toBe(0)
  expect(statSync(copy).mode & 0o077).toBe(0)
})

it('restore and repair wait for no host: they are refused while one has the folder; a copy is made all the same', async () => {
  const folder = office()
  const store = openStore({ folder, clock: manualClock() })
  expect((await host(folder, 'backup')).code).toBe(0)
  for (const command of ['restore', 'repair'])
    expect(await host(folder, command)).toMatchObject({ code: 1, text: expect.stringContaining('Another Cordboard host') })
  expect((await host(folder, 'doctor')).text).toContain('A host is using this data folder.')
  store.close()
})

it('says so where there is nothing to put back, and where nothing can be read', async () => {
  const folder = office()
  expect(await host(folder, 'restore')).toMatchObject({ code: 1, text: expect.stringContaining('There is no copy') })
  overwrite(path(folder), 0, statSync(path(folder)).size)
  expect(await host(folder, 'repair')).toMatchObject({ code: 1, text: expect.stringContaining('npm run host -- restore') })
})
