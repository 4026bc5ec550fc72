// Recovery: after a start, or after the event socket was away, what Asterisk has is joined to what the journal knows.

import { normalizeNumber } from '../../shared/domain/dial.ts'
import type { Placeholders } from './callbacks/placeholders.ts'
import type { CallbackDesk } from './callbacks/requests.ts'
import { callbackVariable } from './callbacks/returns.ts'
import type { Incoming } from './incoming.ts'
import type { AliveChannels } from './nodes/behaviour.ts'
import type { BridgeInfo, ChannelInfo, Device, JournalEntry, PbxInstance } from './ports.ts'
import type { Dispatcher } from './queues/dispatcher.ts'
import type { Operators } from './queues/operators.ts'
import { conversationEnded, settleConversation } from './recoveryEnded.ts'
import { withoutDeparted } from './recoveryOthers.ts'
import { BridgedCall } from './session/bridgedCall.ts'
import type { Call } from './session/call.ts'
import type { FoundContext, OfficeContext, PbxContext, RecordsContext, SoundContext } from './session/context.ts'
import { resumeRinging, ringingCallbacks } from './session/ringFirst.ts'
import type { Sessions } from './sessions.ts'

const instanceKey = 'pbx'
/** Ids of channels and bridges we make. */
const ours = /^cb-/
/** Bridges in which two people talk. */
const ofTalks = /^cb-b-/
/** The far side of a test call. */
const testCaller = /^cb-t-/

type RecoveryContext = {
  pbx: PbxContext
  office: OfficeContext
  records: RecordsContext
  found: FoundContext
  sound: Pick<SoundContext, 'media'>
  calls: ReadonlyMap<string, Call>
  queueing: { dispatcher: Dispatcher; operators: Operators; callbacks: CallbackDesk; placeholders: Placeholders }
  entry: { sessions: Sessions; incoming: Incoming; goOn: Parameters<typeof resumeRinging>[2] }
}

export class Recovery {
  private readonly context: RecoveryContext

  constructor(context: RecoveryContext) {
    this.context = context
  }

  /** Called at each connection, before the events since then are handled. Returns how many calls were resumed and lost. */
  async reconcile(instance: PbxInstance): Promise<{ resumed: number; lost: number }> {
    const { pbx, records, found, queueing, calls, entry } = this.context
    const before = records.journal.get(instanceKey) as PbxInstance | undefined
    const restarted = before !== undefined && (before.id !== instance.id || before.startedAt !== instance.startedAt)
    records.journal.put(instanceKey, instance)
    const { channels, bridges } = await pbx.telephony.snapshot()
    const alive = new Map(channels.map((channel) => [channel.id, channel]))
    found.bridged.clear()
    for (const bridge of bridges) for (const id of bridge.channels) found.bridged.set(id, bridge.id)
    await this.takePhones(pbx.telephony.onlinePhones())
    const lost = restarted ? this.closeLost() : 0
    await this.tellWhatEnded(alive)
    const running = [...calls.values()]
    // Nobody is offered to anyone until everyone is in line again.
    const release = queueing.dispatcher.hold()
    const resumed = this.resumeJournalled(alive)
    resumeRinging({ pbx, calls, journal: records.journal }, alive, entry.goOn)
    await Promise.resolve()
    this.restoreCallbacks()
    release()
    for (const call of running) BridgedCall.of(call)?.catchUpOnHolds()
    this.takeUnknown(channels)
    this.removeBridges(bridges)
    return { resumed, lost }
  }

  /** Who will be called back is in line where they were, before anybody who came later is served. */
  private restoreCallbacks(): void {
    const { queueing, calls, records } = this.context
    const dialled = [...calls.values()].flatMap((call) => call.variables.get(callbackVariable) ?? [])
    queueing.callbacks.settle(new Set([...dialled, ...ringingCallbacks(records)]))
    queueing.placeholders.restore()
  }

  /** Bridges of ours that nothing needs any more. A conversation that ended while nobody listened leaves one with the caller in it. */
  private removeBridges(bridges: readonly BridgeInfo[]): void {
    const { pbx, calls } = this.context
    const talks = new Set([...calls.values()].flatMap((call) => BridgedCall.of(call)?.bridgeId ?? []))
    for (const { id, name, channels } of bridges) {
      const wanted = ofTalks.test(id) ? talks.has(id) : channels.some((channel) => pbx.channels.owner(channel)) || calls.has(name)
      if (ours.test(id) && !wanted) pbx.background(pbx.telephony.destroyBridge(id).catch(() => {})) // gone already is as good
    }
  }

  /**
   * Looks for channels and bridges of ours that belong to no call. Those that an earlier look (`before`) found as well are removed: what
   * is just being set up or taken down is none. Returns the ids that this look found and left.
   */
  async sweep(before: ReadonlySet<string>): Promise<Set<string>> {
    const { pbx, calls } = this.context
    const { channels, bridges } = await pbx.telephony.snapshot()
    const used = bridges.filter(
      ({ name, channels: inside }) => calls.has(name) || inside.some((channel) => pbx.channels.owner(channel)),
    )
    const beside = new Set(used.flatMap(({ channels: inside }) => inside))
    const left = [
      ...channels
        .filter((channel) => !beside.has(channel.id) && this.isLeftOver(channel))
        .map((channel) => ({ id: channel.id, end: () => this.end(channel) })),
      ...bridges
        .filter((bridge) => ours.test(bridge.id) && !used.includes(bridge))
        .map(({ id }) => ({ id, end: () => pbx.telephony.destroyBridge(id) })),
    ]
    const due = left.filter(({ id }) => before.has(id))
    await Promise.all(due.map(({ end }) => end().catch(() => {}))) // gone already is as good
    if (due.length > 0) pbx.log.warn('channels and bridges that belonged to no call', { ids: due.map(({ id }) => id) })
    return new Set(left.filter(({ id }) => !before.has(id)).map(({ id }) => id))
  }

  /** A running call may use a channel that nobody waits for: it bears the call's id. A local channel's halves are one's. */
  private isLeftOver({ id, callId }: ChannelInfo): boolean {
    const { calls } = this.context
    const { channels } = this.context.pbx
    return (
      !channels.owner(id) &&
      !channels.owner(id.replace(/;[12]$/, '')) &&
      !testCaller.test(id) &&
      !(callId !== null && calls.has(callId))
    )
  }

  /** Legs of ours end; a caller whom nobody serves is served by the dialplan. */
  private async end({ id, role }: ChannelInfo): Promise<void> {
    if (ours.test(id) || role) await this.context.pbx.telephony.hangup(id, 'normal')
    else this.context.entry.sessions.giveBack(id)
  }

  /** Which telephones are there now; those that came or went while nobody listened are told. */
  private async takePhones(list: Promise<readonly Device[]>): Promise<void> {
    const { office, queueing } = this.context
    for (const { extension } of await office.phones.replace(list)) queueing.operators.phoneChanged(extension)
  }

  /** Another run of Asterisk: the calls of the old one are gone. */
  private closeLost(): number {
    const { pbx, records, calls } = this.context
    for (const call of calls.values()) call.assignment.counts('lost')
    let lost = calls.size
    for (const id of pbx.channels.ids()) pbx.channels.dispatch({ type: 'ended', channelId: id, cause: 41, sip: null })
    for (const call of calls.values())
      this.offerCallback({ id: call.id, kind: call.kind, from: call.from, queueId: call.assignment.queueId })
    for (const entry of records.journal.load()) {
      if (calls.has(entry.callId)) continue
      settleConversation(this.context, entry)
      this.offerCallback({ ...entry, id: entry.callId })
      records.callLog.update(entry.callId, { endedAt: pbx.clock.now(), outcome: 'lost' })
      records.journal.remove(entry.callId)
      lost++
    }
    return lost
  }

  /** Whoever was cut off and left a number is called back: the queue they were in, or the office's first. */
  private offerCallback({ id, kind, from, queueId }: Pick<Call, 'id' | 'kind' | 'from'> & { queueId: string | null }): void {
    const { config } = this.context.office
    const queue = queueId && config.queues.has(queueId) ? queueId : config.queues.keys().next().value
    if (kind !== 'inbound' || queue === undefined || !/^\+?\d{3,}$/.test(from)) return
    try {
      this.context.queueing.callbacks.request({
        number: normalizeNumber(from, config.settings.country),
        queueId: queue,
        callId: id,
      })
    } catch (error) {
      this.context.pbx.log.error('a caller who was cut off is on no list', { callId: id, error: String(error) })
    }
  }

  /** What we own and Asterisk no longer has ended while nobody listened. */
  private async tellWhatEnded(alive: ReadonlyMap<string, ChannelInfo>): Promise<void> {
    const { channels, telephony } = this.context.pbx
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
    const { pbx, records, found, calls } = this.context
    const channels: AliveChannels = new Map([...alive].map(([id, c]) => [id, { up: c.state === 'up', sipCallId: c.sipCallId }]))
    found.alive.clear()
    for (const [id, channel] of channels) found.alive.set(id, channel)
    const entries = records.journal
      .load()
      .filter((entry) => !calls.has(entry.callId))
      .map((entry) => withoutDeparted(entry, alive))
    let resumed = 0
    for (const entry of entries.sort(linesFirst)) {
      if (conversationEnded(entry, alive)) settleConversation(this.context, entry)
      try {
        this.context.entry.sessions.resume(entry, alive.get(entry.channelId) ?? null, channels)
        resumed++
      } catch (error) {
        pbx.log.error('a call could not be resumed', { callId: entry.callId, error: String(error) })
        if (alive.has(entry.channelId)) this.context.entry.sessions.giveBack(entry.channelId)
      }
    }
    return resumed
  }

  /** Channels nobody knows: callers who came in while the host was going down start at their flow; legs of ours have no owner and end. */
  private takeUnknown(channels: readonly ChannelInfo[]): void {
    const { pbx } = this.context
    for (const channel of channels) {
      if (pbx.channels.owner(channel.id)) continue
      if (testCaller.test(channel.id)) continue // talks to itself in the dialplan, and ends with its call
      if (ours.test(channel.id) || channel.role)
        pbx.background(pbx.telephony.hangup(channel.id, 'normal').catch(() => {})) // gone already is as good
      else this.context.entry.incoming.take(channel, channel.trunkId !== null ? ['in'] : [])
    }
  }
}

/** Off-hook operators' own lines first, so that the calls on them find them; then in the order of their start. */
function linesFirst(a: JournalEntry, b: JournalEntry): number {
  const line = (entry: JournalEntry) => ((entry.state as { phase?: string } | null)?.phase === 'offHook' ? 0 : 1)
  return line(a) - line(b) || a.startedAt - b.startedAt
}
