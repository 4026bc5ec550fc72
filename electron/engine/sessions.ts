// Sessions: begins a call at its flow, runs it, resumes it after a restart, and closes it, whatever happened.

import { notReached } from './actions/notReached.ts'
import { startStream } from './actions/stream.ts'
import { builtInFlow } from './flows/builtIn.ts'
import type { CompiledFlow } from './flows/compiled.ts'
import type { FlowLibrary, OpenedFlow } from './flows/library.ts'
import { interpret, type Resume } from './interpreter.ts'
import { type AliveChannels, type BehaviourOf, connectedState } from './nodes/behaviour.ts'
import type { ChannelInfo, JournalEntry } from './ports.ts'
import { callerReplaced } from './recoveryOthers.ts'
import { type Call, type CallKind, type CallStart, playbackIds } from './session/call.ts'
import { HostStopping } from './session/callErrors.ts'
import type { FoundContext, OfficeContext, PbxContext, RecordsContext } from './session/context.ts'
import { backTarget, dialTarget, redirectedFlow } from './session/redirects.ts'

export type Beginning = {
  kind: CallKind
  flowId: string
  from: string
  fromName: string
  to: string
  extension: string | null
  variables?: Record<string, string>
  language?: Call['language']
  answered?: boolean
  prefers?: string | null
  /** Who calls by what a trusted network asserts beside a withheld number. */
  asserted?: string
}

type SessionsContext = {
  pbx: PbxContext
  office: OfficeContext
  records: RecordsContext
  found: FoundContext
  calls: ReadonlyMap<string, Call>
  flows: FlowLibrary
  behaviourOf: BehaviourOf
  /** Makes a call that is in `calls` from then on. */
  newCall(start: CallStart): Call
  /** The call is over and forgotten. */
  forget(callId: string): void
}

/** The running calls, each walking its flow. */
export class Sessions {
  private readonly context: SessionsContext
  private readonly running = new Set<Promise<void>>()
  private readonly listeners = new Set<(call: Call) => void>()
  private readonly enders = new Map<string, () => void>()

  constructor(context: SessionsContext) {
    this.context = context
  }

  /** Tells `listener` of each call that is over, before it is forgotten. */
  onEnd(listener: (call: Call) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  begin(channel: ChannelInfo, how: Beginning): Call {
    const { pbx, office } = this.context
    const call = this.context.newCall({
      callId: `cb-${pbx.chance.id()}`,
      channelId: channel.id,
      kind: how.kind,
      from: how.from,
      fromName: how.fromName,
      to: how.to,
      startedAt: pbx.clock.now(),
      language: how.language ?? office.config.settings.language,
      prefers: how.prefers ?? null,
    })
    try {
      this.open(call, channel, how)
    } catch (error) {
      call.end()
      this.context.forget(call.id)
      throw error
    }
    return call
  }

  private open(call: Call, channel: ChannelInfo, how: Beginning): void {
    const { callLog, identities } = this.context.records
    const { sipCallId } = channel
    const trunkId = trunkOf(this.context.office, channel)
    call.identify({ sipCallId, extension: how.extension, onConsole: channel.phone?.console ?? false, trunkId })
    if (how.answered ?? channel.state === 'up') call.markAnswered(call.startedAt)
    for (const [name, value] of Object.entries(how.variables ?? {})) call.variables.set(name, value)
    const { flow, version } = this.beginFlow(call, how.flowId)
    const { id, kind, from, fromName, to, startedAt } = call
    const { flowId } = call.position
    callLog.started({ id, kind, from, fromName, to, flowId, flowVersion: version, startedAt })
    if (how.asserted) identities.save(id, how.asserted)
    call.trace('call.started', { from, to, flow: flowId, version })
    for (const [name, value] of flow.initial) if (!call.variables.has(name)) call.variables.set(name, value)
    call.showCaller()
    this.run(call, flow, null)
  }

  /** The flow in which the call goes on; where there is none, the one that says so. */
  private beginFlow(call: Call, flowId: string): OpenedFlow {
    const { flows, pbx } = this.context
    let found: OpenedFlow
    let begun = flowId
    try {
      found = flows.open(flowId)
    } catch (error) {
      pbx.log.error('a call has no flow to run', { callId: call.id, flowId, error: String(error) })
      begun = 'builtin:failed'
      found = flows.open(begun)
    }
    call.position.begin(begun, found.version)
    return found
  }

  /** Continues a journalled call. `channel` null: the caller left while the host was away. */
  resume(entry: JournalEntry, channel: ChannelInfo | null, alive: AliveChannels): Call {
    const { pbx, flows, newCall } = this.context
    const call = newCall(entry)
    call.restore(entry, channel?.state === 'up')
    call.identify({
      sipCallId: channel?.sipCallId ?? null,
      extension: this.extensionBehind(entry, channel),
      onConsole: channel?.phone?.console ?? false,
      trunkId: channel && trunkOf(this.context.office, channel),
    })
    call.trace('call.resumed', { here: channel !== null })
    if (channel) {
      call.showCaller()
      this.silence(entry)
      for (const { url, ...rest } of entry.streams) pbx.background(startStream(call, url, rest).catch(() => {})) // the caller left meanwhile
    } else {
      if (connectedState.safeParse(entry.state).success) call.assignment.counts('answered')
      call.end()
    }
    try {
      const { flow } = flows.open(entry.flowId, builtInFlow(entry.flowId) ? undefined : entry.flowVersion)
      this.run(call, flow, { nodeId: entry.nodeId, state: entry.state, alive })
    } catch (error) {
      pbx.log.error('a call could not be resumed', { callId: call.id, error: String(error) })
      this.run(call, flows.open('builtin:failed').flow, null)
    }
    return call
  }

  /** The extension at the caller's channel; null for a caller from outside. */
  private extensionBehind(entry: JournalEntry, channel: ChannelInfo | null): string | null {
    const { office } = this.context
    if ((entry.kind === 'inbound' || entry.kind === 'test') && !callerReplaced(entry)) return null
    if (channel) return extensionOf(office, channel)
    return office.config.extensions.has(entry.from) ? entry.from : null
  }

  /** Whatever the host that died was playing to the caller: what is played now would wait behind it. */
  private silence({ callId, channelId, life }: JournalEntry): void {
    const { telephony, background, log } = this.context.pbx
    if (this.context.found.bridged.has(channelId)) return
    const failed = (error: unknown) => log.warn('an old prompt was not stopped', { callId, error: String(error) })
    for (const id of playbackIds(callId, life)) background(telephony.stopPlayback(id).catch(failed))
  }

  private run(call: Call, flow: CompiledFlow, resume: Resume | null): void {
    const done = interpret(
      call,
      flow,
      {
        behaviourOf: this.context.behaviourOf,
        redirect: (gone: Call, to: string) => this.redirect(gone, to),
        open: (flowId: string, version?: number) => this.context.flows.open(flowId, version),
      },
      resume,
    ).then(
      () => this.finish(call),
      (error: unknown) => {
        if (!(error instanceof HostStopping)) {
          this.context.pbx.log.error('a session broke', {
            callId: call.id,
            error: error instanceof Error ? (error.stack ?? error.message) : String(error),
          })
          if (!call.isGone) this.giveBack(call.channelId)
          this.finish(call)
        }
      },
    )
    this.running.add(done)
    void done.finally(() => this.running.delete(done))
  }

  /** The dialplan serves a caller whom we cannot. */
  giveBack(channelId: string): void {
    const { telephony, background, log } = this.context.pbx
    background(
      telephony
        .giveBack(channelId)
        .catch((error: unknown) => log.error('a channel could not be handed back', { channelId, error: String(error) })),
    )
  }

  /** Where a transferred call goes on. */
  private redirect(call: Call, to: string): CompiledFlow {
    if (to !== backTarget) call.set('dial.to', dialTarget(to, this.context.office.config.settings.country))
    call.variables.delete('error.code') // what was wrong before is over
    return this.beginFlow(call, redirectedFlow(this.context.office, to)).flow
  }
  /** Writes down that the call goes on at `to`, so that a host that dies in between goes on there, too. */
  plan(call: Call, to: string): void {
    const flowId = redirectedFlow(this.context.office, to)
    const { flow, version } = this.context.flows.open(flowId)
    this.context.records.journal.save({
      ...call.entry(null),
      flowId,
      flowVersion: version,
      around: [],
      nodeId: flow.start,
    })
  }

  private finish(call: Call): void {
    const { pbx, records, forget } = this.context
    call.end()
    // The caller left in the moment in which they were handed on.
    call.assignment.dropTransferor()
    try {
      this.conclude(call)
    } catch (error) {
      pbx.log.error('a call’s end was not noted', { callId: call.id, error: String(error) })
    } finally {
      records.journal.remove(call.id)
      forget(call.id)
    }
  }

  /** Notes how it ended, and tells those who wait for that. */
  private conclude(call: Call): void {
    const { pbx, records } = this.context
    const { operatorId } = call.assignment
    const outcome = call.assignment.outcome ?? notReached(call) ?? (call.answered ? 'completed' : 'abandoned')
    call.trace('call.ended', { outcome })
    for (const listener of this.listeners) listener(call)
    this.enders.get(call.id)?.()
    this.enders.delete(call.id)
    const endedAt = pbx.clock.now()
    records.callLog.update(call.id, { endedAt, outcome, ...(operatorId ? { operatorId } : {}) })
  }

  /** Resolves when that call has come to its end, with everything kept. */
  over(call: Call): Promise<void> {
    return this.context.calls.has(call.id) ? new Promise((resolve) => this.enders.set(call.id, resolve)) : Promise.resolve()
  }

  /** Resolves when every session has come to its end. */
  async settled(): Promise<void> {
    while (this.running.size) await Promise.all([...this.running])
  }
}

/** The extension at whose telephone a channel is; null for callers from outside. */
export function extensionOf(office: Pick<OfficeContext, 'config'>, { phone }: Pick<ChannelInfo, 'phone'>): string | null {
  return phone && office.config.extensions.has(phone.extension) ? phone.extension : null
}

/** The trunk that a channel is a call of: one of ours, or one of an Asterisk’s that others run; null for telephones and what is no trunk here. */
export function trunkOf(
  { config: { trunks } }: Pick<OfficeContext, 'config'>,
  { trunkId, endpoint }: Pick<ChannelInfo, 'trunkId' | 'endpoint'>,
): string | null {
  if (trunkId !== null || endpoint === null) return trunkId
  return [...trunks.values()].find((each) => each.kind === 'endpoint' && each.endpoint === endpoint)?.id ?? null
}
