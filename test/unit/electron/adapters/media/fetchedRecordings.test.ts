// Recordings of an Asterisk remote: fetched, put on disk, and deleted there only when the office knows of them.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FetchedRecordings, type RecordingSource } from '../../../../../electron/adapters/media/fetchedRecordings.ts'
import { placeOf } from '../../../../../electron/adapters/media/sharedFolder.ts'
import type { Clock } from '../../../../../electron/engine/ports.ts'

/** One second of sound, or none. */
function wav(samples = 8000): Buffer {
  const bytes = Buffer.alloc(44 + 2 * samples, 1)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(36 + 2 * samples, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(2 * samples, 40)
  return bytes
}

/** An Asterisk as far as it has recordings. */
class Far implements RecordingSource {
  readonly stored = new Map<string, Buffer>()
  readonly running = new Set<string>()
  fetches = 0
  /** Refuses so many requests. */
  outages = 0
  private reach(): void {
    if (this.outages > 0) {
      this.outages--
      throw new Error('out of reach')
    }
  }
  async names(prefix: string): Promise<string[]> {
    this.reach()
    return [...this.stored.keys()].filter((name) => name.startsWith(prefix))
  }
  async isRunning(name: string): Promise<boolean> {
    return this.running.has(name)
  }
  async fetch(name: string, file: string): Promise<boolean> {
    this.reach()
    this.fetches++
    const bytes = this.stored.get(name)
    if (bytes) writeFileSync(file, bytes)
    return bytes !== undefined
  }
  async remove(name: string): Promise<void> {
    this.reach()
    this.stored.delete(name)
  }
}

let data: string
let far: Far
let media: FetchedRecordings
const soon: Clock = {
  now: () => Date.now(),
  after(_ms, run) {
    setImmediate(run)
    return { cancel: () => {} }
  },
}
const open = () =>
  new FetchedRecordings({
    dataFolder: join(data, 'media'),
    recordingsDir: join(data, 'spool'),
    source: far,
    clock: soon,
  })
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'cordboard-fetched-'))
  far = new Far()
  media = open()
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

const spool = () => readdirSync(join(data, 'spool'))

describe('storing', () => {
  test('a recording is fetched and kept; it stays there until the office knows of it', async () => {
    far.stored.set('cb-v-1', wav())
    const stored = await media.storeRecording('cb-v-1', 'voicemail')
    expect(stored).toMatchObject({ file: placeOf('cb-v-1'), seconds: 1 })
    expect(existsSync(media.absolute('voicemail', stored?.file ?? ''))).toBe(true)
    await media.deleteConfirmed(() => false)
    expect([...far.stored.keys()]).toEqual(['cb-v-1'])
    await media.deleteConfirmed((place, file) => place === 'voicemail' && file === stored?.file)
    expect([...far.stored.keys()]).toEqual([])
    expect([media.waiting, spool()]).toEqual([0, []])
  })
  test('an outage is waited out', async () => {
    far.stored.set('cb-r-1', wav())
    far.outages = 5
    expect(await media.storeRecording('cb-r-1', 'recordings')).toMatchObject({ seconds: 1 })
  })
  test('an end of the host does not wait', async () => {
    far.outages = Number.POSITIVE_INFINITY
    media.close()
    await expect(media.storeRecording('cb-r-1', 'recordings')).rejects.toMatchObject({ name: 'MediaError' })
  })
  test('what is not there is none, and what holds no sound is none and is deleted there', async () => {
    expect(await media.storeRecording('cb-r-1', 'recordings')).toBeNull()
    far.stored.set('cb-r-2', wav(0))
    expect(await media.storeRecording('cb-r-2', 'recordings')).toBeNull()
    await media.deleteConfirmed(() => false)
    expect([[...far.stored.keys()], spool()]).toEqual([[], []])
  })
  test('twice is once, also for two at a time', async () => {
    far.stored.set('cb-r-1', wav())
    await Promise.all([media.storeRecording('cb-r-1', 'recordings'), media.bringAll()])
    expect(await media.storeRecording('cb-r-1', 'recordings')).toMatchObject({ seconds: 1 })
    expect(far.fetches).toBe(1)
  })
  test('what the office threw away is deleted there as well', async () => {
    far.stored.set('cb-v-1', wav())
    const stored = await media.storeRecording('cb-v-1', 'voicemail')
    await media.remove('voicemail', stored?.file ?? '')
    await media.deleteConfirmed(() => false)
    expect([...far.stored.keys()]).toEqual([])
  })
})

describe('a host that died', () => {
  test('before it fetched: the next one finds what is there, and nothing that is not ours or still runs', async () => {
    for (const name of ['cb-v-1', 'cb-r-running', 'theirs', 'cb-../../x']) far.stored.set(name, wav())
    far.running.add('cb-r-running')
    expect(await media.bringAll()).toBe(1)
    expect(spool()).toEqual(['cb-v-1.wav'])
    expect(far.stored.size).toBe(4)
  })
  test('while it fetched: the part is fetched anew', async () => {
    far.stored.set('cb-v-1', wav())
    await media.bringAll()
    rmSync(join(data, 'spool/cb-v-1.wav'))
    writeFileSync(join(data, 'spool/cb-v-1.wav.part'), 'torn')
    expect(await open().bringAll()).toBe(1)
    expect(spool()).toEqual(['cb-v-1.wav'])
  })
  test('after it kept it, and before it deleted it there: nothing is fetched, and it is deleted there', async () => {
    far.stored.set('cb-v-1', wav())
    await media.storeRecording('cb-v-1', 'voicemail')
    const next = open()
    expect(await next.bringAll()).toBe(0)
    await next.deleteConfirmed(() => true)
    expect(far.stored.size).toBe(0)
  })
})
