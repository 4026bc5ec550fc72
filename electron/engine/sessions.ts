// Sessions: begins a call at its flow, runs it, resumes it after a restart, and closes it, whatever happened.

import { startStream } from './actions/stream.ts'
import { builtInFlow, builtInVersion } from './flows/builtIn.ts'
import { type CompiledFlow, compile } from './flows/compiled.ts'
import { interpret, type Resume } from './interpreter.ts'
import { type AliveChannels, connectedState } from './nodes/behaviour.ts'
import type { ChannelInfo, FlowSource, JournalEntry } from './ports.ts'
import { callerReplaced } from './recoveryOthers.ts'
import { Call, type CallKind, playbackIds } from './session/call.ts'
import { ConfigurationError, HostStopping } from './session/ends.ts'
import type { Exchange } from './session/exchange.ts'
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
}

/** The running calls, each walking its flow. */
export class Sessions {
  private readonly exchange: Exchange
  private readonly compiled = new Map<string, CompiledFlow>()
  private readonly running = new Set<Promise<void>>()
  /** Told when a call is over, before it is forgotten. */
  onEnd: (call: Call) => void = () => {}
  private readonly enders = new Map<string, () => void>()

  constructor(exchange: Exchange) {
    this.exchange = exchange
    exchange.planRedirect = (call, to) => this.plan(call, to)
  }

  /** The flow in force; built-in ones included. Throws ConfigurationError. */
  private flow(flowId: string, version?: number): { flow: CompiledFlow; version: number } {
    const builtIn = builtInFlow(flowId)
    const flows: FlowSource = this.exchange.flows
    const found = builtIn
      ? { version: builtInVersion, document: builtIn }
      : version === undefined
        ? flows.published(flowId)
        : { version, document: flows.version(flowId, version) }
    if (!found?.document) throw new ConfigurationError('UNKNOWN_FLOW', `There is no published flow “${flowId}”.`)
    const key = `${flowId}@${found.version}`
    let flow = this.compiled.get(key)
    if (!flow) {
      flow = compile(found.document)
      this.compiled.set(key, flow)
    }
    return { flow, version: found.version }
  }

  begin(channel: ChannelInfo, how: Beginning): Call {
    const { exchange } = this
    const call = new Call(exchange, {
      callId: `cb-${exchange.chance.id()}`,
      channelId: channel.id,
      kind: how.kind,
      from: how.from,
      fromName: how.fromName,
      to: how.to,
      startedAt: exchange.clock.now(),
      language: how.language ?? exchange.config.settings.language,
    })
    try {
      this.open(call, channel, how)
    } catch (error) {
      call.end()
      exchange.calls.delete(call.id)
      throw error
    }
    return call
  }

  private open(call: Call, channel: ChannelInfo, how: Beginning): void {
    const { exchange } = this
    call.sipCallId = channel.sipCallId
    call.extension = how.extension
    call.onConsole = isConsoleChannel(channel.name)
    call.answered = how.answered ?? channel.state === 'up'
    if (call.answered) call.answeredAt = call.startedAt
    call.prefers = how.prefers ?? null
    for (const [name, value] of Object.entries(how.variables ?? {})) call.variables.set(name, value)
    const { flow, version } = this.flowOr(call, how.flowId)
    exchange.callLog.started({
      id: call.id,
      kind: call.kind,
      from: call.from,
      fromName: call.fromName,
      to: call.to,
      flowId: call.flowId,
      flowVersion: version,
      startedAt: call.startedAt,
    })
    call.trace('call.started', { from: call.from, to: call.to, flow: call.flowId, version })
    for (const [name, value] of flow.initial) if (!call.variables.has(name)) call.variables.set(name, value)
    call.showLeg(call.channelId, 'caller', call.extension, call.sipCallId, 'up')
    this.run(call, flow, null)
  }

  private flowOr(call: Call, flowId: string): { flow: CompiledFlow; version: number } {
    let found: { flow: CompiledFlow; version: number }
    try {
      found = this.flow(flowId)
      call.flowId = flowId
    } catch (error) {
      this.exchange.log.error('a call has no flow to run', { callId: call.id, flowId, error: String(error) })
      found = this.flow('builtin:failed')
      call.flowId = 'builtin:failed'
    }
    call.flowVersion = found.version
    return found
  }

  /** Continues a journalled call. `channel` null: the caller left while the host was away. */
  resume(entry: JournalEntry, channel: ChannelInfo | null, alive: AliveChannels): Call {
    const { exchange } = this
    const call = new Call(exchange, entry)
    Object.assign(call, {
      // The journal is written as a node is entered; who was answered within it is up all the same.
      answered: entry.answeredAt !== null || channel?.state === 'up',
      answeredAt: entry.answeredAt ?? (channel?.state === 'up' ? exchange.clock.now() : null),
      flowId: entry.flowId,
      flowVersion: entry.flowVersion,
      around: entry.around,
      visit: entry.visit,
      seq: entry.seq + 1000,
      nodeId: entry.nodeId,
      nodeState: entry.state,
      handOver: entry.handOver,
      queueId: entry.queueId,
      after: entry.after,
      life: entry.life + 1,
      sipCallId: channel?.sipCallId ?? null,
    })
    call.extension = this.extensionAtResume(entry, channel)
    call.onConsole = isConsoleChannel(channel?.name ?? '')
    for (const [name, value] of Object.entries(entry.variables)) call.variables.set(name, value)
    call.trace('call.resumed', { here: channel !== null })
    if (channel) {
      call.showLeg(call.channelId, 'caller', call.extension, call.sipCallId, 'up')
      this.silence(entry)
      for (const { url, ...rest } of entry.streams) exchange.background(startStream(call, url, rest).catch(() => {})) // the caller left meanwhile
    } else {
      if (connectedState.safeParse(entry.state).success) call.outcome = 'answered'
      call.end()
    }
    try {
      const { flow } = this.flow(entry.flowId, builtInFlow(entry.flowId) ? undefined : entry.flowVersion)
      this.run(call, flow, { nodeId: entry.nodeId, state: entry.state, alive })
    } catch (error) {
      exchange.log.error('a call could not be resumed', { callId: call.id, error: String(error) })
      this.run(call, this.flow('builtin:failed').flow, null)
    }
    return call
  }

  /** The extension that a resumed call's caller rings from; null for one from outside. */
  private extensionAtResume(entry: JournalEntry, channel: ChannelInfo | null): string | null {
    const fromOutside = (entry.kind === 'inbound' || entry.kind === 'test') && !callerReplaced(entry)
    if (fromOutside) return null
    if (channel) return extensionOf(this.exchange, channel.name)
    return this.exchange.config.extensions.has(entry.from) ? entry.from : null
  }

  /** Whatever the host that died was playing to the caller: what is played now would wait behind it. */
  private silence({ callId, channelId, life }: JournalEntry): void {
    const { telephony, background, bridged, log } = this.exchange
    if (bridged.has(channelId)) return
    const failed = (error: unknown) => log.warn('an old prompt was not stopped', { callId, error: String(error) })
    for (const id of playbackIds(callId, life)) background(telephony.stopPlayback(id).catch(failed))
  }

  private run(call: Call, flow: CompiledFlow, resume: Resume | null): void {
    const done = interpret(
      call,
      flow,
      {
        redirect: (gone: Call, to: string) => this.redirect(gone, to),
        open: (flowId: string, version?: number) => this.flow(flowId, version),
      },
      resume,
    ).then(
      () => this.finish(call),
      (error: unknown) => {
        if (!(error instanceof HostStopping)) {
          this.exchange.log.error('a session broke', {
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
    const { telephony, background, log } = this.exchange
    background(
      telephony
        .giveBack(channelId)
        .catch((error: unknown) => log.error('a channel could not be handed back', { channelId, error: String(error) })),
    )
  }

  /** Where a transferred call goes on. */
  private redirect(call: Call, to: string): CompiledFlow {
    if (to !== backTarget) call.set('dial.to', dialTarget(to))
    call.variables.delete('error.code') // what was wrong before is over
    const { flow, version } = this.flowOr(call, redirectedFlow(this.exchange, to))
    call.flowVersion = version
    return flow
  }
  private plan(call: Call, to: string): void {
    const flowId = redirectedFlow(this.exchange, to)
    const { flow, version } = this.flow(flowId)
    this.exchange.journal.save({ ...call.entry(null), flowId, flowVersion: version, around: [], nodeId: flow.start })
  }

  private finish(call: Call): void {
    const { exchange } = this
    call.end()
    // The caller left in the moment in which they were handed on.
    call.transferor?.drop('normal')
    try {
      this.conclude(call)
    } catch (error) {
      exchange.log.error('a call’s end was not noted', { callId: call.id, error: String(error) })
    } finally {
      exchange.journal.remove(call.id)
      exchange.calls.delete(call.id)
      exchange.live.callGone(call.id)
    }
  }

  /** Notes how it ended, and tells those who wait for that. */
  private conclude(call: Call): void {
    const { exchange } = this
    const outcome = call.outcome ?? (call.answered ? 'completed' : 'abandoned')
    call.trace('call.ended', { outcome })
    this.onEnd(call)
    this.enders.get(call.id)?.()
    this.enders.delete(call.id)
    exchange.callLog.update(call.id, {
      endedAt: exchange.clock.now(),
      outcome,
      ...(call.operatorId ? { operatorId: call.operatorId } : {}),
    })
  }

  /** Resolves when that call has come to its end, with everything kept. */
  over(call: Call): Promise<void> {
    return this.exchange.calls.has(call.id) ? new Promise((resolve) => this.enders.set(call.id, resolve)) : Promise.resolve()
  }

  /** Resolves when every session has come to its end. */
  async settled(): Promise<void> {
    while (this.running.size) await Promise.all([...this.running])
  }
  /** Published anew: compiled versions stay, as versions never change. */
  forget(): void {
    if (this.compiled.size > 200) this.compiled.clear()
  }
}

const isConsoleChannel = (name: string): boolean => /^PJSIP\/\d+-web-/.test(name)

/** The extension behind a phone's channel name, `PJSIP/201-web-0000001a` → `201`. */
export function extensionOf(exchange: Pick<Exchange, 'config'>, channelName: string): string | null {
  const number = /^PJSIP\/(\d+)(?:-web)?-/.exec(channelName)?.[1]
  return number && exchange.config.extensions.has(number) ? number : null
}
