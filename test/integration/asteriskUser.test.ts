// Where the host is root, Asterisk is not: it does its work as an unprivileged user, who reaches what it needs and nothing else.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barrierTo } from '../../electron/adapters/pbx/process/user.ts'
import { startHost } from '../../electron/host/host.ts'
import { beep, flow, start } from '../support/flowCalls.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'

const isRoot = process.getuid?.() === 0
const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 }

/** Whether somebody of the user's rights can read the file. */
function canRead(path: string, { uid, gid }: { uid: number; gid: number }): boolean {
  try {
    execFileSync('cat', [path], { uid, gid, stdio: 'ignore', cwd: '/' })
    return true
  } catch {
    return false
  }
}

const pidOf = (folder: string): number => JSON.parse(readFileSync(join(folder, 'pbx', 'pbx.pid'), 'utf8')).pid

describe.runIf(isRoot)('Asterisk of a host that is root', () => {
  let office: RealOffice
  let user: { uid: number; gid: number }
  beforeAll(async () => {
    office = await realOffice()
    const owner = statSync(`/proc/${pidOf(office.store.folder)}`)
    user = { uid: owner.uid, gid: owner.gid }
  })
  afterAll(() => office?.stop())

  test('runs as somebody else, and the checks say as whom', async () => {
    expect(user.uid).toBeGreaterThan(0)
    const checks = await office.host.deps.pbx.checks()
    expect(checks.find(({ id }) => id === 'user')).toMatchObject({ ok: true })
    expect(checks.filter(({ ok, id }) => !ok && id !== 'sipAddress')).toEqual([])
  })

  test('reads no key, no database and no copy, but its own configuration', () => {
    const { folder } = office.store
    for (const name of readdirSync(folder).filter((each) => !['pbx', 'media', 'speech'].includes(each)))
      expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0])
    expect(canRead(join(folder, 'office.key'), user)).toBe(false)
    expect(canRead(join(folder, 'cordboard.sqlite'), user)).toBe(false)
    expect(canRead(join(folder, 'pbx', 'etc', 'ari.conf'), user)).toBe(true)
    // What it may write leads the host nowhere else.
    for (const name of ['', 'etc', 'data']) expect(statSync(join(folder, 'pbx', name)).uid).toBe(0)
  })

  test('takes a message, whose sound the host keeps; a link in its place is not followed', async () => {
    const { folder } = office.store
    const spool = join(folder, 'pbx', 'spool', 'recording')
    const secret = join(folder, 'secret.wav')
    writeFileSync(secret, Buffer.alloc(4000, 1))
    symlinkSync(secret, join(spool, 'cb-v-link.wav'))
    const { media } = office.host.deps
    await office.mailbox('100', '201')
    expect(await office.engine.parts.call.sound.media.storeRecording('cb-v-link', 'voicemail')).toBeNull()
    rmSync(join(spool, 'cb-v-link.wav'))
    rmSync(secret)
    await office.publish(
      flow({ start, box: { type: 'voicemail', mailboxId: '100', greeting: beep } }, ['start.next>box']),
      '5900',
    )
    const caller = await office.dial('5900')
    await caller.untilAnswered()
    await until('a recording in the spool', () => readdirSync(spool).some((name) => name.startsWith('cb-v-')), 20_000)
    await caller.audio.sendToneFor(440, 1500)
    await caller.hangup()
    const message = await until('the message', () => office.store.voicemails.list({ limit: 9 })[0])
    expect(message.seconds).toBeGreaterThan(0.5)
    expect(statSync(media.absolute('voicemail', message.file)).size).toBeGreaterThan(8000)
    await office.assertQuiet()
  })

  test('reads a configuration that is changed while it runs', async () => {
    await office.desk('207')
    const pid = pidOf(office.store.folder)
    const phone = await office.desk('201')
    const call = await phone.dial('207')
    const other = await (await office.desk('207')).nextCall()
    other.answer()
    await call.untilAnswered()
    await call.hangup()
    await office.assertQuiet()
    expect(statSync(`/proc/${pid}`).uid).toBe(user.uid)
  })
})

describe.runIf(isRoot)('A data folder that no other user reaches', () => {
  test('is said, and Asterisk runs as root for once', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'cordboard-closed-'))
    const data = join(closed, 'office')
    mkdirSync(data)
    expect(barrierTo(closed, nobody)).toBe(closed)
    const said: string[] = []
    const host = await startHost({ data, stopPbx: true, progress: (line) => said.push(line) })
    try {
      expect(said.filter((line) => line.includes('root'))).toEqual([
        expect.stringMatching(/^Started as root, and Asterisk runs as root, too: \w+ may not enter .*cordboard-closed-/),
      ])
      expect((await host.deps.pbx.checks()).find(({ id }) => id === 'user')).toMatchObject({ ok: false, facts: { user: 'root' } })
    } finally {
      await host.stop()
      rmSync(closed, { recursive: true, force: true })
    }
  })
})
