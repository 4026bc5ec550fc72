// Recovery: after a start, or after the event socket was away, what Asterisk has is joined to what the journal knows.

import { normalizeNumber } from '../../shared/domain/dial.ts'
import { requestCallback } from './callbacks/requests.ts'
import type { Incoming } from './incoming.ts'
import type { AliveChannels } from './nodes/behaviour.ts'
import type { BridgeInfo, ChannelInfo, JournalEntry, PbxInstance } from './ports.ts'
import { conversationEnded, settleConversation } from './recoveryEnded.ts'
import { withoutDeparted } from './recoveryOthers.ts'
import type { Call } from './session/call.ts'
import type { Exchange } from './session/exchange.ts'
import { resumeRinging } from './session/ringPhones.ts'
import type { Sessions } from './sessions.ts'

const instanceKey = 'pbx'
/** Ids of channels and bridges we make. */
const ours = /^cb-/
/** Bridges in which two people talk. */
const ofTalks = /^cb-b-/
/** The far side of a test call. */
const testCaller = /^cb-t-/

export class Recovery {
  /** Goes on with phones that rang before there was a call; set by the engine. */
  goOn: Parameters<typeof resumeRinging>[2] = () => {}
  private readonly exchange: Exchange
  private readonly sessions: Sessions
  private readonly incoming: Incoming

  constructor(exchange: Exchange, sessions: Sessions, incoming: Incoming) {
    this.exchange = exchange
    this.sessions = sessions
    this.incoming = incoming
  }

  /** Called at each connection, before the events since then are handled. Returns how many calls were resumed and lost. */
  async reconcile(instance: PbxInstance): Promise<{ resumed: number; lost: number }> {
    const { exchange } = this
    const before = exchange.journal.get(instanceKey) as PbxInstance | undefined
    const restarted = before !== undefined && (before.id !== instance.id || before.startedAt !== instance.startedAt)
    exchange.journal.put(instanceKey, instance)
    const { channels, bridges } = await exchange.telephony.snapshot()
    const alive = new Map(channels.map((channel) => [channel.id, channel]))
    exchange.bridged.clear()
    for (const bridge of bridges) for (const id of bridge.channels) exchange.bridged.set(id, bridge.id)
    this.takePhones(await exchange.telephony.onlineEndpoints())
    const lost = restarted ? this.closeLost() : 0
    await this.tellWhatEnded(alive)
    const running = [...exchange.calls.values()]
    // Nobody is offered to anyone until everyone is in line again.
    const release = exchange.dispatcher.hold()
    const resumed = this.resumeJournalled(alive)
    resumeRinging(exchange, alive, this.goOn)
    await Promise.resolve()
    release()
    for (const { talk } of running) if (talk) talk.carriedOut(talk.readHolds())
    this.takeUnknown(channels)
    this.removeBridges(bridges)
    return { resumed, lost }
  }

  /** Bridges of ours that nothing needs any more. A conversation that ended while nobody listened leaves one with the caller in it. */
  private removeBridges(bridges: readonly BridgeInfo[]): void {
    const { exchange } = this
    const talks = new Set([...exchange.calls.values()].flatMap(({ talk }) => (talk ? [talk.bridgeId] : [])))
    for (const { id, name, channels } of bridges) {
      const wanted = ofTalks.test(id)
        ? talks.has(id)
        : channels.some((channel) => exchange.channels.owner(channel)) || exchange.calls.has(name)
      if (ours.test(id) && !wanted) exchange.background(exchange.telephony.destroyBridge(id).catch(() => {})) // gone already is as good
    }
  }

  /**
   * Looks for channels and bridges of ours that belong to no call. Those that an earlier look (`before`) found as well are removed: what
   * is just being set up or taken down is none. Returns the ids that this look found and left.
   */
  async sweep(before: ReadonlySet<string>): Promise<Set<string>> {
    const { exchange } = this
    const { channels, bridges } = await exchange.telephony.snapshot()
    const used = bridges.filter(
      ({ name, channels: inside }) => exchange.calls.has(name) || inside.some((channel) => exchange.channels.owner(channel)),
    )
    const beside = new Set(used.flatMap(({ channels: inside }) => inside))
    const left = [
      ...channels
        .filter((channel) => !beside.has(channel.id) && this.isLeftOver(channel))
        .map((channel) => ({ id: channel.id, end: () => this.end(channel) })),
      ...bridges
        .filter((bridge) => ours.test(bridge.id) && !used.includes(bridge))
        .map(({ id }) => ({ id, end: () => exchange.telephony.destroyBridge(id) })),
    ]
    const due = left.filter(({ id }) => before.has(id))
    await Promise.all(due.map(({ end }) => end().catch(() => {}))) // gone already is as good
    if (due.length > 0) exchange.log.warn('channels and bridges that belonged to no call', { ids: due.map(({ id }) => id) })
    return new Set(left.filter(({ id }) => !before.has(id)).map(({ id }) => id))
  }

  /** A running call may use a channel that nobody waits for: it bears the call's id. A local channel's halves are one's. */
  private isLeftOver({ id, callId }: ChannelInfo): boolean {
    const { channels, calls } = this.exchange
    return (
      !channels.owner(id) &&
      !channels.owner(id.replace(/;[12]$/, '')) &&
      !testCaller.test(id) &&
      !(callId !== null && calls.has(callId))
    )
  }

  /** Legs of ours end; a caller whom nobody serves is served by the dialplan. */
  private async end({ id, role }: ChannelInfo): Promise<void> {
    if (ours.test(id) || role) await this.exchange.telephony.hangup(id, 'normal')
    else this.sessions.giveBack(id)
  }

  /** Which telephones are there now; those that came or went while nobody listened are told. */
  private takePhones(names: readonly string[]): void {
    const { online, operators } = this.exchange
    const now = new Set(names)
    const changed = [...online].filter((name) => !now.has(name)).concat(names.filter((name) => !online.has(name)))
    online.clear()
    for (const name of names) online.add(name)
    for (const name of changed) operators.phoneChanged(name.replace(/-web$/, ''))
  }

  /** Another run of Asterisk: the calls of the old one are gone. */
  private closeLost(): number {
    const { exchange } = this
    for (const call of exchange.calls.values()) call.outcome = 'lost'
    let lost = exchange.calls.size
    for (const id of exchange.channels.ids()) exchange.channels.dispatch({ type: 'ended', channelId: id, cause: 41, sip: null })
    for (const call of exchange.calls.values()) this.offerCallback(call)
    for (const entry of exchange.journal.load()) {
      if (exchange.calls.has(entry.callId)) continue
      settleConversation(exchange, entry)
      this.offerCallback({ ...entry, id: entry.callId })
      exchange.callLog.update(entry.callId, { endedAt: exchange.clock.now(), outcome: 'lost' })
      exchange.journal.remove(entry.callId)
      lost++
    }
    return lost
  }

  /** Whoever was cut off and left a number is called back: the queue they were in, or the office's first. */
  private offerCallback({ id, kind, from, queueId }: Pick<Call, 'id' | 'kind' | 'from' | 'queueId'>): void {
    const { config, log } = this.exchange
    const queue = queueId && config.queues.has(queueId) ? queueId : config.queues.keys().next().value
    if (kind !== 'inbound' || queue === undefined || !/^\+?\d{3,}$/.test(from)) return
    try {
      requestCallback(this.exchange, { number: normalizeNumber(from, config.settings.country), queueId: queue, callId: id })
    } catch (error) {
      log.error('a caller who was cut off is on no list', { callId: id, error: String(error) })
    }
  }

  /** What we own and Asterisk no longer has ended while nobody listened. */
  private async tellWhatEnded(alive: ReadonlyMap<string, ChannelInfo>): Promise<void> {
    const { channels, telephony } = this.exchange
    for (const id of channels.ids()) {
      const channel = alive.get(id)
      if (!channel) channels.dispatch({ type: 'ended', channelId: id, cause: 16, sip: null })
      else if (channel.state === 'up') channels.dispatch({ type: 'entered', channel, args: [] })
    }
    for (const id of channels.pendingPlaybacks())
      if (!(await telephony.isPlaying(id))) channels.dispatch({ type: 'playbackEnded', playbackId: id, ok: true })
    for (const name of channels.pendingRecordings())
      if (!(await telephony.isRecording(name))) channels.dispatch({ type: 'recordingEnded', name, ok: true, seconds: 0 })
  }

  private resumeJournalled(alive: ReadonlyMap<string, ChannelInfo>): number {
    const { exchange } = this
    const channels: AliveChannels = new Map([...alive].map(([id, c]) => [id, { up: c.state === 'up', sipCallId: c.sipCallId }]))
    exchange.alive.clear()
    for (const [id, channel] of channels) exchange.alive.set(id, channel)
    const entries = exchange.journal
      .load()
      .filter((entry) => !exchange.calls.has(entry.callId))
      .map((entry) => withoutDeparted(entry, alive))
    let resumed = 0
    for (const entry of entries.sort(linesFirst)) {
      if (conversationEnded(entry, alive)) settleConversation(exchange, entry)
      try {
        this.sessions.resume(entry, alive.get(entry.channelId) ?? null, channels)
        resumed++
      } catch (error) {
        exchange.log.error('a call could not be resumed', { callId: entry.callId, error: String(error) })
        if (alive.has(entry.channelId)) this.sessions.giveBack(entry.channelId)
      }
    }
    return resumed
  }

  /** Channels nobody knows: callers who came in while the host was going down start at their flow; legs of ours have no owner and end. */
  private takeUnknown(channels: readonly ChannelInfo[]): void {
    const { exchange } = this
    for (const channel of channels) {
      if (exchange.channels.owner(channel.id)) continue
      if (testCaller.test(channel.id)) continue // talks to itself in the dialplan, and ends with its call
      if (ours.test(channel.id) || channel.role)
        exchange.background(exchange.telephony.hangup(channel.id, 'normal').catch(() => {})) // gone already is as good
      else this.incoming.take(channel, channel.name.startsWith('PJSIP/trunk-') ? ['in'] : [])
    }
  }
}

/** Off-hook operators' own lines first, so that the calls on them find them; then in the order of their start. */
function linesFirst(a: JournalEntry, b: JournalEntry): number {
  const line = (entry: JournalEntry) => ((entry.state as { phase?: string } | null)?.phase === 'offHook' ? 0 : 1)
  return line(a) - line(b) || a.startedAt - b.startedAt
}
