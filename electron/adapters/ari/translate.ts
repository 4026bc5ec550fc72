// From ARI's frames to the engine's events. ARI repeats itself and leaves things out; the engine is told once.

import type { ChannelInfo, ChannelState, EndCause, TelephonyEvent } from '../../engine/ports.ts'
import { ASKING, sourceOf } from './endpoints.ts'
import type { AriChannel, Frame } from './frames.ts'
import { isLineId } from './lineIds.ts'

/** Q.850 "normal clearing", where ARI said nothing. */
const NORMAL: EndCause = { cause: 16, sip: null }

/** The engine's view of a channel. */
export function channelInfo(channel: AriChannel): ChannelInfo {
  const { CB_CALL, CB_ROLE } = channel.channelvars ?? {}
  return {
    id: channel.id,
    name: channel.name,
    ...sourceOf(channel.name),
    state: stateOf(channel.state),
    callerNumber: channel.caller.number,
    // Of a name that was too long Asterisk leaves the first half of a character.
    callerName: channel.caller.name.replace(/\uFFFD+$/, ''),
    exten: channel.dialplan?.exten ?? '',
    sipCallId: channel.protocol_id || null,
    callId: CB_CALL || null,
    role: CB_ROLE || null,
  }
}

/** Of a REFER's address and of the headers that the dialplan passes on: what may not stand in them is written as `%23` (RFC 3261, 19.1.2). */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray percent sign is no escape.
    return text
  }
}

function stateOf(state: string): ChannelState {
  if (state === 'Up' || state === 'Ringing') return state.toLowerCase() as ChannelState
  return state === 'Ring' || state === 'Dialing' ? 'ring' : 'down'
}

interface Known {
  ringing: boolean
  up: boolean
  /** Sound before the answer was told. */
  early?: true
  cause: EndCause
  /** A leg we dial: it is in our application before anybody has answered, and enters when somebody does. */
  dialled: boolean
}

/** Remembers the channels which are ours, so that each event of each is told at most once. */
export class Translator {
  private readonly channels = new Map<string, Known>()

  /** A channel of ours which may not have told of itself yet (originated, found in a snapshot). */
  expect(channelId: string, state: ChannelState = 'down', dialled = false): void {
    const known = this.channels.get(channelId)
    if (known) known.up ||= state === 'up'
    else this.channels.set(channelId, { ringing: state === 'ringing', up: state === 'up', cause: NORMAL, dialled })
  }

  /** How many channels are remembered. */
  get size(): number {
    return this.channels.size
  }

  /** Ids of all remembered channels. */
  known(): string[] {
    return [...this.channels.keys()]
  }

  /** Forgets a channel without telling. */
  forget(channelId: string): void {
    this.channels.delete(channelId)
  }

  /** What the engine is told of a frame, in order; nothing for repetitions and foreign channels. */
  translate(frame: Frame): TelephonyEvent[] {
    const event = this.eventOf(frame)
    if (!event) return []
    const entering = frame.type === 'ChannelStateChange' && event.type === 'answered' ? this.entering(frame.channel) : undefined
    return entering ? [event, entering] : [event]
  }

  /**
   * A leg of ours into somebody’s dialplan that was told “busy” or “congestion”, with the reason to end it by: the dialplan plays the tone for
   * ten seconds and more before it hangs up (`Busy()`, `Congestion()`, and whenever it has no further step). A telephone or trunk ends by itself.
   */
  refused(frame: Frame): { channelId: string; reason: 'busy' | 'congestion' } | null {
    if (frame.type !== 'Dial' || !frame.peer.name.startsWith('Local/')) return null
    const { id: channelId } = frame.peer
    const known = this.channels.get(channelId)
    if (!known?.dialled || known.up) return null
    if (frame.dialstatus === 'BUSY') return { channelId, reason: 'busy' }
    return frame.dialstatus === 'CONGESTION' ? { channelId, reason: 'congestion' } : null
  }

  private eventOf(frame: Frame): TelephonyEvent | undefined {
    switch (frame.type) {
      case 'StasisStart':
        return this.entered(frame.channel, frame.args)
      case 'StasisEnd':
        return this.left(frame.channel.id)
      case 'ChannelDestroyed':
        return this.ended(frame.channel.id, { cause: frame.cause, sip: sipCause(frame.tech_cause) })
      case 'ChannelHangupRequest':
        // Of a soft request the "cause" is a bit mask of Asterisk's own, no Q.850.
        return frame.soft ? undefined : this.noteCause(frame.channel.id, frame.cause, frame.tech_cause)
      case 'ChannelStateChange':
        return this.stateChanged(frame.channel.id, frame.channel.state)
      case 'Dial':
        if (frame.dialstatus === 'PROGRESS') return this.earlySound(frame.peer.id)
        return frame.dialstatus === 'RINGING' ? this.stateChanged(frame.peer.id, 'Ringing') : undefined
      case 'ChannelDtmfReceived':
        return { type: 'digit', channelId: frame.channel.id, digit: frame.digit }
      case 'ChannelHold':
        return { type: 'held', channelId: frame.channel.id }
      case 'ChannelUnhold':
        return { type: 'resumed', channelId: frame.channel.id }
      case 'ChannelLeftBridge':
        return { type: 'leftBridge', channelId: frame.channel.id, bridgeId: frame.bridge.id }
      case 'ChannelTransfer':
        return frame.state ? undefined : transferRequested(frame) // with a state it only echoes our own progress
      case 'PlaybackFinished':
        return { type: 'playbackEnded', playbackId: frame.playback.id, ok: frame.playback.state === 'done' }
      case 'RecordingFinished':
        return {
          type: 'recordingEnded',
          name: frame.recording.name,
          ok: frame.recording.state === 'done',
          seconds: frame.recording.duration ?? 0,
        }
      case 'RecordingFailed':
        return { type: 'recordingEnded', name: frame.recording.name, ok: false, seconds: 0 }
      case 'EndpointStateChange':
      case 'ApplicationReplaced':
      case 'ChannelUserevent':
        return undefined // the presence socket's and the socket's own business
    }
  }

  private entered(channel: AriChannel, args: string[]): TelephonyEvent | undefined {
    if (isLineId(channel.id) || args[0] === ASKING) return undefined
    this.expect(channel.id, stateOf(channel.state))
    const known = this.channels.get(channel.id)
    if (args[0] === 'leg' && known && channel.state !== 'Up') {
      known.dialled = true
      return undefined
    }
    const info = channelInfo(channel)
    if (args[0] !== 'snoop') return { type: 'entered', channel: info, args: args.map(unescaped) }
    return { type: 'entered', channel: { ...info, role: 'snoop', callId: args[1] ?? null }, args }
  }

  /** A leg we dialled is ours to bridge as soon as somebody has answered. */
  private entering(channel: AriChannel): TelephonyEvent | undefined {
    if (!this.channels.get(channel.id)?.dialled) return undefined
    return { type: 'entered', channel: channelInfo(channel), args: ['leg'] }
  }

  /** A leg that nobody has taken tells why only when it is destroyed. */
  private left(channelId: string): TelephonyEvent | undefined {
    const known = this.channels.get(channelId)
    return known?.dialled && !known.up ? undefined : this.ended(channelId)
  }

  private ended(channelId: string, cause?: EndCause): TelephonyEvent | undefined {
    const known = this.channels.get(channelId)
    if (!known) return undefined
    this.channels.delete(channelId)
    const best = cause && cause.cause > 0 ? { cause: cause.cause, sip: cause.sip ?? known.cause.sip } : known.cause
    return { type: 'ended', channelId, ...best }
  }

  // The request to hang up often knows why; the end that follows does not always.
  private noteCause(channelId: string, cause: number | undefined, techCause: number | undefined): undefined {
    const known = this.channels.get(channelId)
    if (known && cause) known.cause = { cause, sip: sipCause(techCause) }
  }

  private earlySound(channelId: string): TelephonyEvent | undefined {
    const known = this.channels.get(channelId)
    if (!known || known.up || known.early) return undefined
    known.early = true
    return { type: 'earlySound', channelId }
  }

  private stateChanged(channelId: string, state: string): TelephonyEvent | undefined {
    const known = this.channels.get(channelId)
    if (!known || known.up) return undefined
    if (state === 'Up') {
      known.up = true
      return { type: 'answered', channelId }
    }
    if (state !== 'Ringing' || known.ringing) return undefined
    known.ringing = true
    return { type: 'ringing', channelId }
  }
}

const sipCause = (code: number | undefined): number | null => (code && code >= 300 && code < 700 ? code : null)

function transferRequested(frame: Extract<Frame, { type: 'ChannelTransfer' }>): TelephonyEvent {
  const { requested_destination: wanted, destination_channel: channel } = frame.refer_to
  return {
    type: 'transferRequested',
    channelId: frame.referred_by.source_channel.id,
    to: userPart(wanted.destination ?? ''),
    toChannelId: channel?.id ?? null,
  }
}

/** `sip:204@host` → `204`. */
const userPart = (destination: string): string => unescaped(destination.replace(/^<?sips?:/, '').replace(/[@;>?].*$/, ''))
