// The office's backups: made, listed, opened, restored; one thing at a time, and every console sees how far it is.
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupsState } from '../../../shared/contract/backups.ts'
import type { BackupKind, BackupSettings, BackupWork } from '../../../shared/domain/backup.ts'
import type { Store } from '../../adapters/store/store.ts'
import { EngineError } from '../../engine/api.ts'
import type { Clock, Log } from '../../engine/ports.ts'
import type { BackupPort } from '../services.ts'
import { failureOf } from './failures.ts'
import { freeName, listBackups, sweep, workFolder } from './files.ts'
import { BackupError, runJob } from './jobs.ts'
import { nightlyCopies } from './localNightly.ts'
import { everyNight, nightlyIsDue, tooMany } from './nightly.ts'
import { decide } from './place.ts'
import { receive } from './receive.ts'

const secretName = 'backup.password'
/** An opened backup is closed when nobody restores it, ms. */
const openForMs = 30 * 60_000

export type BackupsGiven = {
  store: Pick<Store, 'folder'> & {
    secrets: Pick<Store['secrets'], 'get' | 'set'>
    office: { backup: { get(): BackupSettings; save(value: BackupSettings): void } }
  }
  clock: Clock
  log: Log
  /** Cordboard's own. */
  version: string
  timeZone(): string
  runningCalls(): number
  /** Ends the host and starts it anew. */
  restart(): void
}

/** Opens the folder of the backups; `close` stops what is under way. */
export async function openBackups(given: BackupsGiven): Promise<BackupPort & { close(): Promise<void> }> {
  const backups = new Backups(given, join(given.store.folder, 'backups'))
  await backups.begin()
  const still = everyNight(given.clock, () => backups.night())
  const copies = nightlyCopies(given)
  return {
    follow: (tell) => backups.follow(tell),
    save: (settings, password) => backups.save(settings, password),
    make: () => backups.start('make', null, (signal) => backups.make('manual', signal)),
    open: (name, password) => backups.start('open', name, (signal) => backups.open(name, password, signal)),
    restore: (name, userId) => backups.start('restore', name, (signal) => backups.restore(name, userId, signal)),
    stop: () => backups.stop(),
    remove: (name) => backups.remove(name),
    path: (name) => backups.path(name),
    receive: (body) => backups.receive(body),
    async close() {
      still()
      await copies.close()
      await backups.stop()
    },
  }
}

type Opened = { name: string; unpacked: string; password: string; expiry: { cancel(): void } }

class Backups {
  private readonly given: BackupsGiven
  private readonly folder: string
  private readonly listeners = new Set<(state: BackupsState) => void>()
  private state: BackupsState
  private running: { abort: AbortController; over: Promise<void> } | null = null
  private opened: Opened | null = null
  /** When a nightly one was last begun. */
  private tried = 0

  constructor(given: BackupsGiven, folder: string) {
    this.given = given
    this.folder = folder
    const settings = given.store.office.backup.get()
    this.state = { settings, passwordSet: this.password() !== null, folder, backups: [], work: null, failed: null, opened: null }
  }

  async begin(): Promise<void> {
    await sweep(this.folder)
    await this.list()
  }

  private put(change: Partial<BackupsState>): void {
    this.state = { ...this.state, ...change }
    for (const tell of this.listeners) tell(this.state)
  }

  private async list(): Promise<void> {
    this.put({ backups: await listBackups(this.folder) })
  }

  private password(): string | null {
    return this.given.store.secrets.get(secretName)
  }

  follow(tell: (state: BackupsState) => void): () => void {
    this.listeners.add(tell)
    tell(this.state)
    return () => void this.listeners.delete(tell)
  }

  save(settings: BackupSettings, password: string | undefined): void {
    if (password !== undefined) this.given.store.secrets.set(secretName, password)
    this.needed()
    this.given.store.office.backup.save(settings)
    this.tried = 0
    this.put({ settings, passwordSet: true })
  }

  private needed(): string {
    const password = this.password()
    if (password === null) throw new EngineError('INVALID', 'Choose a password first.', { field: 'password' })
    return password
  }

  /** Throws NOT_FOUND. */
  path(name: string): string {
    if (!this.state.backups.some((each) => each.name === name)) throw new EngineError('NOT_FOUND', 'There is no such backup.')
    return join(this.folder, name)
  }

  /** Begins the one piece of work there may be; how it goes is in the state. Throws CONFLICT, INVALID, NOT_FOUND. */
  start(kind: BackupWork, name: string | null, work: (signal: AbortSignal) => Promise<unknown>): void {
    if (this.running) throw new EngineError('CONFLICT', 'A backup is being made or opened already.')
    if (kind === 'make') this.needed()
    if (name !== null) this.path(name)
    if (kind === 'restore' && this.opened?.name !== name) throw new EngineError('NOT_FOUND', 'Open the backup first.')
    const abort = new AbortController()
    this.put({ work: { kind, name, share: null }, failed: null })
    const over = (async () => {
      try {
        if (kind !== 'restore') await this.closeOpened()
        await work(abort.signal)
      } catch (error) {
        this.failed(kind, error)
      } finally {
        const backups = await listBackups(this.folder)
        this.running = null
        this.put({ work: null, backups })
      }
    })()
    this.running = { abort, over }
  }

  private failed(kind: BackupWork, error: unknown): void {
    const reason = error instanceof BackupError ? error.reason : failureOf(error)
    if (reason === 'stopped') return
    this.given.log.warn('a backup did not succeed', { kind, reason, error: String(error) })
    this.put({ failed: { kind, reason, at: this.given.clock.now() } })
  }

  private readonly told = (share: number): void => {
    if (this.state.work) this.put({ work: { ...this.state.work, share } })
  }

  private newWorkFolder(): string {
    return workFolder(this.folder, randomBytes(6).toString('hex'))
  }

  /** Returns the file's name. */
  async make(kind: BackupKind, signal: AbortSignal, password = this.needed()): Promise<string> {
    const { store, version, clock } = this.given
    const at = clock.now()
    const name = freeName(this.folder, kind, at)
    const [stage, target] = [this.newWorkFolder(), join(this.folder, name)]
    // Nothing of the sound is taken away by a restore.
    const recordings = kind !== 'before-restore' && this.state.settings.recordings
    try {
      const job = { kind: 'make', folder: store.folder, stage, target, password, recordings, at, version } as const
      await runJob(job, this.told, signal)
      return name
    } finally {
      await rm(stage, { recursive: true, force: true })
      await rm(`${target}.part`, { force: true })
    }
  }

  async open(name: string, password: string, signal: AbortSignal): Promise<void> {
    const into = this.newWorkFolder()
    try {
      const file = this.path(name)
      const { manifest, counts } = await runJob({ kind: 'open', file, into, password }, this.told, signal)
      const expiry = this.given.clock.after(openForMs, () => void this.closeOpened())
      this.opened = { name, unpacked: into, password, expiry }
      this.put({ opened: { name, manifest, counts } })
    } finally {
      if (this.opened?.unpacked !== into) await rm(into, { recursive: true, force: true })
    }
  }

  private async closeOpened(): Promise<void> {
    const { opened } = this
    if (!opened) return
    opened.expiry.cancel()
    this.opened = null
    this.put({ opened: null })
    await rm(opened.unpacked, { recursive: true, force: true })
  }

  /** The office as it is now is kept first, under the password that opened the other one. */
  async restore(name: string, userId: string, signal: AbortSignal): Promise<void> {
    const { opened } = this
    if (!opened) throw new BackupError('unknown', 'it was closed meanwhile')
    this.noCalls()
    await this.make('before-restore', signal, opened.password)
    this.noCalls()
    await decide(this.given.store.folder, opened.unpacked, { name, userId })
    await this.closeOpened()
    this.given.restart()
  }

  private noCalls(): void {
    if (this.given.runningCalls() > 0) throw new BackupError('calls', 'calls are running')
  }

  async stop(): Promise<void> {
    this.running?.abort.abort()
    await this.running?.over
    await this.closeOpened()
  }

  async remove(name: string): Promise<void> {
    await rm(this.path(name))
    await this.list()
  }

  async receive(body: AsyncIterable<Uint8Array>): Promise<string> {
    const name = await receive(this.folder, body, this.given.clock.now())
    await this.list()
    return name
  }

  async night(): Promise<void> {
    const { clock, log, timeZone } = this.given
    const { settings, backups } = this.state
    if (this.running || !nightlyIsDue(clock.now(), timeZone(), settings, backups, this.tried)) return
    this.tried = clock.now()
    this.start('make', null, async (signal) => {
      await this.make('nightly', signal)
      for (const { name } of tooMany(await listBackups(this.folder), settings.keep)) await rm(join(this.folder, name))
      log.info('the nightly backup is made')
    })
  }
}
