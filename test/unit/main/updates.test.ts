// Updates of the desktop app without Electron: what is signed, what is offered, when it is installed.
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { appDescription } from '../../../build/desktop/contents.ts'
import { publicKey, publish } from '../../../build/updates.ts'
import { openMemory } from '../../../electron/desktop/main/memory.ts'
import { feedFolder, updateFeed } from '../../../electron/desktop/main/updates/feed.ts'
import { problemOf } from '../../../electron/desktop/main/updates/problem.ts'
import { type Release, signedRelease } from '../../../electron/desktop/main/updates/signature.ts'
import type { Looked, Updater } from '../../../electron/desktop/main/updates/updater.ts'
import { type Around, times, Updates } from '../../../electron/desktop/main/updates/updates.ts'
import { isNewer } from '../../../electron/desktop/main/updates/versions.ts'
import type { UpdateStatus } from '../../../shared/contract/updates.ts'

const { privateKey: key } = generateKeyPairSync('ed25519')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-updates-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  vi.useRealTimers()
})
const feedFile = (...path: string[]): Release => JSON.parse(readFileSync(join(folder, 'feed', ...path), 'utf8'))

describe('a feed', () => {
  const put = (version: string, more: Partial<Parameters<typeof publish>[0]> = {}) => {
    const installers = mkdtempSync(join(folder, 'installers-'))
    for (const ending of ['AppImage', 'deb', 'exe', 'zip', 'blockmap'])
      writeFileSync(join(installers, `Cordboard-${version}.${ending}`), `${version} ${ending}`)
    const notes = `New in ${version}`
    publish({
      installers,
      feed: join(folder, 'feed'),
      version,
      channel: 'latest',
      percent: 100,
      notes,
      schema: 310,
      key,
      ...more,
    })
  }

  test('names the installers of each system, by version, and the versions before stay', () => {
    put('0.9.0')
    put('0.10.0', { percent: 20 })
    expect(readdirSync(join(folder, 'feed')).sort()).toEqual([
      '0.10.0',
      '0.9.0',
      'beta-linux.yml',
      'beta-mac.yml',
      'beta.yml',
      'latest-linux.yml',
      'latest-mac.yml',
      'latest.yml',
    ])
    expect(feedFile('latest-linux.yml')).toMatchObject({
      version: '0.10.0',
      stagingPercentage: 20,
      files: [{ url: '0.10.0/Cordboard-0.10.0.AppImage', size: 15 }, { url: '0.10.0/Cordboard-0.10.0.deb' }],
    })
    expect(feedFile('0.10.0', 'latest-linux.yml')).not.toHaveProperty('stagingPercentage')
    expect(feedFile('0.9.0', 'latest.yml').files).toMatchObject([{ url: 'Cordboard-0.9.0.exe' }])
  })

  test('gives those who test a finished version unless they have a newer one', () => {
    put('0.10.0-beta.1', { channel: 'beta' })
    put('0.9.0')
    expect([feedFile('beta.yml').version, feedFile('latest.yml').version]).toEqual(['0.10.0-beta.1', '0.9.0'])
    put('0.10.0')
    expect(feedFile('beta.yml').version).toBe('0.10.0')
  })

  test('is believed only as it was signed', () => {
    put('0.2.0')
    const said = feedFile('latest.yml')
    const mine = publicKey(key)
    expect(signedRelease(said, mine)?.version).toBe('0.2.0')
    expect(signedRelease(said, publicKey(generateKeyPairSync('ed25519').privateKey))).toBeNull()
    const file = said.files[0]
    for (const changed of [
      { version: '9.0.0' },
      { releaseNotes: 'Call 0190' },
      { schema: 1 },
      { files: [{ ...file, sha512: 'other' }] },
      { files: [{ ...file, size: 1 }] },
      { signature: '' },
      { signature: undefined },
    ])
      expect(signedRelease({ ...said, ...changed }, mine)).toBeNull()
  })

  test('is named when the app is packaged, with its key, or not at all', () => {
    const text = JSON.stringify({ name: 'cordboard', version: '0.1.0' })
    const both = { CORDBOARD_UPDATES: 'github:office/cordboard', CORDBOARD_UPDATE_KEY: 'abc' }
    writeFileSync(join(folder, 'package.json'), appDescription(text, both))
    const feed = updateFeed(folder)
    expect(feed).toEqual({ feed: 'github:office/cordboard', key: 'abc' })
    writeFileSync(join(folder, 'package.json'), appDescription(text, {}))
    expect(updateFeed(folder)).toBeNull()
    expect(() => appDescription(text, { CORDBOARD_UPDATES: 'https://x.example' })).toThrow('belong together')
    const folders = (of: string) => [null, '0.2.0'].map((version) => feedFolder({ feed: of, key: '' }, version))
    expect(folders('https://x.example/u/')).toEqual(['https://x.example/u', 'https://x.example/u/0.2.0'])
    expect(folders('github:office/cordboard')).toEqual([
      'https://github.com/office/cordboard/releases/latest/download',
      'https://github.com/office/cordboard/releases/download/v0.2.0',
    ])
  })
})

test('versions are compared by their numbers', () => {
  for (const [one, other] of [
    ['0.10.0', '0.9.9'],
    ['1.0.0', '1.0.0-beta.2'],
    ['1.0.0-beta.10', '1.0.0-beta.9'],
    ['1.0.1-beta.1', '1.0.0'],
  ] as const) {
    expect([one, isNewer(one, other)]).toEqual([one, true])
    expect([other, isNewer(other, one)]).toEqual([other, false])
  }
  expect(isNewer('1.0.0', '1.0.0')).toBe(false)
})

test('what went wrong has a name', () => {
  const errors = [
    { code: 'ENOSPC' },
    { code: 'EROFS' },
    { code: 'ERR_CHECKSUM_MISMATCH' },
    { code: 'HTTP_ERROR_404' },
    { code: 'HTTP_ERROR_503' },
    new Error('net::ERR_NAME_NOT_RESOLVED'),
    { code: 'ERR_UPDATER_INVALID_UPDATE_INFO' },
    new Error('?'),
  ]
  const names = ['diskFull', 'notWritable', 'damaged', 'noFeed', 'unreachable', 'unreachable', 'broken', 'failed']
  expect(errors.map(problemOf)).toEqual(names)
})

describe('an update', () => {
  type Made = Partial<Pick<Around, 'quiet' | 'officeVersion' | 'schema'>> & {
    offered?: boolean
    newest?: string
    fails?: unknown
  }
  function opened({ offered = true, newest = '0.2.0', fails, ...around }: Made = {}) {
    vi.useFakeTimers()
    const told: UpdateStatus[] = []
    const asked: (string | null)[] = []
    const done: string[] = []
    const updater: Updater = {
      async look(_channel, version): Promise<Looked> {
        asked.push(version)
        const release = { version: version ?? newest, releaseNotes: 'New', schema: 310, files: [], signature: '' }
        return { offered, release }
      },
      async download(progress) {
        if (fails) throw fails
        progress(0.5)
        done.push('downloaded')
      },
      install: () => void done.push('installed'),
    }
    const memory = openMemory(join(folder, 'desktop.json'))
    const updates = new Updates({
      updater: async () => updater,
      memory,
      log: () => {},
      version: '0.1.0',
      schema: () => 310,
      quiet: () => true,
      officeVersion: () => null,
      leave: (last) => last(),
      failed: () => void done.push('failed'),
      told: (status) => void told.push(status),
      now: () => Date.now(),
      ...around,
    })
    return { updates, memory, told, asked, done }
  }
  const quietTime = () => vi.advanceTimersByTimeAsync(times.quietForMs + 2 * times.quietEveryMs)

  test('is looked for by itself, downloaded while nobody calls, and installed when the person said so', async () => {
    const { updates, told, done } = opened()
    await vi.advanceTimersByTimeAsync(times.firstMs)
    await quietTime()
    expect(updates.status()).toMatchObject({ state: 'ready', found: { version: '0.2.0', notes: 'New' }, problem: null })
    await quietTime()
    expect(done).toEqual(['downloaded'])
    updates.install()
    await quietTime()
    expect(done).toEqual(['downloaded', 'installed'])
    expect(told.map(({ state }) => state)).toEqual(['checking', 'waiting', 'downloading', 'downloading', 'ready', 'installs'])
    updates.close()
  })

  test('is neither downloaded nor installed while somebody calls, and not in the moment between two calls', async () => {
    let calls = 1
    const { updates, done } = opened({ quiet: () => calls === 0 })
    await updates.check()
    await quietTime()
    expect(updates.status().state).toBe('waiting')
    calls = 0
    await vi.advanceTimersByTimeAsync(times.quietForMs - times.quietEveryMs)
    calls = 1
    await vi.advanceTimersByTimeAsync(times.quietEveryMs)
    calls = 0
    await vi.advanceTimersByTimeAsync(times.quietForMs - times.quietEveryMs)
    expect(done).toEqual([])
    await quietTime()
    expect(done).toEqual(['downloaded'])
    calls = 1
    updates.install()
    await quietTime()
    expect(done).toEqual(['downloaded'])
    updates.close()
  })

  test('that is not this computer’s turn is said, and nothing is fetched', async () => {
    const { updates, done } = opened({ offered: false })
    await updates.check()
    await quietTime()
    expect(updates.status()).toMatchObject({ state: 'staged', found: { version: '0.2.0' } })
    expect(done).toEqual([])
    updates.close()
  })

  test('is the joined office’s version, newer or older; what is no version is asked of nobody', async () => {
    const { updates, asked } = opened({ officeVersion: () => '0.0.7', schema: () => null })
    expect(updates.status().office).toBe('0.0.7')
    await updates.check()
    expect(asked).toEqual(['0.0.7'])
    updates.close()
    const other = opened({ officeVersion: () => '../0.0.7' })
    await other.updates.check()
    expect([other.updates.status().office, other.asked]).toEqual([null, [null]])
    other.updates.close()
  })

  test('left behind by going back is not offered again by itself, but by hand', async () => {
    const { updates, memory, asked } = opened({ newest: '0.1.5' })
    memory.keep({ updates: { ...memory.now.updates, previous: '0.0.9', left: '0.1.5' } })
    await vi.advanceTimersByTimeAsync(times.firstMs)
    expect(updates.status().state).toBe('idle')
    await updates.goBack()
    expect(asked).toEqual([null, '0.0.9'])
    expect(updates.status()).toMatchObject({ state: 'waiting', found: { version: '0.0.9' } })
    expect(memory.now.updates.left).toBe('0.1.0')
    updates.close()
  })

  test('that cannot open this office’s data is refused; a disk that is full is said', async () => {
    const { updates } = opened({ schema: () => 320 })
    await updates.check()
    expect(updates.status()).toMatchObject({ state: 'idle', problem: 'olderData' })
    updates.close()
    const full = opened({ fails: Object.assign(new Error('no space'), { code: 'ENOSPC' }) })
    await full.updates.check()
    await quietTime()
    expect(full.updates.status()).toMatchObject({ state: 'idle', problem: 'diskFull' })
    full.updates.close()
  })
})
