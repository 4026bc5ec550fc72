// The ports of the engine: everything it needs from the world. Adapters implement them; the engine imports no library for them.

import type { Callback, CallNote, Voicemail } from '../../shared/domain/calls.ts'
import type { AudioPrompt, Language, OfficeConfig } from '../../shared/domain/office.ts'
import type { CallOutcome } from '../../shared/domain/outcome.ts'
import type { StreamRequest } from '../../shared/domain/stream.ts'
import type { TransferState } from '../../shared/domain/transfer.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import type { TraceEvent } from '../../shared/trace/event.ts'
import type { Recogniser, Speech, WebAudio } from './soundPorts.ts'
import type { Telephony } from './telephonyPort.ts'

export * from './soundPorts.ts'
export * from './telephonyPort.ts'

// ── time and chance ──────────────────────────────────────────────────────────────────────────────────────────────

export type Timer = { cancel(): void }

/** The host's clock. Tests and the simulator move it; nothing in the engine knows the wall clock. */
export type Clock = {
  /** Epoch ms. */
  now(): number
  /** Runs `run` once, `ms` from now. */
  after(ms: number, run: () => void): Timer
}

/** Chance: `next()` is in [0, 1); `id()` is unique, at most 32 characters of [a-z0-9-]. */
export type Chance = { next(): number; id(): string }

// ── sound ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A stored recording; `silent`: nobody is heard in it. */
export type StoredSound = { file: string; seconds: number; silent?: boolean }

/** Where the bytes of prompts, recordings and messages are. One implementation for a shared folder, one for an Asterisk elsewhere. */
export interface MediaStore {
  /** False while only the reserve for messages is free: conversations are not recorded then. */
  readonly mayRecord: boolean
  /** Media URI (`sound:/abs/path`) of a stored prompt's variant, or null if the file is missing. */
  promptUri(prompt: AudioPrompt, language: Language, fallback: Language): string | null
  /** Media URI of a file rendered by speech. */
  fileUri(path: string): string
  /** Converts an upload (WAV, MP3) to the telephony format and stores it. Throws MediaError (`notAudio`, `tooLong`, `empty`, `tooLarge`). */
  storePrompt(id: string, language: Language, bytes: Uint8Array): Promise<{ file: string; seconds: number }>
  /** The stored recording of that name if it is there and holds sound: moves it to the data folder (fsync) and returns it, relative to the folder. */
  storeRecording(name: string, kind: 'recordings' | 'voicemail'): Promise<StoredSound | null>
  /** Absolute path of a kept file; throws `MediaError('notFound')`, also on paths that leave the folder. */
  absolute(kind: 'recordings' | 'voicemail' | 'prompts', file: string): string
  remove(kind: 'recordings' | 'voicemail' | 'prompts', file: string): Promise<void>
  /** Address of a kept recording as other servers are told it. */
  recordingUrl(file: string): string
}

// ── store ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What recovery needs of one running call. Written in line, deleted when the call ends. */
export type JournalEntry = {
  callId: string
  channelId: string
  kind: 'inbound' | 'phone' | 'return' | 'test'
  flowId: string
  flowVersion: number
  /** The flows around this one, outermost first; each with the node that leads into the next. */
  around: { flowId: string; version: number; nodeId: string }[]
  /** Audio streams that run beside the call. */
  streams: StreamRequest[]
  from: string
  fromName: string
  to: string
  startedAt: number
  answeredAt: number | null
  language: Language
  /** Where the interpreter stands. */
  nodeId: string
  visit: number
  /** What the node's last checkpoint saved; null before the first. JSON. */
  state: unknown
  variables: Record<string, string>
  /** Trace sequence number reached. */
  seq: number
  /** Set once the caller is gone and only the after-call path runs. */
  after: boolean
  /** Where it is being handed on to; null: it is not. */
  handOver: TransferState | null
  /** The queue it came by. */
  queueId: string | null
  /** How often the call was resumed; names what its earlier lives may have left playing. */
  life: number
}

/** Synchronous, so that intent is on disk before the command goes out. */
export interface Journal {
  save(entry: JournalEntry): void
  /** The cheap, frequent write: state of the running node. */
  checkpoint(callId: string, state: unknown, seq: number): void
  /** Records an effect's id before it happens; false when it is already there (it must not happen again). */
  effect(callId: string, key: string): boolean
  remove(callId: string): void
  load(): JournalEntry[]
  /** Small named values that outlive the host: operators' states, round-robin pointers, the PBX instance. */
  put(key: string, value: unknown): void
  get(key: string): unknown
}

export interface CallLog {
  /** A trace event; written in batches. */
  trace(event: TraceEvent): void
  started(call: {
    id: string
    kind: JournalEntry['kind']
    from: string
    fromName: string
    to: string
    flowId: string
    flowVersion: number
    startedAt: number
  }): void
  /** What its author notes on the call now, in place of what they noted before; an empty text removes it. */
  note(callId: string, note: CallNote): void
  /** Adds a line to what its author noted. */
  addNote(callId: string, note: CallNote): void
  /** Somebody of the office is in the conversation; nothing where they are already. `transferredBy`: the extension that handed it to them. */
  joined(callId: string, who: { extension: string; operatorId: string | null; at: number; transferredBy: string | null }): void
  /** They are in it no more. `transferredTo`: where they handed it. */
  left(callId: string, who: { extension: string; at: number; transferredTo: string | null }): void
  /** Any of the columns that became known. With `endedAt` nobody is in the conversation any more. */
  update(
    callId: string,
    change: Partial<{
      answeredAt: number
      endedAt: number
      outcome: CallOutcome
      queueId: string
      operatorId: string
      waitMs: number
      talkMs: number
      recording: string
      disposition: string
    }>,
  ): void
}

export interface CallbackStore {
  /** One open request a number and queue: returns the open one (`created: false`) instead of a second. */
  create(request: { id: string; number: string; queueId: string; callId: string | null; at: number }): {
    callback: Callback
    created: boolean
  }
  get(id: string): Callback | null
  /** Requests that are not done, oldest first. */
  open(queueId?: string): Callback[]
  save(callback: Callback): void
}

export interface VoicemailStore {
  /** The same id twice is one message. */
  add(message: Voicemail): void
  get(id: string): Voicemail | null
  save(message: Voicemail): void
  countNew(mailboxId: string): number
  /** Those of the mailbox that are not archived, newest first, `limit` at most. */
  inMailbox(mailboxId: string, limit: number): Voicemail[]
  /** Moves it to the trash, from where the console brings it back; `by`: who did it, as the audit trail names them. False when it is gone or could not be moved. */
  discard(id: string, by: string): boolean
}

export interface Outbox {
  /**
   * Durable before it returns; the same id twice is one delivery. Never throws for what the URL answers. What is stored has
   * references in place of secrets, which are those of `nonce`.
   */
  post(request: { id: string; callId: string; url: string; headers: Record<string, string>; body: string; nonce?: string }): void
}

// ── the network ──────────────────────────────────────────────────────────────────────────────────────────────────

export type HttpRequest = {
  method: string
  url: string
  headers?: Record<string, string>
  body?: string
  /** Of the references to secrets in address, headers and body; the sender resolves these and no others. */
  nonce?: string
  /** From the request to the end of the answer. */
  timeoutMs: number
  /** The largest answer that is read, bytes; 1 MiB when absent. */
  maxBytes?: number
  /** False: an answer that redirects is the answer. Otherwise up to three are followed, within the same scheme. */
  redirects?: boolean
}

export type HttpAnswer =
  /** The server answered, with whatever status. */
  | { result: 'answered'; status: number; headers: Record<string, string>; body: Uint8Array }
  /** Timeout or network error: worth another try. */
  | { result: 'unreachable'; error: string }
  | { result: 'tooLarge'; status: number; error: string }
  /** Can never work: bad URL, forbidden address, bad header, a redirect to another scheme. */
  | { result: 'impossible'; error: string }

/** Requests whose answer a call waits for. Never throws for what the URL answers. */
export interface Http {
  request(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer>
}

export type StreamSocketEvents = { message(data: Uint8Array | string): void; closed(code: number): void }
export interface StreamSocket {
  /** Binary or text; nothing happens when it is closed. */
  send(data: Uint8Array | string): void
  /** Bytes handed over and not sent yet. */
  readonly waiting: number
  close(): void
}

/** WebSockets to audio endpoints. */
export interface StreamSockets {
  /**
   * Rejects when it cannot be had, also when the signal is aborted; an abort afterwards closes it. References of `nonce` are
   * resolved in the request and in every text that is sent.
   */
  open(
    request: { url: string; headers: Record<string, string>; nonce?: string | undefined },
    events: StreamSocketEvents,
    signal?: AbortSignal,
  ): Promise<StreamSocket>
}

// ── the office's own scripts ─────────────────────────────────────────────────────────────────────────────────────

export type ScriptRun = {
  facts: { id: string; from: string; fromName: string; to: string; language: string; variables: Record<string, string> }
  /** The call's. */
  signal: AbortSignal
  /** Does one of the library's actions, until it is done or its own signal is aborted. */
  act(action: string, args: unknown[], signal: AbortSignal): Promise<unknown>
  set(name: string, value: string): void
  variables(): Record<string, string>
  /** A line for the call's story. */
  said(message: string): void
}

/** Why a script came to no port; `line` in its own file. */
export class ScriptError extends Error {
  readonly code: 'missing' | 'failed' | 'stuck' | 'callEnded'
  readonly file: string | null
  readonly line: number | null
  constructor(code: ScriptError['code'], message: string, file: string | null, line: number | null) {
    super(message)
    this.name = 'ScriptError'
    this.code = code
    this.file = file
    this.line = line
  }
}

export interface Scripts {
  has(name: string): boolean
  /** Runs it to the port it returns; rejects with ScriptError. Ended 2 s after its call, or after 5 s without coming to rest. */
  run(name: string, run: ScriptRun): Promise<string>
}

export interface Pins {
  /** The operator whose PIN this is; verified against the scrypt hash. Never logs its argument. */
  find(pin: string): Promise<string | null>
}

/** Lockouts by caller key (`ext:201`, `num:+49…`, `console:…`); survive a restart. */
export interface LockoutStore {
  load(): { key: string; failures: number[]; lockedUntil: number | null }[]
  save(row: { key: string; failures: number[]; lockedUntil: number | null }): void
  remove(key: string): void
}

/** Who called by what a trusted network asserts beside a withheld number: for emergency calls and malicious call tracing only. */
export interface AssertedIdentities {
  save(callId: string, number: string): void
  of(callId: string): string | null
}

export interface FlowSource {
  /** The published version in force; null when the flow was never published. */
  published(flowId: string): { version: number; document: FlowDocument } | null
  version(flowId: string, version: number): FlowDocument | null
  /** Id of the published flow of that name; null when there is none. */
  named(name: string): string | null
}

/** What is known of the trunks without calling over them. */
export interface TrunkStates {
  /** False while its provider does not take its registration; true also where that is not known. */
  registered(trunkId: string): boolean
}

/** A log with structure; secrets never reach it. */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
}

/** What the engine is given. */
export type Ports = {
  telephony: Telephony
  clock: Clock
  chance: Chance
  speech: Speech
  recogniser: Recogniser
  webAudio: WebAudio
  media: MediaStore
  journal: Journal
  callLog: CallLog
  callbacks: CallbackStore
  voicemails: VoicemailStore
  outbox: Outbox
  http: Http
  streams: StreamSockets
  scripts: Scripts
  pins: Pins
  lockouts: LockoutStore
  identities: AssertedIdentities
  flows: FlowSource
  trunkStates: TrunkStates
  config: () => OfficeConfig
  log: Log
}
