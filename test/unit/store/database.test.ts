import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { databaseName, openDatabase } from '../../../electron/adapters/store/database.ts'
import { migrations } from '../../../electron/adapters/store/migrations/index.ts'
import { openStore } from '../../../electron/adapters/store/store.ts'
import { manualClock, temporaryFolder, testStore } from './support.ts'

describe('the data folder', () => {
  it('has migrations numbered in tens, each once, in order', () => {
    const numbers = migrations.map((step) => step.number)
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    expect(numbers.every((number) => number > 0)).toBe(true)
  })

  it('is refused to a second host, and free again when the first is closed', () => {
    const { store, folder } = testStore()
    expect(() => openStore({ folder, clock: manualClock() })).toThrow(expect.objectContaining({ code: 'LOCKED' }))
    store.close()
    testStore(folder)
  })

  it('is free again when its host was killed', async () => {
    const folder = temporaryFolder()
    const store = new URL('../../../electron/adapters/store/store.ts', import.meta.url).href
    const clock = '{ now: () => 1, after: () => ({ cancel() {} }) }'
    const program = `const { openStore } = await import('${store}')
      globalThis.store = openStore({ folder: '${folder}', clock: ${clock} }); console.log('open'); setInterval(() => {}, 1000)`
    const host = spawn(process.execPath, ['--input-type=module', '-e', program])
    await once(host.stdout, 'data')
    expect(() => openStore({ folder, clock: manualClock() })).toThrow(expect.objectContaining({ code: 'LOCKED' }))
    host.kill('SIGKILL')
    await once(host, 'exit')
    testStore(folder)
  })

  it('is refused when a newer version made it', () => {
    const folder = temporaryFolder()
    openDatabase(folder).close()
    const database = new Database(join(folder, databaseName))
    database.pragma('user_version = 9999')
    database.close()
    expect(() => openDatabase(folder)).toThrow(expect.objectContaining({ code: 'NEWER_DATABASE' }))
  })

  it('is refused when its database is not one', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, databaseName), 'no database at all, only some text '.repeat(100))
    expect(() => openDatabase(folder)).toThrow(expect.objectContaining({ code: 'CORRUPT' }))
    // The lock was let go with the failure.
    expect(() => openStore({ folder, clock: manualClock() })).toThrow(expect.objectContaining({ code: 'CORRUPT' }))
  })

  it('is copied before a migration changes it, and not when there is nothing to change', () => {
    const folder = temporaryFolder()
    openDatabase(folder, migrations.slice(0, 2)).close()
    let told = 0
    for (let n = 0; n < 2; n++) openDatabase(folder, migrations, () => told++).close()
    const copies = readdirSync(join(folder, 'backups'))
    expect([copies.length, told]).toEqual([1, 1])
    expect(statSync(join(folder, 'backups', String(copies[0]))).mode & 0o777).toBe(0o600)
    const copy = new Database(join(folder, 'backups', String(copies[0])))
    expect(copy.pragma('user_version', { simple: true })).toBe(20)
    copy.close()
  })

  it('is copied whole while another program reads what has not been written back', () => {
    const folder = temporaryFolder()
    openDatabase(folder, migrations.slice(0, 2)).close()
    const other = new Database(join(folder, databaseName))
    other.exec("INSERT INTO settings (name, body) VALUES ('test', '1')")
    const reader = new Database(join(folder, databaseName), { readonly: true })
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM settings').get()
    other.exec("UPDATE settings SET body = '2' WHERE name = 'test'")
    openDatabase(folder).close()
    const [copy = '', ...more] = readdirSync(join(folder, 'backups'))
    const copied = new Database(join(folder, 'backups', copy))
    expect([more, copied.prepare("SELECT body FROM settings WHERE name = 'test'").get()]).toEqual([[], { body: '2' }])
    for (const each of [other, reader, copied]) each.close()
  })

  it('leaves the database as it was when a migration fails', () => {
    const folder = temporaryFolder()
    openDatabase(folder).close()
    const broken = [...migrations, { number: 990, name: 'broken', sql: 'CREATE TABLE half (x); SELECT nonsense;' }]
    expect(() => openDatabase(folder, broken)).toThrow()
    const database = openDatabase(folder)
    expect(database.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name = 'half'").get()).toEqual({ n: 0 })
    database.close()
  })

  it('is readable by its owner only', () => {
    const { folder } = testStore()
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'office.key')).mode & 0o777).toBe(0o600)
  })
})
