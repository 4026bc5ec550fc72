// What a running call stands on, in four parts: the channels, the office, sound, what is written down. A module takes the part it uses.
import type { HoursOverride, OfficeConfig } from '../../../shared/domain/office.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import type { FlowSource, Ports, TrunkStates } from '../ports.ts'
import type { Channels } from './channels.ts'
import type { Phones } from './phones.ts'
import type { PickUps } from './pickUps.ts'

/** Commands to channels, word of them, and the time in which both happen. */
export type PbxContext = Pick<Ports, 'telephony' | 'clock' | 'chance' | 'log'> & {
  readonly channels: Channels
  /** Work that outlives its call for a moment (a recording being stored); the engine waits for it when it stops. */
  background(work: Promise<unknown>): void
}

/** How many calls the office makes to numbers outside. */
export interface OutboundLimits {
  /** Throws DialError `tooMany`. */
  check(country: string, abroad: boolean): void
  /** A call goes out. */
  made(country: string): void
}

/** The office as it is configured now, and which of its telephones are there. */
export type OfficeContext = {
  readonly config: OfficeConfig
  readonly flows: FlowSource
  /** The telephones that are there now. */
  readonly phones: Phones
  /** What rings now and may be taken by another phone. */
  readonly pickUps: PickUps
  readonly limits: OutboundLimits
  readonly trunkStates: TrunkStates
  /** How many calls a trunk carries now. */
  trunkCalls(trunkId: string): number
  override(name: string): HoursOverride | undefined
  /** Whether the person there is not to be disturbed, and whether one of their telephones is in a call. */
  standing(extension: string): { doNotDisturb: boolean; inCall: boolean }
}

/** What callers hear, and what is heard of them. */
export type SoundContext = Pick<Ports, 'media' | 'speech' | 'recogniser' | 'webAudio' | 'streams'> & {
  /** Rendered speech by text, so that a prompt is rendered once. */
  readonly spoken: Map<string, { uri: string; ms: number }>
}

/** Where a call is written down. */
export type RecordsContext = Pick<Ports, 'callLog' | 'journal' | 'identities'>

/** What the last reconciliation found in Asterisk. */
export type FoundContext = {
  /** Which bridge a channel was in. */
  readonly bridged: Map<string, string>
  readonly alive: Map<string, { up: boolean; sipCallId: string | null }>
}

/** A phone of an extension rings or talks in a call. */
export type Engagement = { callId: string; state: 'ringing' | 'up' }

/** Who is told of what happens to a call. */
export interface CallObserver {
  /** Something that consoles see of it changed. */
  callChanged(callId: string): void
  traced(event: TraceEvent): void
  /** A phone of that extension rings, talks, or (null) is done. */
  engage(extension: string, channelId: string, engagement: Engagement | null): void
  /** The phone on that channel of the call asked by REFER for the other party to go on to `to`, or to its other channel. */
  referred(callId: string, channelId: string, to: string, toChannelId: string | null): void
  /** Writes down that the call goes on at `to`, before whatever runs is interrupted. */
  planRedirect(callId: string, to: string): void
}

export type CallContext = {
  readonly pbx: PbxContext
  readonly office: OfficeContext
  readonly sound: SoundContext
  readonly records: RecordsContext
  readonly found: FoundContext
  readonly observer: CallObserver
}
