// Updates as a person sees them: looked for, downloaded while nobody calls, installed once they said so and nobody calls.
import type { UpdateChannel, UpdateProblem, UpdateState, UpdateStatus } from '../../../../shared/contract/updates.ts'
import type { FaultLog } from '../faults.ts'
import type { Memory, Remembered } from '../memory.ts'
import { problemOf, UpdateRefused } from './problem.ts'
import type { Looked, Updater } from './updater.ts'
import { isNewer, isPlainVersion } from './versions.ts'

export type Around = {
  updater(): Promise<Updater>
  memory: Memory
  log: FaultLog
  /** The version that runs. */
  version: string
  /** The newest schema that the data of this computer's office may have; null: it has none. */
  schema(): number | null
  /** Nobody is in a call or waits for somebody. */
  quiet(): boolean
  /** Of the joined office; null: there is none, or it did not say. */
  officeVersion(): string | null
  /** Everything lets go, then `last`. */
  leave(last: () => void): void
  /** The installation failed after everything had let go. */
  failed(): void
  told(status: UpdateStatus): void
  now(): number
}

export const times = {
  /** The first look after the start, and each one after that, ms. */
  firstMs: 60_000,
  everyMs: 4 * 3_600_000,
  /** Whether it is quiet is looked at so often; quiet it is after so long, ms. */
  quietEveryMs: 1000,
  quietForMs: 10_000,
}

type Asked = 'by hand' | 'by itself' | 'back'

/** One for the whole run of the program; whoever makes it closes it. */
export class Updates {
  readonly #around: Around
  #state: UpdateState = 'idle'
  #problem: UpdateProblem | null
  #found: UpdateStatus['found'] = null
  #progress = 0
  /** Something is under way; another thing does not begin. */
  #busy = false
  readonly #timers: NodeJS.Timeout[]

  constructor(around: Around) {
    this.#around = around
    const { lastVersion } = this.#kept
    if (lastVersion !== around.version) this.#keep({ lastVersion: around.version, previous: lastVersion, problem: null })
    this.#problem = this.#kept.problem
    const quiet = onceQuiet(around, () => {
      if (this.#busy) return
      if (this.#state === 'waiting') void this.#download()
      if (this.#state === 'installs') void this.#installNow().catch((error) => this.#failed(error))
    })
    const byItself = () => {
      if (this.#kept.automatic) void this.#look(this.#office(), 'by itself')
    }
    this.#timers = [
      setInterval(quiet, times.quietEveryMs),
      setInterval(byItself, times.everyMs),
      setTimeout(byItself, times.firstMs),
    ]
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  status(): UpdateStatus {
    const { channel, automatic, checkedAt, previous } = this.#kept
    return {
      version: this.#around.version,
      channel,
      automatic,
      state: this.#state,
      checkedAt,
      found: this.#found,
      progress: this.#progress,
      problem: this.#problem,
      previous,
      office: this.#office(),
    }
  }

  /** Looks now. */
  check(): Promise<void> {
    return this.#look(this.#office(), 'by hand')
  }

  /** What was downloaded, once nobody calls. */
  install(): void {
    if (this.#state === 'ready') this.#become('installs')
  }

  /** Back to the version before this one. */
  async goBack(): Promise<void> {
    const { previous } = this.#kept
    if (previous !== null) await this.#look(previous, 'back')
  }

  choose(some: { channel?: UpdateChannel; automatic?: boolean }): void {
    this.#keep(some)
    const settled = !this.#busy && this.#state !== 'installs'
    if (some.channel && settled) this.#found = null
    this.#become(some.channel && settled ? 'idle' : this.#state, this.#problem)
  }

  get #kept(): Remembered['updates'] {
    return this.#around.memory.now.updates
  }

  #keep(some: Partial<Remembered['updates']>): void {
    this.#around.memory.keep({ updates: { ...this.#kept, ...some } })
  }

  /** The version that a joined desk is to have, where it is another. */
  #office(): string | null {
    const other = this.#around.officeVersion()
    return other !== null && other !== this.#around.version && isPlainVersion(other) ? other : null
  }

  #become(next: UpdateState, wrong: UpdateProblem | null = null): void {
    this.#state = next
    this.#problem = wrong
    this.#around.told(this.status())
  }

  #failed(error: unknown): void {
    this.#around.log('no update', { code: 'UPDATES', error: String(error) })
    this.#become('idle', problemOf(error))
  }

  async #look(target: string | null, asked: Asked): Promise<void> {
    if (this.#busy || this.#state === 'installs') return
    await this.#work('checking', async (updater) => this.#judge(await updater.look(this.#kept.channel, target), asked))
  }

  async #download(): Promise<void> {
    this.#progress = 0
    await this.#work('downloading', async (updater) => {
      await updater.download((part) => {
        this.#progress = part
        this.#around.told(this.status())
      })
      this.#become('ready')
    })
  }

  async #work(state: UpdateState, work: (updater: Updater) => Promise<void>): Promise<void> {
    this.#busy = true
    this.#become(state)
    try {
      await work(await this.#around.updater())
    } catch (error) {
      this.#failed(error)
    } finally {
      this.#busy = false
    }
  }

  /** What is to be done with what was found. */
  async #judge({ release, offered }: Looked, asked: Asked): Promise<void> {
    const { version } = this.#around
    this.#keep({ checkedAt: this.#around.now() })
    this.#found = null
    const { version: next, releaseNotes: notes, schema } = release
    if (!offered) {
      const staged = isNewer(next, version)
      if (staged) this.#found = { version: next, notes }
      return this.#become(staged ? 'staged' : 'idle')
    }
    const own = this.#around.schema()
    if (own !== null && schema < own) throw new UpdateRefused('olderData')
    this.#found = { version: next, notes }
    // Who went back from it is not led there again unasked.
    if (asked === 'by itself' && next === this.#kept.left) return this.#become('idle')
    if (asked === 'back') this.#keep({ left: version })
    this.#become('waiting')
  }

  async #installNow(): Promise<void> {
    this.#busy = true
    const updater = await this.#around.updater()
    this.#around.leave(() => {
      try {
        updater.install()
      } catch (error) {
        this.#around.log('the update could not be installed', { code: 'UPDATES', error: String(error) })
        this.#keep({ problem: problemOf(error) })
        this.#around.failed()
      }
    })
  }
}

/** To be called again and again; calls `then` while it has been quiet for long enough. */
function onceQuiet({ quiet, now }: Pick<Around, 'quiet' | 'now'>, then: () => void): () => void {
  let since: number | null = null
  return () => {
    if (!quiet()) since = null
    else since ??= now()
    if (since !== null && now() - since >= times.quietForMs) then()
  }
}
