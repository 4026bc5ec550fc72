// The ports of the engine: everything it needs from the world. Adapters implement them; the engine imports no library for them.

import type { Callback, TraceEvent, Voicemail } from '../../shared/domain/calls.ts'
import type { AudioPrompt, Language, OfficeConfig } from '../../shared/domain/office.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'

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

// ── telephony ────────────────────────────────────────────────────────────────────────────────────────────────────

export type ChannelState = 'down' | 'ring' | 'ringing' | 'up'

export type ChannelInfo = {
  id: string
  /** Asterisk's name, e.g. `PJSIP/201-web-00000001`. */
  name: string
  state: ChannelState
  callerNumber: string
  callerName: string
  /** The dialled number. */
  exten: string
  /** SIP Call-ID, where there is one. */
  sipCallId: string | null
  /** CB_CALL and CB_ROLE as set by us; null on channels we never tagged. */
  callId: string | null
  role: string | null
}

export type BridgeInfo = { id: string; name: string; channels: string[] }

/** Why a channel ended. `cause` is Q.850; `answeredElsewhere` only for legs we gave up ourselves. */
export type EndCause = { cause: number; sip: number | null }

export type TelephonyEvent =
  /** A channel came under our control: a new caller, or a leg of ours that answered. `args` as in the dialplan's Stasis(). */
  | { type: 'entered'; channel: ChannelInfo; args: string[] }
  /** Gone for good, told exactly once a channel. */
  | ({ type: 'ended'; channelId: string } & EndCause)
  | { type: 'ringing'; channelId: string }
  | { type: 'answered'; channelId: string }
  | { type: 'digit'; channelId: string; digit: string }
  | { type: 'playbackEnded'; playbackId: string; ok: boolean }
  /** `seconds` whole seconds as Asterisk counts; ok false: failed or discarded. */
  | { type: 'recordingEnded'; name: string; ok: boolean; seconds: number }
  | { type: 'held'; channelId: string }
  | { type: 'resumed'; channelId: string }
  | { type: 'leftBridge'; channelId: string; bridgeId: string }
  /** REFER from a phone: blind (`to`) or attended (`toChannelId`, the phone's other channel). */
  | { type: 'transferRequested'; channelId: string; to: string; toChannelId: string | null }
  /** Registration or reachability of a phone's endpoint (`201`, `201-web`). */
  | { type: 'endpoint'; endpoint: string; online: boolean }
  /** Device state of an endpoint. */
  | { type: 'device'; endpoint: string; state: 'idle' | 'ringing' | 'inUse' | 'onHold' | 'unavailable' }
  /** Event socket lost / back. After `connected` the engine calls `snapshot()` and reconciles; events since the socket opened follow. */
  | { type: 'disconnected'; reason: string }
  | { type: 'connected'; instance: PbxInstance }
  /** Another host took the application; this one must stop acting. */
  | { type: 'replaced' }

/** Which run of which Asterisk; a new `startedAt` means that all calls of the old one are gone. */
export type PbxInstance = { id: string; startedAt: string; version: string }

export type HangupReason =
  | 'normal'
  | 'busy'
  | 'congestion'
  | 'noAnswer'
  | 'rejected'
  | 'unallocated'
  | 'answeredElsewhere'
  | 'timeout'

export type Originate = {
  /** Chosen by us, journalled before the command. */
  channelId: string
  /** `PJSIP/201-web`, `PJSIP/49301234@trunk-t1`, `Local/5000@from-trunk/n`. */
  endpoint: string
  callerId: { name: string; number: string }
  timeoutSeconds: number
  /** CB_CALL and CB_ROLE. */
  callId: string
  role: string
  /** The caller's channel the leg is for (codec, linked id). */
  originator?: string
  /** Extra SIP headers, e.g. `X-Cordboard-Call`. */
  headers?: Record<string, string>
  /** Channel variables, e.g. `CB_KEYS`. */
  variables?: Record<string, string>
  /** Where the far side of a Local channel goes instead of our application. */
  dialplan?: { context: string; exten: string }
}

export type Target = { channel: string } | { bridge: string }

export type RecordOptions = {
  target: Target
  /** Our own name, unique; becomes the file's name. */
  name: string
  maxSeconds?: number
  silenceSeconds?: number
  /** Asterisk's set: `none`, `any`, `*`, `#`. Others are watched for by the engine. */
  terminateOn?: 'none' | 'any' | '*' | '#'
  beep?: boolean
}

export type TelephonyErrorCode = 'notFound' | 'conflict' | 'timeout' | 'unavailable' | 'refused' | 'badRequest'

/** Every command rejects with this and nothing else. */
export class TelephonyError extends Error {
  readonly code: TelephonyErrorCode
  readonly doing: string
  constructor(code: TelephonyErrorCode, doing: string, message: string) {
    super(`${doing}: ${message}`)
    this.name = 'TelephonyError'
    this.code = code
    this.doing = doing
  }
}

/**
 * Calls, as the engine commands them. Commands resolve when accepted, not when their effect is over; they
 * time out by themselves (5 s). `notFound` on anything that ends something counts as success.
 */
export interface Telephony {
  onEvent(listener: (event: TelephonyEvent) => void): () => void
  /** Connects and keeps connected for ever, until `close()`. Resolves at the first connection. */
  open(): Promise<PbxInstance>
  close(): Promise<void>
  readonly connected: boolean

  answer(channelId: string): Promise<void>
  ring(channelId: string): Promise<void>
  hangup(channelId: string, reason: HangupReason): Promise<void>
  originate(request: Originate): Promise<void>
  /** Tags a channel with CB_CALL and CB_ROLE. */
  tag(channelId: string, callId: string, role: string): Promise<void>
  setVariable(channelId: string, name: string, value: string): Promise<void>
  getVariable(channelId: string, name: string): Promise<string>
  sendDigits(channelId: string, digits: string): Promise<void>

  /** `media` are Asterisk media URIs (`sound:…`, `tone:…`, `digits:…`), played in order as one playback. */
  play(target: Target, playbackId: string, media: string[]): Promise<void>
  stopPlayback(playbackId: string): Promise<void>
  /** Whether the playback still runs; asked after the event socket was lost. */
  isPlaying(playbackId: string): Promise<boolean>
  startMusic(channelId: string, musicClass?: string): Promise<void>
  stopMusic(channelId: string): Promise<void>
  /** Silence keeps early channels and NATs alive. */
  mute(channelId: string, direction: 'in' | 'out' | 'both', muted: boolean): Promise<void>

  createBridge(bridgeId: string, kind: 'mixing' | 'holding', name: string): Promise<void>
  destroyBridge(bridgeId: string): Promise<void>
  /** Moves the channels into the bridge, out of any other. */
  join(bridgeId: string, channelIds: string[], options?: { absorbDigits?: boolean; mute?: boolean }): Promise<void>
  leave(bridgeId: string, channelIds: string[]): Promise<void>
  startBridgeMusic(bridgeId: string, musicClass?: string): Promise<void>
  stopBridgeMusic(bridgeId: string): Promise<void>

  record(options: RecordOptions): Promise<void>
  stopRecording(name: string): Promise<void>
  /** Ends and deletes. */
  discardRecording(name: string): Promise<void>
  pauseRecording(name: string, paused: boolean): Promise<void>
  isRecording(name: string): Promise<boolean>

  /** A channel that hears (`spy`) and speaks to (`whisper`) another's sides. Enters as `entered` with role `snoop`. */
  snoop(options: {
    channelId: string
    snoopId: string
    spy: 'none' | 'both' | 'in' | 'out'
    whisper: 'none' | 'both' | 'in' | 'out'
    callId: string
  }): Promise<void>
  /** Answers a REFER (`transferRequested`). */
  transferProgress(channelId: string, state: 'trying' | 'success' | 'failed'): Promise<void>

  /** Message-waiting lamp of a mailbox (`Stasis:vm<mailbox>`). */
  setLamp(mailboxId: string, on: boolean): Promise<void>
  /** Names of the endpoints that are registered or reachable now. */
  onlineEndpoints(): Promise<string[]>
  /** All channels and bridges of our application and prefix; never those of others. */
  snapshot(): Promise<{ instance: PbxInstance; channels: ChannelInfo[]; bridges: BridgeInfo[] }>
}

// ── sound ────────────────────────────────────────────────────────────────────────────────────────────────────────

export type SpeechRequest = { text: string; language: Language; voice?: string; speed?: number }

/** Text-to-speech: renders to a telephony WAV (8 kHz, mono, 16 bit) and returns its absolute path. Throws SpeechError. */
export interface Speech {
  render(request: SpeechRequest, signal?: AbortSignal): Promise<{ path: string; seconds: number }>
  voices(): Promise<{ id: string; language: string; name: string }[]>
  close(): Promise<void>
}

/** Where the bytes of prompts, recordings and messages are. One implementation for a shared folder, one for an Asterisk elsewhere. */
export interface MediaStore {
  /** Media URI (`sound:/abs/path`) of a stored prompt's variant, or null if the file is missing. */
  promptUri(prompt: AudioPrompt, language: Language, fallback: Language): string | null
  /** Media URI of a file rendered by speech. */
  fileUri(path: string): string
  /** Converts an upload (WAV, MP3) to the telephony format and stores it. Throws MediaError (`notAudio`, `tooLong`, `empty`, `tooLarge`). */
  storePrompt(id: string, language: Language, bytes: Uint8Array): Promise<{ file: string; seconds: number }>
  /** The stored recording of that name if it is there and holds sound: moves it to the data folder (fsync) and returns it, relative to the folder. */
  keepRecording(name: string, kind: 'recordings' | 'voicemail'): Promise<{ file: string; seconds: number } | null>
  /** Absolute path of a kept file; throws `MediaError('notFound')`, also on paths that leave the folder. */
  absolute(kind: 'recordings' | 'voicemail' | 'prompts', file: string): string
  remove(kind: 'recordings' | 'voicemail' | 'prompts', file: string): Promise<void>
}

// ── store ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What recovery needs of one running call. Written in line, deleted when the call ends. */
export type JournalEntry = {
  callId: string
  channelId: string
  kind: 'inbound' | 'phone' | 'return' | 'test'
  flowId: string
  flowVersion: number
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
  /** Any of the columns that became known. */
  update(
    callId: string,
    change: Partial<{
      answeredAt: number
      endedAt: number
      outcome: string
      queueId: string
      operatorId: string
      waitMs: number
      talkMs: number
      recording: string
      disposition: string
      note: string
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
  /** Requests that are not done or expired, oldest first. */
  open(queueId?: string): Callback[]
  save(callback: Callback): void
}

export interface VoicemailStore {
  /** The same id twice is one message. */
  add(message: Voicemail): void
  get(id: string): Voicemail | null
  save(message: Voicemail): void
  countNew(mailboxId: string): number
}

export interface Outbox {
  /** Durable before it returns; the same id twice is one delivery. Never throws for what the URL answers. */
  post(request: { id: string; callId: string; url: string; headers: Record<string, string>; body: string }): void
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

export interface FlowSource {
  /** The published version in force; null when the flow was never published. */
  published(flowId: string): { version: number; document: FlowDocument } | null
  version(flowId: string, version: number): FlowDocument | null
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
  media: MediaStore
  journal: Journal
  callLog: CallLog
  callbacks: CallbackStore
  voicemails: VoicemailStore
  outbox: Outbox
  pins: Pins
  lockouts: LockoutStore
  flows: FlowSource
  config: () => OfficeConfig
  log: Log
}
