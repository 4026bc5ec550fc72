// A backup is made, opened and put in place; whatever goes wrong on the way is said and leaves nothing behind.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Decrypter } from 'age-encryption'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../../../electron/adapters/store/store.ts'
import { putInPlace } from '../../../../electron/host/backup/place.ts'
import { manualClock, temporaryFolder } from '../../store/support.ts'
import { backedUpOffice, password, put } from './support.ts'

type Office = Awaited<ReturnType<typeof backedUpOffice>>

const made = async (office: Office) => {
  office.backups.save(office.settings(), password)
  office.backups.make()
  const { backups, failed } = await office.settled()
  expect(failed).toBe(null)
  return backups[0]?.name ?? ''
}

async function* bytesOf(path: string) {
  yield readFileSync(path)
}

describe('a backup', () => {
  it('needs a password before it is made', async () => {
    const office = await backedUpOffice()
    expect(() => office.backups.make()).toThrow('Choose a password first.')
    expect(() => office.backups.save(office.settings({ nightly: true }), undefined)).toThrow('Choose a password first.')
  })

  it('is sealed, named by its kind and moment, and is an age file whose passphrase opens it', async () => {
    const office = await backedUpOffice()
    const name = await made(office)
    expect(name).toBe('manual-20260302T033000Z.cordboard')
    const bytes = readFileSync(join(office.folder, 'backups', name))
    expect(bytes.includes('welcome')).toBe(false)
    const decrypter = new Decrypter()
    decrypter.addPassphrase(password)
    const plain = Buffer.from(await decrypter.decrypt(new Uint8Array(bytes)))
    expect(plain.includes('welcome')).toBe(true)
    expect(plain.includes('what was talked about')).toBe(false)
    expect(office.leftovers()).toEqual([])
  })

  it('tells its progress, and who comes later is told as well', async () => {
    const office = await backedUpOffice()
    put(office.folder, 'media/prompts/long.wav', 'x'.repeat(30_000_000))
    await made(office)
    const shares = office.states.flatMap(({ work }) => (work?.share ? [work.share] : []))
    expect(shares.length).toBeGreaterThan(1)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    const told: unknown[] = []
    office.backups.follow(({ backups }) => told.push(backups.length))()
    expect(told).toEqual([1])
  })

  it('can be stopped, and nothing of it is left', async () => {
    const office = await backedUpOffice()
    put(office.folder, 'media/prompts/long.wav', 'x'.repeat(30_000_000))
    office.backups.save(office.settings(), password)
    office.backups.make()
    expect(() => office.backups.make()).toThrow('already')
    await office.backups.stop()
    expect([office.seen().work, office.seen().failed, office.seen().backups, office.leftovers()]).toEqual([null, null, [], []])
  })

  it('is looked through before anything is replaced', async () => {
    const office = await backedUpOffice()
    const name = await made(office)
    office.backups.open(name, password)
    const { opened } = await office.settled()
    expect(opened).toMatchObject({ name, manifest: { version: '1.2.3', recordings: false }, counts: { queues: 1, calls: 0 } })
    await office.backups.stop()
    expect([office.seen().opened, office.leftovers()]).toEqual([null, []])
  })

  it.each([
    ['another password', 'password', (path: string) => path, 'not this one'],
    ['a file cut short', 'damaged', (path: string) => cut(path, -20), password],
    ['a file with another byte', 'damaged', (path: string) => cut(path, -20, 'x'.repeat(20)), password],
    ['what only begins like one', 'notBackup', (path: string) => cut(path, 22, 'and then nothing'), password],
  ])('is refused: %s', async (_what, reason, spoil, given) => {
    const office = await backedUpOffice()
    const name = await made(office)
    spoil(join(office.folder, 'backups', name))
    office.backups.open(name, given)
    const { failed, opened } = await office.settled()
    expect([failed?.reason, opened, office.leftovers()]).toEqual([reason, null, []])
    expect(JSON.stringify(office.log.warn.mock.calls)).not.toContain(given)
  })

  it('of a newer version is not restored', async () => {
    const office = await backedUpOffice()
    const { default: Database } = await import('better-sqlite3')
    const database = new Database(join(office.folder, 'cordboard.sqlite'))
    const before = database.pragma('user_version', { simple: true })
    database.pragma('user_version = 9990')
    const name = await made(office)
    database.pragma(`user_version = ${before}`)
    database.close()
    office.backups.open(name, password)
    expect((await office.settled()).failed?.reason).toBe('newer')
  })

  it('comes from elsewhere, if it is one', async () => {
    const office = await backedUpOffice()
    const name = await made(office)
    const path = office.backups.path(name)
    const uploaded = await office.backups.receive(bytesOf(path))
    expect(readFileSync(office.backups.path(uploaded))).toEqual(readFileSync(path))
    await expect(office.backups.receive(bytesOf(join(office.folder, 'cordboard.sqlite')))).rejects.toThrow('not a backup')
    await expect(office.backups.receive(bytesOf(join(office.folder, 'scripts/reception.ts')))).rejects.toThrow('not a backup')
    expect([office.seen().backups.length, office.leftovers()]).toEqual([2, []])
    await office.backups.remove(uploaded)
    expect(() => office.backups.path(uploaded)).toThrow('no such backup')
    expect(() => office.backups.path('../office.key')).toThrow('no such backup')
  })
})

describe('restoring', () => {
  it('puts the office back as it was, with a backup of what it replaced', async () => {
    const office = await backedUpOffice()
    const name = await made(office)
    office.store.office.queues.remove('sales')
    office.store.secrets.set('trunk', 'another')
    put(office.folder, 'media/voicemail/ef/later.wav', 'later')
    put(office.folder, 'scripts/later.ts', 'export default 2')
    office.backups.open(name, password)
    await office.settled()
    office.backups.restore(name, 'anna')
    expect((await office.settled()).failed).toBe(null)
    expect(office.restart).toHaveBeenCalledOnce()
    expect(office.seen().backups.map(({ kind }) => kind)).toEqual(['before-restore', 'manual'])
    await office.backups.close()
    office.store.close()
    expect(await putInPlace(office.folder)).toEqual({ name, userId: 'anna' })
    expect(await putInPlace(office.folder)).toBe(null)
    const store = openStore({ folder: office.folder, clock: manualClock() })
    try {
      expect(store.office.queues.list().map(({ id }) => id)).toEqual(['sales'])
      expect(store.secrets.get('trunk')).toBe('secret of the trunk')
    } finally {
      store.close()
    }
    const there = ['media/voicemail/ef/later.wav', 'media/recordings/cd/call.wav', 'scripts/reception.ts', 'scripts/later.ts']
    expect(there.map((file) => existsSync(join(office.folder, file)))).toEqual([true, true, true, false])
  })

  it('is possible on another computer', async () => {
    const office = await backedUpOffice()
    office.backups.save(office.settings({ recordings: true }), password)
    office.backups.make()
    const name = (await office.settled()).backups[0]?.name ?? ''
    const other = await backedUpOffice({ folder: temporaryFolder() })
    other.store.office.queues.remove('sales')
    const uploaded = await other.backups.receive(bytesOf(office.backups.path(name)))
    other.backups.open(uploaded, password)
    await other.settled()
    other.backups.restore(uploaded, 'anna')
    expect((await other.settled()).failed).toBe(null)
    other.store.close()
    await putInPlace(other.folder)
    const store = openStore({ folder: other.folder, clock: manualClock() })
    const queues = store.office.queues.list().map(({ id }) => id)
    store.close()
    expect(queues).toEqual(['sales'])
    expect(readFileSync(join(other.folder, 'office.key'))).toEqual(readFileSync(join(office.folder, 'office.key')))
  })

  it('waits for nobody who is talking: it is refused, and nothing has changed', async () => {
    const office = await backedUpOffice()
    const name = await made(office)
    expect(() => office.backups.restore(name, 'anna')).toThrow('Open the backup first.')
    office.backups.open(name, password)
    await office.settled()
    office.calls.running = 1
    office.backups.restore(name, 'anna')
    const { failed, opened } = await office.settled()
    expect([failed?.reason, opened?.name, office.restart.mock.calls.length]).toEqual(['calls', name, 0])
    expect(existsSync(join(office.folder, 'restore'))).toBe(false)
  })

  it('that was interrupted goes on where it was', async () => {
    const office = await backedUpOffice()
    const name = await made(office)
    office.backups.open(name, password)
    await office.settled()
    office.backups.restore(name, 'anna')
    await office.settled()
    await office.backups.close()
    office.store.close()
    // The database is in place already, its key is not.
    const { renameSync } = await import('node:fs')
    renameSync(join(office.folder, 'restore/cordboard.sqlite'), join(office.folder, 'cordboard.sqlite'))
    writeFileSync(join(office.folder, 'office.key'), Buffer.alloc(32))
    await putInPlace(office.folder)
    const store = openStore({ folder: office.folder, clock: manualClock() })
    const secret = store.secrets.get('trunk')
    store.close()
    expect([secret, existsSync(join(office.folder, 'restore'))]).toEqual(['secret of the trunk', false])
  })
})

/** Keeps the file's beginning, or all but its end, and puts something behind. */
function cut(path: string, at: number, more = ''): void {
  writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, at), Buffer.from(more)]))
}
