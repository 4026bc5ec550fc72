// The telephony port: calls as the engine commands them and hears of them. Asterisk and the simulation implement it.

import type { TrunkThere } from '../../shared/domain/trunk.ts'

export type ChannelState = 'down' | 'ring' | 'ringing' | 'up'

/** A telephone of an extension: the softphone in a console, or the one on the desk. */
export type Device = { extension: string; console: boolean }

export type ChannelInfo = {
  id: string
  /** Asterisk's name, e.g. `PJSIP/201-web-00000001`. */
  name: string
  /** The telephone behind it; null for callers from outside and channels of our own. */
  phone: Device | null
  /** The trunk it is a call of; null for telephones and channels of our own. */
  trunkId: string | null
  /** Asterisk's name of what it is a call of; null where that is none of its SIP endpoints. */
  endpoint: string | null
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
  /** The far side of a leg sends sound before it answers; told once. */
  | { type: 'earlySound'; channelId: string }
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
  /** A telephone registered, or is out of reach. */
  | { type: 'phone'; device: Device; online: boolean }
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

/** What is dialled. */
export type DialTarget =
  /** `registration`: one of several desk phones that are registered as the same; without it the first that is reachable. */
  | ({ kind: 'phone'; registration?: string } & Device)
  /** `number` as the trunk wants it. `there`: the trunk is one of the Asterisk’s that others run. */
  | { kind: 'trunk'; trunkId: string; number: string; there?: TrunkThere }
  /** A SIP address without its scheme. */
  | { kind: 'address'; uri: string }
  /** A caller of our own making comes in at the number, presses the keys and speaks when answered. */
  | { kind: 'testCaller'; number: string; keys: string }

/** What a telephone is told of the call that it rings for. */
export type CallNotes = {
  call?: string
  /** Name of the queue that offers the caller. */
  queue?: string
  /** The call that a supervisor is put on. */
  monitors?: string
  /** Handed on to this telephone, or back to it. */
  transfer?: 'to' | 'back'
  /** The parking slot that the caller comes back from. */
  parked?: string
  /** The request that is called back. */
  callback?: string
  /** The telephone's own running call: it answers by itself. */
  resumed?: true
}

/** `withheld`: the number is for the network alone, and shown to nobody. */
export type CallerId = { name: string; number: string; withheld?: true }

export type Originate = {
  /** Chosen by us, journalled before the command. */
  channelId: string
  to: DialTarget
  callerId: CallerId
  timeoutSeconds: number
  /** CB_CALL and CB_ROLE. */
  callId: string
  role: string
  /** The caller's channel the leg is for (codec, linked id). */
  originator?: string
  notes?: CallNotes
  /** It leaves the house because somebody has their calls forwarded: the network is told by Diversion (RFC 5806). */
  forwarded?: { number: string; reason: string; confirm: boolean }
  /** It becomes the caller of a new call: Asterisk records no channel that stands where it left it after a dial. */
  ownCall?: boolean
}

/** A place in Asterisk's dialplan. */
export type DialplanPlace = { context: string; extension: string; priority: string }

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

/** A line to a channel's sound. Ids begin with `lineId`; `hears`: what the party says (`in`) or what they hear (`out`). */
export type MediaLineOptions = {
  lineId: string
  channelId: string
  callId: string
  hears: 'in' | 'out'
  /** What is sent is heard by the party on the channel, over whatever else they hear. */
  speaks: boolean
  /** Samples a second. */
  rate: 8000 | 16_000
  /** 20 ms of 16-bit linear PCM, mono, little-endian. */
  frame(pcm: Uint8Array): void
  /** A mark was reached: everything sent before it has been heard. */
  mark(name: string): void
  /** The channel is gone, or the line broke; not told after `close()`. */
  closed(): void
}
export interface MediaLine {
  /** PCM as in `frame`, of any even length; kept in order and timed by the line. */
  play(pcm: Uint8Array): void
  mark(name: string): void
  /** Drops what was sent and not heard yet. */
  clear(): void
  /** Releases everything; never rejects. */
  close(): Promise<void>
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

/** Of the sound that comes in from a channel: packets, and their jitter. */
export type SoundFigures = { received: number; lost: number; jitterMs: number }

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
  /** A caller who is not answered is to hear what is in the bridge (183). `badRequest`: this telephony cannot. */
  openEarly(channelId: string): Promise<void>
  hangup(channelId: string, reason: HangupReason): Promise<void>
  /** Hands the channel back to the dialplan, which serves it as while the host is down. */
  giveBack(channelId: string): Promise<void>
  /** The channel leaves us and goes on there in the dialplan; `priority`: a number or a label. `notFound`: no such place, or no channel. */
  continueIn(channelId: string, place: DialplanPlace): Promise<void>
  /** `notFound`: the originator is gone; word of that follows, or came already. */
  originate(request: Originate): Promise<void>
  setVariable(channelId: string, name: string, value: string): Promise<void>
  /** Headers of a caller's INVITE whose names begin with one of the prefixes, at most `most`; by name, as they came. */
  sipHeaders(channelId: string, prefixes: readonly string[], most: number): Promise<Record<string, string>>
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

  /** Whether the telephone behind the channel holds the call; asked after the event socket was lost. */
  isHolding(channelId: string): Promise<boolean>

  /** Null for a channel without RTP. */
  soundFigures(channelId: string): Promise<SoundFigures | null>

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
  openLine(options: MediaLineOptions): Promise<MediaLine>
  /** Answers a REFER (`transferRequested`). */
  transferProgress(channelId: string, state: 'trying' | 'success' | 'failed'): Promise<void>

  /** How many new messages a mailbox has: its message-waiting lamps, and the keys that watch `vm<mailbox>`. */
  setLamp(mailboxId: string, messages: number): Promise<void>
  /** Lamp of the key by which an extension's operator logs in and out (`Stasis:login<extension>`). */
  setLoginLamp(extension: string, on: boolean): Promise<void>
  /** The telephones that are registered or reachable now. */
  onlinePhones(): Promise<Device[]>
  /**
   * What is registered as that telephone now, each as `DialTarget` names it. Never rejects; empty when that is not known within half a
   * second. `near`: a channel of the call that is to ring; null where there is none yet.
   */
  registrations(device: Device, near: string | null): Promise<string[]>
  /** All channels and bridges of our application and prefix; never those of others. */
  snapshot(): Promise<{ instance: PbxInstance; channels: ChannelInfo[]; bridges: BridgeInfo[] }>
}
