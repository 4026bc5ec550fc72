// What an office's script sees: `import { defineScript, say } from 'cordboard'`. Types and small values only; what a call does
// happens in the host. Source: docs/spec/actions.md, Scripts.

/** What a caller can hear. */
export type Media =
  | { kind: 'text'; text: string; voice?: string; speed?: number }
  | { kind: 'audio'; id: string }
  | { kind: 'sound'; name: string }
  | { kind: 'tone'; tone: 'beep' | 'busy' | 'ring' | 'dial' | 'congestion' | 'silence'; seconds?: number }
  | { kind: 'digits'; digits: string }
type Sound = Media | readonly Media[]

/** Spoken text; `{{names}}` are the call's variables. */
export const say = (text: string, options: { voice?: string; speed?: number } = {}): Media => ({ kind: 'text', text, ...options })
/** A sound of the audio library, by its id. */
export const audio = (id: string): Media => ({ kind: 'audio', id })
/** A sound that comes with Asterisk, e.g. `vm-goodbye`. */
export const sound = (name: string): Media => ({ kind: 'sound', name })
export const tone = (name: 'beep' | 'busy' | 'ring' | 'dial' | 'congestion' | 'silence', seconds?: number): Media => ({
  kind: 'tone',
  tone: name,
  ...(seconds === undefined ? {} : { seconds }),
})
/** Digits read out one by one. */
export const digits = (text: string): Media => ({ kind: 'digits', digits: text })

/** A leg that answered; `connect` takes it. */
export type Leg = { readonly leg: string; readonly destination: string }

/** The call, and what can be done with it. Every action rejects with an error named `CallEnded` when the caller has hung up. */
export interface ScriptCall {
  readonly id: string
  readonly from: string
  readonly fromName: string
  readonly to: string
  readonly language: string
  /** Aborted when the caller hangs up. */
  readonly signal: AbortSignal
  /** A variable of the call, empty when nothing has set it. */
  get(name: string): string
  /** Sets a variable for the nodes that follow. */
  set(name: string, value: string): void
  /** Throws when the call is answered already. */
  answer(): Promise<void>
  play(
    media: Sound,
    options?: { interruptible?: boolean },
  ): Promise<{ result: 'success' | 'interrupted' | 'fail' | 'error'; digit?: string }>
  promptDigit(
    media: Sound,
    options?: { timeoutSeconds?: number; interruptible?: boolean },
  ): Promise<{ result: 'success' | 'timeout'; digit?: string }>
  gatherDigits(
    media: Sound,
    options?: {
      maxDigits?: number
      terminationDigits?: string
      timeoutSeconds?: number
      interDigitSeconds?: number
      interruptible?: boolean
    },
  ): Promise<{ result: 'success' | 'timeout'; digits?: string }>
  /** Rings extensions, numbers or SIP URIs, all at once; the first to answer wins. */
  dial(
    destinations: string | readonly string[],
    options?: { callerId?: string; ringTimeoutSeconds?: number },
  ): Promise<{
    result: 'answered' | 'busy' | 'rejected' | 'noAnswer' | 'failed' | 'cancel'
    leg?: Leg
    answeredDestination?: string
  }>
  /** Bridges the caller and a leg until either leaves. */
  connect(leg: Leg, options?: { record?: boolean }): Promise<'success' | 'error'>
  record(options?: {
    timeLimitSeconds?: number
    silenceSeconds?: number
    terminationDigits?: string
    playBeep?: boolean
  }): Promise<{ result: string; filePath: string | null }>
  reject(reason?: 'busy' | 'temporarilyUnavailable' | 'declined'): Promise<'success' | 'alreadyAnswered' | 'error'>
  hangup(): Promise<'success' | 'notAnswered' | 'alreadyDisconnected' | 'error'>
  pause(seconds: number): Promise<'success' | 'interrupted'>
  busy(): Promise<'success' | 'error'>
  startStream(
    url: string,
    options?: {
      name?: string
      direction?: 'inbound' | 'outbound' | 'both'
      metadata?: Record<string, string>
      headers?: Record<string, string>
      sampleRate?: 8000 | 16_000
    },
  ): Promise<'started' | 'alreadyStarted' | 'error'>
  stopStream(name?: string): Promise<'stopped' | 'notActive'>
  /** A line in the host's log and in the call's story. */
  log(message: string): void
}

/** Handles a call; what it returns is the port the Script node leaves by. */
export type ScriptHandler = (call: ScriptCall) => Promise<string> | string

const mark = Symbol.for('cordboard.script')

/** The default export of a script. */
export const defineScript = (handler: ScriptHandler): { handler: ScriptHandler } =>
  Object.defineProperty({ handler }, mark, { value: true })

/** Whether a module's default export came from `defineScript`. */
export const isScript = (value: unknown): value is { handler: ScriptHandler } =>
  typeof value === 'object' && value !== null && Reflect.get(value, mark) === true
