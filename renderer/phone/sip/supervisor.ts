// Keeps the softphone registered, for ever. sip.js gives up after three tries and never notices a dead socket; this does not.
import { type BackOff, backOff } from '../../lib/backoff.ts'

/** What the supervisor drives; the user agent implements it, tests fake it. */
export type Registration = {
  connect(): Promise<void>
  /** Drops a socket that is believed dead. */
  disconnect(): Promise<void>
  register(): Promise<void>
  /** OPTIONS; rejects when no answer came in time. */
  ping(): Promise<void>
  /** Re-INVITEs the live sessions. */
  recover(): Promise<void>
}

export type RegistrationState = 'off' | 'connecting' | 'registered' | 'lost' | 'refused'

/** After sleep an answer that takes longer is none: whoever waits for a call is to be registered within three seconds, ms. */
const wakePatienceMs = 1000

export type SupervisorOptions = {
  changed(state: RegistrationState, problem: string | null): void
  pingEveryMs?: number
  waits?: BackOff
}

/** Refused for good: wrong credentials, forbidden. Asking again soon only fills the exchange's log. */
export class RegistrationRefused extends Error {
  readonly status: number
  constructor(status: number) {
    super(`registration refused with ${status}`)
    this.name = 'RegistrationRefused'
    this.status = status
  }
}

export class Supervisor {
  readonly #work: Registration
  readonly #options: SupervisorOptions
  readonly #waits: BackOff
  #running = false
  #busy = false
  #wake = () => {}
  #pings: ReturnType<typeof setInterval> | undefined

  constructor(work: Registration, options: SupervisorOptions) {
    this.#work = work
    this.#options = options
    this.#waits = options.waits ?? backOff(300, 10_000)
  }

  /** Connects, registers and keeps at it until `stop()`. */
  start(): void {
    if (this.#running) return
    this.#running = true
    this.#pings = setInterval(() => void this.#ping(), this.#options.pingEveryMs ?? 8000)
    window.addEventListener('online', this.#suspicion)
    document.addEventListener('visibilitychange', this.#suspicion)
    void this.#restore()
  }

  stop(): void {
    this.#running = false
    clearInterval(this.#pings)
    window.removeEventListener('online', this.#suspicion)
    document.removeEventListener('visibilitychange', this.#suspicion)
    this.#wake()
    this.#options.changed('off', null)
  }

  /** The socket closed. */
  lost(): void {
    if (this.#running && !this.#busy) void this.#restore()
  }

  /** The computer woke up: tries again now, or looks whether the socket outlived the sleep. */
  wake(): void {
    this.#waits.reset()
    if (this.#busy) this.#wake()
    else void this.#ping(wakePatienceMs)
  }

  /** The network changed or the machine woke up: look now instead of at the next ping. */
  readonly #suspicion = (): void => {
    if (this.#busy) this.#wake()
    else if (document.visibilityState === 'visible') void this.#ping()
  }

  async #ping(patienceMs?: number): Promise<void> {
    if (this.#busy || !this.#running) return
    try {
      await (patienceMs === undefined ? this.#work.ping() : inTime(this.#work.ping(), patienceMs))
    } catch {
      // No answer in time is all we need to know: the socket is dead, whatever it says of itself.
      if (!this.#busy && this.#running) void this.#restore()
    }
  }

  async #restore(): Promise<void> {
    this.#busy = true
    let state: RegistrationState = 'connecting'
    this.#options.changed(state, null)
    while (this.#running) {
      try {
        await this.#work.disconnect()
        await this.#work.connect()
        await this.#work.register()
        break
      } catch (error) {
        state = error instanceof RegistrationRefused ? 'refused' : 'lost'
        if (this.#running) this.#options.changed(state, error instanceof Error ? error.message : String(error))
        await this.#pause(this.#waits.next())
      }
    }
    this.#busy = false
    if (!this.#running) return
    this.#waits.reset()
    this.#options.changed('registered', null)
    await this.#work.recover()
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

function inTime(work: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
