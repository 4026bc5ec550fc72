// What the engine offers the rest of the host: the contract's procedures call these, and nothing else of the engine.

import type { ErrorCode } from '../../shared/contract/base.ts'
import type { Alert, LiveEvent } from '../../shared/contract/live.ts'
import type {
  AttemptOutcome,
  Callback,
  CallbackOutcome,
  CallNote,
  LiveCall,
  OperatorLive,
  Voicemail,
} from '../../shared/domain/calls.ts'
import type { Language } from '../../shared/domain/office.ts'
import type { SoundTest } from '../../shared/domain/soundTest.ts'

/** A refusal with one of the contract's codes and a sentence; `data` as the code's schema says. */
export class EngineError extends Error {
  readonly code: ErrorCode
  readonly data: unknown
  constructor(code: ErrorCode, message: string, data?: unknown) {
    super(message)
    this.name = 'EngineError'
    this.code = code
    this.data = data
  }
}

/** Who acts, for the audit trail and for what is theirs. */
export type Actor = { userId: string; operatorId: string | null }

export interface LiveApi {
  /** Names this run of the engine; sequence numbers count within it. */
  readonly epoch: string
  /** What a console that saw `since` of `epoch` missed: a snapshot, or the changes since. Then every event, until `stop()`. Events come at most once a 16 ms frame. */
  follow(from: { since?: number; epoch?: string }, listener: (event: LiveEvent) => void): () => void
}

export interface DeskApi {
  /** PIN login from a console; only `operatorId`’s own PIN will do. `lockKey` names the console for the lockout. Throws WRONG_PIN, LOCKED, FORBIDDEN. */
  login(request: { pin: string; operatorId?: string; queues?: string[]; lockKey: string }): Promise<OperatorLive>
  /** Logs an operator in without a PIN: the host's own, for the starter's test call. */
  admit(operatorId: string): void
  /** `by`: who does that to them, and why. */
  logout(operatorId: string, queues?: string[], by?: { name: string; reason: string }): void
  pause(operatorId: string, reason: string): void
  resume(operatorId: string): void
  doNotDisturb(operatorId: string, on: boolean): void
  endWrapUp(operatorId: string): void
  extendWrapUp(operatorId: string, seconds: number): void
  note(callId: string, change: { disposition?: string; note?: Omit<CallNote, 'at'> }): void
  /** What the operator's console says of itself; `null`: all well. Makes and unmakes `unreachable`. */
  consoleProblem(operatorId: string, problem: string | null): void
  /** The console of the operator is gone: their caller is held and they are rung again. */
  consoleGone(operatorId: string): void
  lockouts(): { key: string; failures: number; lockedUntil: number }[]
  liftLockout(key: string): void
}

export interface PhoneApi {
  callMe(operatorId: string): Promise<{ callId: string }>
  /** Lets go of the other party, who comes back when nobody takes them there. Throws NOT_FOUND for an unknown target, REFUSED, and THREE_WAY when a third person would be lost by it, as `park` does. */
  /** `whenFree`: a colleague who is on another call is waited for. */
  transfer(
    extension: string,
    callId: string,
    to: string,
    how?: { note?: string | undefined; whenFree?: boolean | undefined },
  ): Promise<void>
  transferAttended(extension: string, callId: string, consultCallId: string): Promise<void>
  /** Three-way: the far end of the second call joins the first. */
  merge(extension: string, callId: string, consultCallId: string): Promise<void>
  /** A call at a phone of `extension`: who calls, the steps they came by, and its variables. Throws NOT_FOUND. */
  about(extension: string, callId: string): { from: string; path: string[]; read(name: string): string }
  /** Puts the other party into a parking slot. Throws CONFLICT when every slot is taken. */
  park(extension: string, callId: string): Promise<{ slot: string }>
  hangup(extension: string, callId: string): Promise<void>
  /** The leg of `extension` has no sound: its phones ring again, the other side hears music. */
  ringAgain(extension: string, callId: string): void
  hold(extension: string, callId: string, on: boolean): Promise<void>
  /** The telephone of `extension` sends nothing, or does again: the others on the call see it. */
  mute(extension: string, callId: string, on: boolean): void
  /** Sends one of three or more away; the others go on talking. As the next two it throws NOT_FOUND for somebody who is not there, THREE_WAY for a third party. */
  sendAway(extension: string, callId: string, channelId: string): void
  /** With one of three or more; the others hear music. */
  talkAlone(extension: string, callId: string, channelId: string): Promise<void>
  talkTogether(extension: string, callId: string): Promise<void>
  pauseRecording(callId: string, paused: boolean): Promise<void>
  /** Of an extension's phones. */
  presence(extension: string): 'free' | 'busy' | 'offline' | 'unknown'
}

/** When to try again, epoch ms, with what there is to say of the attempt before. */
export type RetryOrder = { at: number; note?: string; result?: AttemptOutcome }

export interface WorkApi {
  claimCallback(id: string, operatorId: string): Callback
  releaseCallback(id: string, operatorId: string): Callback
  returnCallback(id: string, operatorId: string): Promise<{ callId: string }>
  finishCallback(id: string, operatorId: string, outcome: CallbackOutcome, note?: string): Callback
  retryCallback(id: string, operatorId: string, order: RetryOrder): Callback
  noteCallback(id: string, operatorId: string, note: string): Callback
  /** CONFLICT when it is open, or another of the same number and queue is. */
  reopenCallback(id: string): Callback
  /** The open request of this number and queue where there is one already; `about` is for a new one. */
  createCallback(number: string, queueId: string, about?: { note?: string; at?: number }): Callback
  /** Saves a changed message, sets the lamp, tells the consoles. */
  saveVoicemail(message: Voicemail): Promise<void>
  removedVoicemail(id: string, mailboxId: string): Promise<void>
}

export interface SuperviseApi {
  /** Rings the supervisor's telephone and puts it on the call; again: changes the mode. Throws NOT_FOUND, CONFLICT, NO_PHONE. */
  monitor(callId: string, extension: string, mode: 'listen' | 'whisper' | 'barge'): Promise<void>
  takeCaller(callId: string, operatorId: string, liftPause: boolean): void
  moveCaller(callId: string, queueId: string): void
}

export interface CallflowApi {
  /** Judges a call-action request and dials its first leg. Throws NOT_FOUND for an unknown subaccount. */
  start(
    subAccountId: string,
    document: unknown,
  ):
    | { result: 'created'; sessionId: string; requestId: string; validUntil: string | null }
    | { result: 'refused'; code: number; message: string }
}

export interface IntegrationApi {
  /** Rings the extension's telephones, then calls `to` as if dialled there. Resolves when somebody has answered; throws NOT_FOUND, NO_PHONE. */
  originate(extension: string, to: string): Promise<{ callId: string }>
  /** Rings the extension's telephones and records what is said there. Resolves when it is over: the file, relative to the recordings, or null when nothing was said. Throws NOT_FOUND, NO_PHONE. */
  record(extension: string, language: Language): Promise<string | null>
  /** Rings the extension's telephones and asks for a key. Resolves when it is over: whether sound goes both ways. Throws NOT_FOUND, NO_PHONE. */
  testSound(extension: string): Promise<SoundTest>
  /** Ends the recording there and keeps what was said. Throws NOT_FOUND before somebody has answered. */
  stopRecording(extension: string): Promise<void>
  /** Ends the caller's side, and the call with it. Throws NOT_FOUND. */
  hangup(callId: string): Promise<void>
  calls(): LiveCall[]
  operators(): OperatorLive[]
}

/** How a test call over a trunk went. */
export type TrunkTestEnd = {
  /** What the trunk was sent. */
  dialled: string
  answered: boolean
  rang: boolean
  /** Until it was answered, or ended. */
  seconds: number
  /** The provider's answer, where it is known. */
  status: number | null
  /** Why it ended (Q.850); null where it was answered. */
  cause: number | null
  /** It was not dialled at all: the trunk answers no OPTIONS. */
  unreachable: boolean
}

export interface TrunkTestApi {
  /** Calls the number over that trunk, plays a sentence to the party that answers, and hangs up. Resolves at its end; throws NOT_FOUND, REFUSED, and CONFLICT while another is made. */
  place(trunkId: string, number: string): Promise<TrunkTestEnd>
}

export interface EngineApi {
  readonly integration: IntegrationApi
  readonly callflows: CallflowApi
  readonly trunkTests: TrunkTestApi
  readonly live: LiveApi
  readonly desk: DeskApi
  readonly phone: PhoneApi
  readonly work: WorkApi
  readonly supervise: SuperviseApi
  readonly runningCalls: number
  readonly connected: boolean
  readonly pbxVersion: string | null
  /** The office's configuration changed: queues, operators, extensions. */
  configChanged(): void
  alert(alert: Omit<Alert, 'id' | 'at'>): void
  /** Connects, recovers what was running, takes calls. */
  start(): Promise<void>
  /** Stops acting and releases timers and listeners; leaves the calls to Asterisk (the next start resumes them). */
  stop(): Promise<void>
}
