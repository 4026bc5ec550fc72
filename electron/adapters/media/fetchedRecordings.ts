// The media store where Asterisk is on another computer: prompts are fetched from here by address (`promptServer.ts`), and recordings are fetched
// from there by name, put on disk, and deleted there only when the office knows of them.

import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock, StoredSound } from '../../engine/ports.ts'
import { MediaError } from './errors.ts'
import { isRecordingName, placeOf, SharedFolderMedia, type SharedFolderOptions, soundBytes, syncFolder } from './sharedFolder.ts'

/** Recordings as Asterisk has them; every method rejects while it is out of reach. */
export interface RecordingSource {
  names(prefix: string): Promise<string[]>
  isRunning(name: string): Promise<boolean>
  /** False where there is none of that name; otherwise the file is on disk. */
  fetch(name: string, file: string): Promise<boolean>
  remove(name: string): Promise<void>
}

type Options = SharedFolderOptions & { source: RecordingSource; clock: Clock }
type Place = 'recordings' | 'voicemail'
const places: readonly Place[] = ['recordings', 'voicemail']

/** Recordings of ours begin so; others are never touched. */
const prefix = 'cb-'
/** So long an outage is waited out, ms; what comes later is brought in by `bringAll`. */
const longestOutageMs = 90_000
const betweenMs = 1_000

/** Media on two computers. `recordingsDir` is a folder of ours, in which what was fetched lies until it has its place. */
export class FetchedRecordings extends SharedFolderMedia {
  private readonly source: RecordingSource
  private readonly clock: Clock
  private readonly fetching = new Map<string, Promise<boolean>>()
  /** Fetched and safely here; still with Asterisk. */
  private readonly doubled = new Set<string>()
  private closed = false

  constructor({ source, clock, ...options }: Options) {
    super(options)
    this.source = source
    this.clock = clock
  }

  override async storeRecording(name: string, kind: Place): Promise<StoredSound | null> {
    await this.bring(name, kind)
    return super.storeRecording(name, kind)
  }

  /** Fetches every recording of ours that is with Asterisk and not here; returns how many. Rejects while Asterisk is out of reach. */
  async bringAll(): Promise<number> {
    let count = 0
    await mkdir(this.options.recordingsDir, { recursive: true })
    for (const name of (await this.source.names(prefix)).filter(isRecordingName)) {
      if (this.closed) break
      if (await this.isHere(name)) this.doubled.add(name)
      else if (!(await this.source.isRunning(name)) && (await this.fetchOnce(name))) count++
    }
    return count
  }

  /** Deletes with Asterisk what `isKnown` says the office has, by place and file, and what is not here any more. Rejects while it is out of reach. */
  async deleteConfirmed(isKnown: (place: Place, file: string) => boolean): Promise<void> {
    for (const name of [...this.doubled]) {
      if (this.closed) return
      const file = placeOf(name)
      const kept = places.some((place) => isKnown(place, file))
      if (!kept && (await this.isHere(name))) continue
      await this.source.remove(name)
      this.doubled.delete(name)
    }
  }

  /** How many recordings are both here and with Asterisk. */
  get waiting(): number {
    return this.doubled.size
  }

  /** Gives up waiting for Asterisk. */
  close(): void {
    this.closed = true
  }

  /** Waits out an outage; throws MediaError (`failed`) when it takes too long. */
  private async bring(name: string, kind: Place): Promise<void> {
    if ((await soundBytes(join(this.options.dataFolder, kind, placeOf(name)))) > 0) return
    await mkdir(this.options.recordingsDir, { recursive: true })
    const until = this.clock.now() + longestOutageMs
    for (;;) {
      try {
        await this.fetchOnce(name)
        return
      } catch (error) {
        if (this.closed || this.clock.now() > until)
          throw new MediaError('failed', `The recording could not be fetched: ${error instanceof Error ? error.message : error}`)
        await new Promise<void>((resolve) => void this.clock.after(betweenMs, resolve))
      }
    }
  }

  /** The same recording is fetched once, however many ask for it. */
  private fetchOnce(name: string): Promise<boolean> {
    const running = this.fetching.get(name)
    if (running) return running
    const work = this.fetch(name).finally(() => this.fetching.delete(name))
    this.fetching.set(name, work)
    return work
  }

  private async fetch(name: string): Promise<boolean> {
    const { recordingsDir } = this.options
    const target = join(recordingsDir, `${name}.wav`)
    if (existsSync(target)) return false
    if (!(await this.source.fetch(name, `${target}.part`))) return false
    this.doubled.add(name)
    if ((await soundBytes(`${target}.part`)) === 0) {
      await rm(`${target}.part`)
      return false
    }
    await rename(`${target}.part`, target)
    await syncFolder(recordingsDir)
    return true
  }

  private async isHere(name: string): Promise<boolean> {
    const { dataFolder, recordingsDir } = this.options
    // In the order in which a file moves.
    const paths = [join(recordingsDir, `${name}.wav`), ...places.map((place) => join(dataFolder, place, placeOf(name)))]
    for (const path of paths) if ((await soundBytes(path)) > 0) return true
    return false
  }
}
