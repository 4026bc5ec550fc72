// Local copies one after the other: only what changed is written, each is whole by itself, a damaged part is noticed.
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { packChunks, unpackChunks } from '../../../../electron/host/backup/chunks.ts'
import { listLocal, localFolder, makeLocal, restoreLocal } from '../../../../electron/host/backup/local.ts'
import { testStore } from '../../store/support.ts'

const folders: string[] = []
const folder = async () => {
  const made = await mkdtemp(join(tmpdir(), 'cordboard-chunks-'))
  folders.push(made)
  return made
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
})
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

test.each([0, 1, 256 * 1024, 256 * 1024 + 1, 3_000_000])('a file of %i bytes comes back bit for bit', async (bytes) => {
  const at = await folder()
  writeFileSync(join(at, 'plain'), randomBytes(bytes))
  await packChunks(join(at, 'plain'), join(at, 'parts'), null)
  await unpackChunks(join(at, 'parts'), join(at, 'back'))
  expect(hash(join(at, 'back'))).toBe(hash(join(at, 'plain')))
})

test('what did not change is linked, also when the copy before is gone; what is damaged there is written anew', async () => {
  const at = await folder()
  const plain = randomBytes(20 * 256 * 1024)
  writeFileSync(join(at, 'plain'), plain)
  expect(await packChunks(join(at, 'plain'), join(at, 'one'), null)).toEqual({ written: 20, linked: 0 })
  plain.fill(7, 5 * 256 * 1024, 5 * 256 * 1024 + 10)
  writeFileSync(join(at, 'plain'), plain)
  expect(await packChunks(join(at, 'plain'), join(at, 'two'), join(at, 'one'))).toEqual({ written: 1, linked: 19 })
  rmSync(join(at, 'one'), { recursive: true })
  await unpackChunks(join(at, 'two'), join(at, 'back'))
  expect(hash(join(at, 'back'))).toBe(hash(join(at, 'plain')))

  const damaged = readdirSync(join(at, 'two')).find((name) => name.endsWith('.gz')) ?? ''
  writeFileSync(join(at, 'two', damaged), 'not what it was')
  await expect(unpackChunks(join(at, 'two'), join(at, 'back'))).rejects.toMatchObject({ code: 'CORRUPT' })
  expect(await packChunks(join(at, 'plain'), join(at, 'three'), join(at, 'two'))).toEqual({ written: 1, linked: 19 })
  await unpackChunks(join(at, 'three'), join(at, 'back'))
  expect(hash(join(at, 'back'))).toBe(hash(join(at, 'plain')))
})

test('a night’s copy of an office takes the room of what the day brought', async () => {
  const { store, folder: data } = testStore()
  const call = (n: number) => ({
    id: `cb-${String(n).padStart(8, '0')}`,
    kind: 'inbound' as const,
    from: `+4930${n}`,
    fromName: randomBytes(40).toString('hex'),
    to: '5000',
    flowId: 'main',
    flowVersion: 1,
    startedAt: 1_750_000_000_000 + n * 1000,
  })
  for (let n = 0; n < 6000; n++) store.callLog.started(call(n))
  const first = await makeLocal(data, Date.UTC(2026, 0, 1))
  for (let n = 6000; n < 6020; n++) store.callLog.started(call(n))
  const second = await makeLocal(data, Date.UTC(2026, 0, 2))
  const filesOf = (name: string) => {
    const at = join(localFolder(data), name, 'database')
    return readdirSync(at).map((file) => statSync(join(at, file)))
  }
  const old = new Set(filesOf(first).map(({ ino }) => ino))
  const sum = (stats: { size: number }[]) => stats.reduce((all, { size }) => all + size, 0)
  const fresh = filesOf(second).filter(({ ino }) => !old.has(ino))
  expect(sum(fresh)).toBeLessThan(sum(filesOf(second)) / 2)

  // The older one goes; the newer one is whole.
  store.close()
  rmSync(join(localFolder(data), first), { recursive: true })
  expect((await listLocal(data)).map(({ name }) => name)).toEqual([second])
  await restoreLocal(data, Date.UTC(2026, 0, 3))
  const again = testStore(data).store
  expect(again.calls.list({}, { limit: 1 }).calls[0]?.id).toBe('cb-00006019')
  expect(existsSync(join(data, 'backups', 'replaced-20260103T000000Z'))).toBe(true)
  again.close()
})
