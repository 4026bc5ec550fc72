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
/** A sound of the audio library, by the name it has there (or its id). */
export const audio = (name: string): Media => ({ kind: 'audio', id: name })
/** A sound that comes with Asterisk, e.g. `vm-goodbye`. */
export const sound = (name: string): Media => ({ kind: 'sound', name })
export const tone = (name: 'beep' | 'busy' | 'ring' | 'dial' | 'congestion' | 'silence', seconds?: number): Media => ({
  kind: 'tone',
  tone: name,
  ...(seconds === undefined ? {} : { seconds }),
})
/** Digits read out one by one. */
export const digits = (text: string): Media => ({ kind: 'digits', digits: text })

/** The caller has hung up: what every action rejects with then. */
export class CallEnded extends Error {
  override readonly name = 'CallEnded'
}
/** The call's state forbids the action, as a second `answer`. */
export class InvalidState extends Error {
  override readonly name = 'InvalidState'
}

/** A leg that answered; `connect` takes it. */
export type Leg = { readonly leg: string; readonly destination: string }

/** Aborting an action's own signal ends the action, with the result `cancel`; the call goes on. */
export type Cancellable = { signal?: AbortSignal }
/** `record`: the conversation is recorded, as the office's notice and consent allow. */
export type ConnectOptions = Cancellable & { record?: boolean }

/** The call, and what can be done with it. Every action rejects with `CallEnded` when the caller has hung up. */
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
  /** Rejects with `InvalidState` when the call is answered already. */
  answer(): Promise<void>
  /** To the caller, or `on` a leg that answered. `fail`: there is no such sound, or it could not be played. `cancel`: also when the leg hangs up. */
  play(
    media: Sound,
    options?: Cancellable & { interruptible?: boolean; on?: Leg },
  ): Promise<{ result: 'success' | 'interrupted' | 'fail' | 'cancel' | 'error'; digit?: string }>
  promptDigit(
    media: Sound,
    options?: Cancellable & { timeoutSeconds?: number; interruptible?: boolean },
  ): Promise<{ result: 'success' | 'timeout' | 'cancel' | 'error'; digit?: string }>
  /** Time runs anew with each key. `timeout` and `cancel` have the digits pressed until then, where there were any. */
  gatherDigits(
    media: Sound,
    options?: Cancellable & {
      maxDigits?: number
      terminationDigits?: string
      timeoutSeconds?: number
      interDigitSeconds?: number
      interruptible?: boolean
    },
  ): Promise<{ result: 'success' | 'timeout' | 'cancel' | 'error'; digits?: string }>
  /** Rings extensions, numbers or SIP URIs, all at once; the first to answer wins. */
  dial(
    destinations: string | readonly string[],
    options?: Cancellable & { callerId?: string; ringTimeoutSeconds?: number },
  ): Promise<{
    result: 'answered' | 'busy' | 'rejected' | 'noAnswer' | 'failed' | 'cancel' | 'error'
    leg?: Leg
    answeredDestination?: string
  }>
  /** Bridges the caller and a leg until either leaves. */
  connect(leg: Leg, options?: ConnectOptions): Promise<'success' | 'cancel' | 'error'>
  /** Bridges two legs until either leaves; the caller waits, and who is left stays on the line until the script ends. */
  connect(first: Leg, second: Leg, options?: Cancellable): Promise<'success' | 'cancel' | 'error'>
  /** The caller's voice, or a leg's. `filePath` is below the data folder's `recordings`; `fileName` becomes part of it. `timeout`: nothing was said. */
  record(
    options?: Cancellable & {
      timeLimitSeconds?: number
      silenceSeconds?: number
      fileName?: string
      terminationDigits?: string
      playBeep?: boolean
      on?: Leg
    },
  ): Promise<{
    result: 'success' | 'timeout' | 'maxDurationReached' | 'terminationDigit' | 'cancel' | 'error'
    filePath: string | null
  }>
  /** busy 486, temporarilyUnavailable 480, declined 603. */
  reject(
    reason?: 'busy' | 'temporarilyUnavailable' | 'declined',
    options?: Cancellable,
  ): Promise<'success' | 'alreadyAnswered' | 'cancel' | 'error'>
  hangup(options?: Cancellable): Promise<'success' | 'notAnswered' | 'alreadyDisconnected' | 'cancel' | 'error'>
  pause(seconds: number, options?: Cancellable): Promise<'success' | 'interrupted' | 'cancel' | 'error'>
  busy(options?: Cancellable): Promise<'success' | 'cancel' | 'error'>
  /** Aborting the signal ends the stream, also once it runs. */
  startStream(
    url: string,
    options?: Cancellable & {
      name?: string
      direction?: 'inbound' | 'outbound' | 'both'
      metadata?: Record<string, string>
      headers?: Record<string, string>
      sampleRate?: 8000 | 16_000
    },
  ): Promise<'started' | 'alreadyStarted' | 'cancel' | 'error'>
  stopStream(name?: string, options?: Cancellable): Promise<'stopped' | 'notActive' | 'cancel' | 'error'>
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
