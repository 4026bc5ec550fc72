// The engine's Telephony port on Asterisk's REST interface.

import { z } from 'zod'
import {
  type BridgeInfo,
  type ChannelInfo,
  type Device,
  type DialplanPlace,
  type HangupReason,
  type MediaLine,
  type MediaLineOptions,
  type Originate,
  type PbxInstance,
  type RecordOptions,
  type SoundFigures,
  type Target,
  type Telephony,
  TelephonyError,
  type TelephonyEvent,
} from '../../engine/ports.ts'
import type { AriAccess } from './access.ts'
import { AriCommands } from './commands.ts'
import { phoneOf } from './endpoints.ts'
import { AriLegs } from './legs.ts'
import { AriLines } from './lines.ts'
import { PROGRESS, REASONS } from './mapping.ts'
import { playableMedia, stopsItemByItem } from './media.ts'
import type { AriOperations } from './operations.ts'
import { listEndpoints } from './presence.ts'
import { AriRegistrations } from './registrations.ts'
import { AriSession } from './session.ts'
import { bridgeName, readSnapshot } from './snapshot.ts'

const MOST_STOPS = 20
/** The dialplan asks for it after Stasis(): see electron/adapters/pbx/config/dialplan.ts. */
const GIVEN_BACK = 'CB_GIVEN_BACK'

const variable = z.object({ value: z.string() })
/** Jitter in seconds. A channel without RTP has none of it. */
const rtpStatistics = z.object({ rxcount: z.number(), rxploss: z.number(), rxjitter: z.number().default(0) })

/** Calls on a real Asterisk. Every command rejects with TelephonyError only. */
export class AriTelephony extends AriCommands implements Telephony {
  private readonly app: string
  private readonly messageLamps: boolean
  private told = 0
  private readonly mediaUri: (uri: string) => string
  private readonly lines: AriLines
  private readonly legs: AriLegs
  private readonly registered: AriRegistrations
  /** Playbacks of which a stop ends only the current item. */
  private readonly stubborn = new Set<string>()

  constructor(access: AriAccess) {
    super(new AriSession(access))
    this.app = access.app
    this.messageLamps = access.messageLamps ?? false
    this.mediaUri = access.mediaUri ?? ((uri) => uri)
    this.lines = new AriLines(this.session, access)
    this.legs = new AriLegs(this.session, access.app)
    this.registered = new AriRegistrations(this.session, access.app)
    this.session.onEvent((event) => {
      if (event.type === 'playbackEnded') this.stubborn.delete(event.playbackId)
    })
  }

  get connected(): boolean {
    return this.session.connected
  }

  /** Channels remembered; 0 when no call is left. For tests of leaks. */
  get rememberedChannels(): number {
    return this.session.translator.size
  }

  onEvent(listener: (event: TelephonyEvent) => void): () => void {
    return this.session.onEvent(listener)
  }

  /** Resolves at the first connection. Rejects with `refused` for a wrong user or password; anything else is tried again for ever. */
  open(): Promise<PbxInstance> {
    return this.session.open()
  }

  close(): Promise<void> {
    return this.session.close()
  }

  // ── one channel ────────────────────────────────────────────────────────────

  answer(channelId: string): Promise<void> {
    return this.does(`answering ${channelId}`, [channelId], (ari) => ari.channels.answer({ channelId }))
  }

  ring(channelId: string): Promise<void> {
    return this.does(`ringing ${channelId}`, [channelId], (ari) => ari.channels.ring({ channelId }))
  }

  openEarly(channelId: string): Promise<void> {
    const doing = `opening the sound to ${channelId}`
    return this.does(doing, [channelId], async (ari) => {
      if (!ari.channels.progress) throw new TelephonyError('badRequest', doing, 'this Asterisk has no progress')
      return ari.channels.progress({ channelId })
    })
  }

  hangup(channelId: string, reason: HangupReason): Promise<void> {
    return this.ends(`hanging up ${channelId}`, [channelId], (ari) => ari.channels.hangup({ channelId, reason: REASONS[reason] }))
  }

  async giveBack(channelId: string): Promise<void> {
    const doing = `handing ${channelId} back to the dialplan`
    await this.ends(doing, [channelId], (ari) => ari.channels.setChannelVar({ channelId, variable: GIVEN_BACK, value: '1' }))
    await this.ends(doing, [channelId], (ari) => ari.channels.continueInDialplan({ channelId }))
  }

  async continueIn(channelId: string, { context, extension, priority }: DialplanPlace): Promise<void> {
    const doing = `handing ${channelId} to ${context},${extension},${priority}`
    // Where there is no such place Asterisk would hang up.
    if (!(await this.hasPlace(channelId, `${context},${extension},${priority}`)))
      throw new TelephonyError('notFound', doing, 'the dialplan has no such place')
    const where = /^\d+$/.test(priority) ? { priority: Number(priority) } : { label: priority }
    await this.does(doing, [channelId], (ari) => ari.channels.continueInDialplan({ channelId, context, extension, ...where }))
  }

  /** An Asterisk without the function that tells is taken to have it. */
  private hasPlace(channelId: string, place: string): Promise<boolean> {
    return this.getVariable(channelId, `DIALPLAN_EXISTS(${place})`).then(
      (found) => found === '1',
      (error: unknown) => error instanceof TelephonyError && error.code === 'notFound',
    )
  }

  originate(request: Originate): Promise<void> {
    return this.legs.start(request)
  }

  setVariable(channelId: string, name: string, value: string): Promise<void> {
    return this.does(`setting ${name} of ${channelId}`, [channelId], (ari) =>
      ari.channels.setChannelVar({ channelId, variable: name, value }),
    )
  }

  async sipHeaders(channelId: string, prefixes: readonly string[], most: number): Promise<Record<string, string>> {
    const value = (name: string) =>
      this.getVariable(channelId, name).catch((error: unknown) => {
        if (error instanceof TelephonyError) return '' // the channel has none, or is gone
        throw error
      })
    const lists = await Promise.all(prefixes.map((prefix) => value(`PJSIP_HEADERS(${prefix})`)))
    const names = [...new Set(lists.flatMap((list) => list.split(',').map((name) => name.trim())))].filter(Boolean).slice(0, most)
    const values = await Promise.all(names.map((name) => value(`PJSIP_HEADER(read,${name})`)))
    return Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']))
  }

  private async getVariable(channelId: string, name: string): Promise<string> {
    const read = (ari: AriOperations) => ari.channels.getChannelVar({ channelId, variable: name })
    return variable.parse(await this.session.command(`reading ${name} of ${channelId}`, [channelId], read)).value
  }

  async isHolding(channelId: string): Promise<boolean> {
    // Of the telephone's last offer; `onhold` would tell whether the others were told.
    return (await this.getVariable(channelId, 'CHANNEL(rtp,hold)')) === '1'
  }

  async soundFigures(channelId: string): Promise<SoundFigures | null> {
    const read = (ari: AriOperations) => ari.channels.rtpstatistics({ channelId })
    const found = rtpStatistics.safeParse(await this.session.command(`reading figures of ${channelId}`, [channelId], read))
    if (!found.success) return null
    const { rxcount, rxploss, rxjitter } = found.data
    return { received: rxcount, lost: rxploss, jitterMs: rxjitter * 1000 }
  }

  sendDigits(channelId: string, digits: string): Promise<void> {
    const parameters = { channelId, dtmf: digits, between: 100, duration: 100 }
    return this.does(`sending keys to ${channelId}`, [channelId], (ari) => ari.channels.sendDTMF(parameters))
  }

  mute(channelId: string, direction: 'in' | 'out' | 'both', muted: boolean): Promise<void> {
    const parameters = { channelId, direction }
    return this.does(`muting ${channelId}`, [channelId], (ari) =>
      muted ? ari.channels.mute(parameters) : ari.channels.unmute(parameters),
    )
  }

  startMusic(channelId: string, musicClass?: string): Promise<void> {
    return this.does(`starting music for ${channelId}`, [channelId], (ari) =>
      ari.channels.startMoh({ channelId, mohClass: musicClass }),
    )
  }

  stopMusic(channelId: string): Promise<void> {
    const stopped = this.ends(`stopping music for ${channelId}`, [channelId], (ari) => ari.channels.stopMoh({ channelId }))
    void this.lines.sound.again(channelId)
    return stopped
  }

  snoop(options: Parameters<Telephony['snoop']>[0]): Promise<void> {
    const { channelId, snoopId, spy, whisper, callId } = options
    const parameters = { channelId, snoopId, spy, whisper, app: this.app, appArgs: `snoop,${callId}` }
    this.session.translator.expect(snoopId)
    return this.does(`listening to ${channelId}`, [channelId], (ari) => ari.channels.snoopChannelWithId(parameters)).catch(
      (error) => {
        this.session.translator.forget(snoopId)
        throw error
      },
    )
  }

  openLine(options: MediaLineOptions): Promise<MediaLine> {
    return this.lines.begin(options)
  }

  async transferProgress(channelId: string, state: 'trying' | 'success' | 'failed'): Promise<void> {
    const doing = `answering a transfer of ${channelId}`
    await this.does(doing, [channelId], async (ari) => {
      if (!ari.channels.transfer_progress) throw new TelephonyError('badRequest', doing, 'this Asterisk has no transfer_progress')
      return ari.channels.transfer_progress({ channelId, states: PROGRESS[state] })
    })
  }

  // ── sound ──────────────────────────────────────────────────────────────────

  async play(target: Target, playbackId: string, media: string[]): Promise<void> {
    const doing = `playing to ${idOf(target)}`
    const list = playableMedia(doing, media).map(this.mediaUri)
    const body = JSON.stringify({ media: list }) // in a query a comma inside a tone would split it
    if (stopsItemByItem(list)) this.stubborn.add(playbackId)
    if ('channel' in target) this.lines.sound.prompt(target.channel, playbackId)
    await this.does(doing, [idOf(target)], (ari) =>
      'channel' in target
        ? ari.channels.playWithId({ channelId: target.channel, playbackId, body })
        : ari.bridges.playWithId({ bridgeId: target.bridge, playbackId, body }),
    )
  }

  async stopPlayback(playbackId: string): Promise<void> {
    const stop = () => this.ends(`stopping playback ${playbackId}`, [], (ari) => ari.playbacks.stop({ playbackId }))
    await stop()
    if (!this.stubborn.delete(playbackId)) return
    for (let i = 0; i < MOST_STOPS && (await this.isPlaying(playbackId)); i++) await stop()
  }

  isPlaying(playbackId: string): Promise<boolean> {
    const doing = `looking for playback ${playbackId}`
    return this.isRunning(doing, ['queued', 'playing', 'paused'], (ari) => ari.playbacks.get({ playbackId }))
  }

  async record(options: RecordOptions): Promise<void> {
    const { target, name, maxSeconds, silenceSeconds, terminateOn = 'none', beep = false } = options
    const limits = { maxDurationSeconds: maxSeconds, maxSilenceSeconds: silenceSeconds, ifExists: 'fail' }
    const parameters = { name, format: 'wav', ...limits, beep, terminateOn }
    await this.does(`recording ${idOf(target)}`, [idOf(target)], (ari) =>
      'channel' in target
        ? ari.channels.record({ channelId: target.channel, ...parameters })
        : ari.bridges.record({ bridgeId: target.bridge, ...parameters }),
    )
  }

  stopRecording(name: string): Promise<void> {
    return this.endsRecording(`ending recording ${name}`, name, (ari) => ari.recordings.stop({ recordingName: name }))
  }

  async discardRecording(name: string): Promise<void> {
    await this.endsRecording(`discarding recording ${name}`, name, (ari) => ari.recordings.cancel({ recordingName: name }))
    await this.ends(`deleting recording ${name}`, [name], (ari) => ari.recordings.deleteStored({ recordingName: name }))
  }

  pauseRecording(name: string, paused: boolean): Promise<void> {
    const parameters = { recordingName: name }
    return this.does(`pausing recording ${name}`, [name], (ari) =>
      paused ? ari.recordings.pause(parameters) : ari.recordings.unpause(parameters),
    )
  }

  isRecording(name: string): Promise<boolean> {
    const doing = `looking for recording ${name}`
    return this.isRunning(doing, ['queued', 'recording', 'paused'], (ari) => ari.recordings.getLive({ recordingName: name }))
  }

  // ── bridges ────────────────────────────────────────────────────────────────

  createBridge(bridgeId: string, kind: 'mixing' | 'holding', name: string): Promise<void> {
    // Plain mixing of two phones goes native and delivers no keys.
    const parameters = { bridgeId, type: kind === 'mixing' ? 'mixing,dtmf_events' : 'holding', name: bridgeName(this.app, name) }
    return this.does(`making bridge ${bridgeId}`, [bridgeId], (ari) => ari.bridges.createWithId(parameters))
  }

  destroyBridge(bridgeId: string): Promise<void> {
    const doing = `removing bridge ${bridgeId}`
    return this.ends(doing, [bridgeId], (ari) => ari.bridges.destroy({ bridgeId }), ['notFound', 'conflict']) // 409: known, but gone
  }

  async join(bridgeId: string, channelIds: string[], options: { absorbDigits?: boolean; mute?: boolean } = {}): Promise<void> {
    const parameters = { bridgeId, channel: channelIds.join(','), absorbDTMF: options.absorbDigits, mute: options.mute }
    await this.lines.sound.bridged(bridgeId, channelIds)
    return this.does(`joining ${channelIds.join()}`, [bridgeId, ...channelIds], (ari) => ari.bridges.addChannel(parameters))
  }

  async leave(bridgeId: string, channelIds: string[]): Promise<void> {
    const parameters = { bridgeId, channel: channelIds.join(',') }
    const work = this.does(`parting ${channelIds.join()}`, [bridgeId, ...channelIds], (ari) =>
      ari.bridges.removeChannel(parameters),
    )
    await work.catch((error: TelephonyError) => {
      const already = error.code === 'notFound' || error.code === 'conflict' || /\((400|422)\)$/.test(error.message)
      if (!already) throw error // 400 and 422: no such channel, or not in this bridge
    })
  }

  startBridgeMusic(bridgeId: string, musicClass?: string): Promise<void> {
    return this.does(`starting music in ${bridgeId}`, [bridgeId], (ari) =>
      ari.bridges.startMoh({ bridgeId, mohClass: musicClass }),
    )
  }

  stopBridgeMusic(bridgeId: string): Promise<void> {
    return this.ends(`stopping music in ${bridgeId}`, [bridgeId], (ari) => ari.bridges.stopMoh({ bridgeId }))
  }

  // ── the office ─────────────────────────────────────────────────────────────

  async setLamp(mailboxId: string, messages: number): Promise<void> {
    await this.switchLamp(`vm${mailboxId}`, messages > 0)
    if (this.messageLamps) await this.tellMessages(mailboxId, messages)
  }

  /** By the dialplan: Debian's Asterisk has no mailboxes in ARI. */
  private tellMessages(mailboxId: string, messages: number): Promise<void> {
    const told = { CB_MAILBOX: mailboxId, CB_MESSAGES: String(messages) }
    return this.does(`telling of messages in ${mailboxId}`, [`messages ${mailboxId}`], (ari) =>
      ari.channels.originateWithId({
        channelId: `${this.app}-lamp-${Date.now()}-${++this.told}`,
        ...{ endpoint: 'Local/wait@message-lamp/n', context: 'message-lamp', extension: 'tell', priority: 1 },
        ...{ timeout: 5, variables: told },
      }),
    )
  }

  setLoginLamp(extension: string, on: boolean): Promise<void> {
    return this.switchLamp(`login${extension}`, on)
  }

  private switchLamp(name: string, on: boolean): Promise<void> {
    const parameters = { deviceName: `Stasis:${name}`, deviceState: on ? 'INUSE' : 'NOT_INUSE' }
    return this.does(`switching the lamp ${name}`, [parameters.deviceName], (ari) => ari.deviceStates.update(parameters))
  }

  async onlinePhones(): Promise<Device[]> {
    const list = await listEndpoints((doing, run) => this.session.command(doing, [], run))
    return list.filter(({ state }) => state === 'online').flatMap(({ resource }) => phoneOf(resource) ?? [])
  }

  registrations(device: Device, near: string | null): Promise<string[]> {
    return this.registered.of(device, near)
  }

  /** Legs that a host before this one created, and of which nobody knows whether they were dialled, are removed. */
  async snapshot(): Promise<{ instance: PbxInstance; channels: ChannelInfo[]; bridges: BridgeInfo[] }> {
    const instance = this.session.identity
    const remembered = this.session.translator.known()
    const { channels, bridges, present } = await readSnapshot(this.session, this.app)
    const undialled = channels.filter((channel) => isLeg(channel) && channel.state === 'down' && !remembered.includes(channel.id))
    await Promise.all(undialled.map(({ id }) => this.hangup(id, 'normal')))
    const there = channels.filter((channel) => !undialled.includes(channel))
    for (const { id, state, ...info } of there) this.session.translator.expect(id, state, isLeg(info))
    this.session.reconciled(remembered.filter((id) => !present.has(id) && !this.legs.isStarting(id)))
    return { instance, channels: this.lines.without(there), bridges: this.lines.without(bridges) }
  }
}

/** A channel we made, as opposed to one that came in. */
const isLeg = ({ role }: { role: string | null }): boolean => role !== null

const idOf = (target: Target): string => ('channel' in target ? target.channel : target.bridge)
