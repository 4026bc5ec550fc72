// Simulated telephony: the same port as Asterisk's, on whatever clock it is given. Callers press keys, phones ring and answer by script.
import {
  type BridgeInfo,
  type ChannelInfo,
  type Clock,
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
  type Timer,
} from '../../engine/ports.ts'
import { endpointOf, phoneOf, sourceOf } from '../ari/endpoints.ts'
import { openSimLine, type SimLine } from './mediaLine.ts'
import { causes, SimCaller, type SimChannel, type SimPhone } from './people.ts'

type Playback = { id: string; target: Target; timer: Timer | null }
/** What takes a forwarded call, and how long whoever answers thinks about it, ms. */
const takeKey = '1'
const takeMs = 2000
type Recording = RecordOptions & { startedAt: number; timer: Timer | null }

export class SimTelephony implements Telephony {
  connected = false
  readonly channels = new Map<string, SimChannel>()
  readonly bridges = new Map<string, BridgeInfo>()
  readonly phones = new Map<string, SimPhone>()
  readonly lines = new Set<SimLine>()
  readonly lamps = new Map<string, boolean>()
  /** What every channel says of its sound. */
  figures: SoundFigures | null = null
  /** Recordings that ended with sound in them: name → whole seconds. */
  readonly stored = new Map<string, number>()
  /** Media that Asterisk would not find. */
  readonly unplayable = new Set<string>()
  /** Contexts that the dialplan does not have. */
  readonly unknownContexts = new Set<string>()
  /** Commands in order, for tests of what must not happen twice. */
  readonly commands: string[] = []
  keepCommands = true
  /** How long the media take to play, ms. */
  lasts: (media: readonly string[]) => number = (media) => media.length * 1000
  instance: PbxInstance = { id: 'sim', startedAt: '1', version: 'simulated' }
  private readonly clock: Clock
  private readonly listeners = new Set<(event: TelephonyEvent) => void>()
  private readonly playbacks = new Map<string, Playback>()
  private readonly recordings = new Map<string, Recording>()
  /** Channels whose telephones hold. */
  private readonly holding = new Set<string>()
  private count = 0

  constructor(clock: Clock) {
    this.clock = clock
  }

  // ── people ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Someone dials `to` from outside (`in`) or from one of our phones (`phone`). */
  /** `asserted`: the header in which a trusted network says who withholds the number. */
  call(
    to: string,
    from = '+4930123456',
    options: { kind?: 'in' | 'phone'; endpoint?: string; name?: string; asserted?: string } = {},
  ): SimCaller {
    const channel = this.newChannel(`in-${++this.count}`, options.endpoint ?? 'PJSIP/trunk-t1', {
      state: 'ring',
      callerNumber: from,
      callerName: options.name ?? '',
      exten: to,
    })
    const caller = new SimCaller(this, channel)
    channel.person = caller
    this.emit({ type: 'entered', channel: channel.info, args: [options.kind ?? 'in', to, '', options.asserted ?? ''] })
    return caller
  }
  /** A registered telephone and how it behaves when it rings; `201/a` and `201/b` are two desk phones of one extension. */
  phone(endpoint: string, behaviour: SimPhone): void {
    this.phones.set(endpoint, behaviour)
    this.tellPhone(endpoint, true)
  }
  unregister(endpoint: string): void {
    this.phones.delete(endpoint)
    this.tellPhone(endpoint, false)
  }
  private tellPhone(endpoint: string, online: boolean): void {
    const device = phoneOf(endpoint.replace(/\/.*$/, ''))
    if (device) this.emit({ type: 'phone', device, online: online || this.registeredAs(device).length > 0 })
  }
  /** The names of what is registered as that telephone. */
  private registeredAs(device: Device): string[] {
    const name = endpointOf({ kind: 'phone', ...device }).replace(/^PJSIP\//, '')
    return [...this.phones.keys()].filter((each) => each === name || each.startsWith(`${name}/`))
  }
  newChannel(id: string, endpoint: string, info: Partial<ChannelInfo>): SimChannel {
    const channel: SimChannel = {
      info: {
        id,
        name: `${endpoint}-${++this.count}`,
        ...sourceOf(`${endpoint}-`),
        state: 'down',
        callerNumber: '',
        callerName: '',
        exten: '',
        sipCallId: `sip-${id}`,
        callId: null,
        role: null,
        ...info,
      },
      endpoint,
      bridge: null,
      timer: null,
      music: false,
      heard: [],
      person: null,
    }
    this.channels.set(id, channel)
    return channel
  }
  emit(event: TelephonyEvent): void {
    if (event.type === 'held') this.holding.add(event.channelId)
    if (event.type === 'resumed' || event.type === 'ended') this.holding.delete(event.channelId)
    for (const listener of this.listeners) listener(event)
  }
  /** The channel ends, by whoever. */
  end(id: string, cause: { cause: number; sip: number | null }): void {
    const channel = this.channels.get(id)
    if (!channel) return
    this.channels.delete(id)
    channel.timer?.cancel()
    for (const playback of [...this.playbacks.values()])
      if ('channel' in playback.target && playback.target.channel === id) this.endPlayback(playback, false)
    for (const recording of [...this.recordings.values()])
      if ('channel' in recording.target && recording.target.channel === id) this.endRecording(recording)
    if (channel.bridge) this.takeOut(channel)
    channel.person?.ended(cause)
    for (const other of [...this.channels.values()]) if (other.endpoint === `Snoop/${id}`) this.end(other.info.id, cause)
    this.emit({ type: 'ended', channelId: id, ...cause })
  }

  // ── the port ───────────────────────────────────────────────────────────────────────────────────────────────

  onEvent(listener: (event: TelephonyEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  async open(): Promise<PbxInstance> {
    this.connected = true
    this.emit({ type: 'connected', instance: this.instance })
    return this.instance
  }
  async close(): Promise<void> {
    this.connected = false
  }
  private note(...words: string[]): void {
    if (this.keepCommands) this.commands.push(words.join(' '))
  }
  private at(id: string, doing: string): SimChannel {
    const channel = this.channels.get(id)
    if (!channel) throw new TelephonyError('notFound', doing, `no channel ${id}`)
    return channel
  }
  async answer(id: string): Promise<void> {
    this.note('answer', id)
    const channel = this.at(id, 'answer')
    channel.info.state = 'up'
    channel.person?.answered?.()
  }
  async ring(id: string): Promise<void> {
    this.at(id, 'ring')
  }
  async openEarly(id: string): Promise<void> {
    this.note('openEarly', this.at(id, 'open the sound').info.id)
  }
  async hangup(id: string, reason: HangupReason): Promise<void> {
    this.note('hangup', id, reason)
    this.end(id, causes[reason])
  }
  async giveBack(id: string): Promise<void> {
    this.note('giveBack', id)
    this.end(id, causes.normal)
  }
  async continueIn(id: string, { context, extension, priority }: DialplanPlace): Promise<void> {
    this.at(id, 'continue')
    this.note('continueIn', id, context, extension, priority)
    if (this.unknownContexts.has(context)) throw new TelephonyError('notFound', 'continue', `no ${extension} in ${context}`)
    this.end(id, causes.normal)
  }
  async originate(request: Originate): Promise<void> {
    const dialled = endpointOf(request.to)
    this.note('originate', dialled)
    const endpoint = dialled.replace(/^PJSIP\//, '')
    const outside = endpoint.includes('@')
    const first = [...this.phones.keys()].find((name) => name.startsWith(`${endpoint}/`)) ?? (outside ? '*' : '')
    const phone = this.phones.get(endpoint) ?? this.phones.get(first)
    if (!phone) throw new TelephonyError('refused', 'originate', `${endpoint} is not registered`)
    const channel = this.newChannel(request.channelId, dialled, {
      callerNumber: request.callerId.number,
      callerName: request.callerId.name,
      callId: request.callId,
      role: request.role,
      state: 'ringing',
    })
    channel.timer = this.clock.after(request.timeoutSeconds * 1000, () => this.end(request.channelId, { cause: 19, sip: null }))
    this.clock.after(5, () => this.ringPhone(channel, phone, request.forwarded?.confirm === true))
  }
  private ringPhone(channel: SimChannel, phone: SimPhone, asked: boolean): void {
    if (!this.channels.has(channel.info.id)) return
    const { does, afterMs = 1000, early, cause, takes } = phone.rings(channel)
    if (does === 'nothing') return
    if (early) this.emit({ type: 'earlySound', channelId: channel.info.id })
    this.emit({ type: 'ringing', channelId: channel.info.id })
    if (does === 'ring') return
    this.clock.after(afterMs, () => {
      if (!this.channels.has(channel.info.id)) return
      if (cause) this.end(channel.info.id, cause)
      else if (does === 'busy' || does === 'reject') this.end(channel.info.id, causes[does === 'busy' ? 'busy' : 'rejected'])
      else this.pickUp(channel, asked && takes ? takeKey : '')
    })
  }
  /** The phone behind the channel is taken. */
  pickUp(channel: SimChannel, key = ''): void {
    channel.timer?.cancel()
    channel.info.state = 'up'
    this.emit({ type: 'answered', channelId: channel.info.id })
    this.emit({ type: 'entered', channel: channel.info, args: ['leg'] })
    if (key) this.clock.after(takeMs, () => this.emit({ type: 'digit', channelId: channel.info.id, digit: key }))
  }
  async setVariable(): Promise<void> {}
  async sipHeaders(): Promise<Record<string, string>> {
    return {}
  }
  async isHolding(id: string): Promise<boolean> {
    return this.holding.has(this.at(id, 'look whether it holds').info.id)
  }
  async sendDigits(id: string, _digits: string): Promise<void> {
    this.at(id, 'send digits')
  }

  async play(target: Target, id: string, media: string[]): Promise<void> {
    const channel = 'channel' in target ? this.at(target.channel, 'play') : null
    if (channel) channel.heard.push(...media.filter((uri) => !this.unplayable.has(uri)))
    this.note('play', ...media)
    const endless = media.some((uri) => uri.startsWith('tone:'))
    const playback: Playback = { id, target, timer: null }
    this.playbacks.set(id, playback)
    if (media.some((uri) => this.unplayable.has(uri)))
      playback.timer = this.clock.after(0, () => this.endPlayback(playback, false))
    else if (!endless) playback.timer = this.clock.after(this.lasts(media), () => this.endPlayback(playback, true))
  }
  private endPlayback(playback: Playback, ok: boolean): void {
    playback.timer?.cancel()
    if (this.playbacks.delete(playback.id)) this.emit({ type: 'playbackEnded', playbackId: playback.id, ok })
  }
  async stopPlayback(id: string): Promise<void> {
    const playback = this.playbacks.get(id)
    if (playback) this.endPlayback(playback, false)
  }
  async isPlaying(id: string): Promise<boolean> {
    return this.playbacks.has(id)
  }
  async startMusic(id: string): Promise<void> {
    this.at(id, 'music').music = true
  }
  async stopMusic(id: string): Promise<void> {
    this.at(id, 'music').music = false
  }
  async mute(): Promise<void> {}

  async createBridge(id: string, kind: 'mixing' | 'holding', name: string): Promise<void> {
    this.note('bridge', kind)
    if (this.bridges.has(id)) throw new TelephonyError('conflict', 'create a bridge', `${id} exists`)
    this.bridges.set(id, { id, name, channels: [] })
  }
  async destroyBridge(id: string): Promise<void> {
    for (const recording of [...this.recordings.values()])
      if ('bridge' in recording.target && recording.target.bridge === id) this.endRecording(recording)
    for (const channel of this.channels.values()) if (channel.bridge === id) channel.bridge = null
    this.bridges.delete(id)
  }
  async join(id: string, channelIds: string[]): Promise<void> {
    const bridge = this.bridges.get(id)
    if (!bridge) throw new TelephonyError('notFound', 'join', `no bridge ${id}`)
    for (const channelId of channelIds) {
      const channel = this.at(channelId, 'join')
      if (channel.bridge) this.takeOut(channel)
      channel.bridge = id
      bridge.channels.push(channelId)
    }
  }
  private takeOut(channel: SimChannel): void {
    const bridge = channel.bridge ? this.bridges.get(channel.bridge) : undefined
    if (bridge) bridge.channels = bridge.channels.filter((id) => id !== channel.info.id)
    channel.bridge = null
  }
  async leave(_id: string, channelIds: string[]): Promise<void> {
    for (const channelId of channelIds) this.takeOut(this.at(channelId, 'leave'))
  }
  async startBridgeMusic(): Promise<void> {}
  async stopBridgeMusic(): Promise<void> {}

  async record(options: RecordOptions): Promise<void> {
    this.note('record')
    if ('channel' in options.target) this.at(options.target.channel, 'record')
    const recording: Recording = { ...options, startedAt: this.clock.now(), timer: null }
    if (options.maxSeconds) recording.timer = this.clock.after(options.maxSeconds * 1000, () => this.endRecording(recording))
    this.recordings.set(options.name, recording)
  }
  private endRecording(recording: Recording): void {
    recording.timer?.cancel()
    if (!this.recordings.delete(recording.name)) return
    const seconds = Math.round((this.clock.now() - recording.startedAt) / 1000)
    if (seconds > 0) this.stored.set(recording.name, seconds)
    this.emit({ type: 'recordingEnded', name: recording.name, ok: true, seconds })
  }
  async stopRecording(name: string): Promise<void> {
    const recording = this.recordings.get(name)
    if (!recording) throw new TelephonyError('notFound', 'stop a recording', name)
    this.endRecording(recording)
  }
  async discardRecording(name: string): Promise<void> {
    this.recordings.delete(name)
  }
  async pauseRecording(): Promise<void> {}
  async isRecording(name: string): Promise<boolean> {
    return this.recordings.has(name)
  }
  async snoop({ channelId, snoopId, callId }: { channelId: string; snoopId: string; callId: string }): Promise<void> {
    const target = `Snoop/${this.at(channelId, 'snoop').info.id}`
    this.emit({ type: 'entered', channel: this.newChannel(snoopId, target, { state: 'up', callId }).info, args: ['snoop'] })
  }
  openLine(options: MediaLineOptions): Promise<MediaLine> {
    return openSimLine(this.lines, this.channels, options)
  }
  async transferProgress(): Promise<void> {}
  async soundFigures(): Promise<SoundFigures | null> {
    return this.figures
  }
  async setLamp(mailboxId: string, messages: number): Promise<void> {
    this.lamps.set(mailboxId, messages > 0)
  }
  async setLoginLamp(extension: string, on: boolean): Promise<void> {
    this.lamps.set(`login${extension}`, on)
  }
  async onlinePhones(): Promise<Device[]> {
    const names = new Set([...this.phones.keys()].map((name) => name.replace(/\/.*$/, '')))
    return [...names].flatMap((name) => phoneOf(name) ?? [])
  }
  async registrations(device: Device): Promise<string[]> {
    return this.registeredAs(device).flatMap((name) => name.split('/')[1] ?? [])
  }
  async snapshot() {
    return {
      instance: this.instance,
      channels: [...this.channels.values()].map((channel) => ({ ...channel.info })),
      bridges: [...this.bridges.values()].map((bridge) => ({ ...bridge, channels: [...bridge.channels] })),
    }
  }
}
