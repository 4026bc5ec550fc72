// The interpreter walks a call through its flow, node after node. It knows no node type by name.

import { maxDepth } from '../../shared/nodes/subflow.ts'
import { hangup } from './actions/endings.ts'
import { phrase } from './actions/phrases.ts'
import { play } from './actions/play.ts'
import type { CompiledFlow, CompiledNode } from './flows/compiled.ts'
import type { OpenedFlow } from './flows/library.ts'
import type { AliveChannels, BehaviourOf, Leaving } from './nodes/behaviour.ts'
import type { Call } from './session/call.ts'
import { CallEnded, ConfigurationError, HostStopping, Redirected } from './session/callErrors.ts'

/** Guards (docs/architecture.md): steps in all, and visits in a row to one node without input. */
export const maxSteps = 1000
export const maxVisits = 10
/** Redirections in a row without input, each sooner than `redirectMs` after the one before: flows that send a call to one another. */
export const maxRedirects = 20
const redirectMs = 5000

export type Resume = { nodeId: string; state: unknown; alive: AliveChannels }

export type Walk = {
  behaviourOf: BehaviourOf
  /** Where a redirected call goes on (a built-in flow, with its variables set). */
  redirect(call: Call, to: string): CompiledFlow
  /** The flow of that id, in force or of that version. Throws ConfigurationError. */
  open(flowId: string, version?: number): OpenedFlow
}

/** Where a call stands: its flow, and the flows around it with the nodes that lead into the next one. */
type Place = { flow: CompiledFlow; around: { flow: CompiledFlow; nodeId: string }[] }

/** Runs to the end of the call; never rejects, except when the host stops. */
export async function interpret(call: Call, flow: CompiledFlow, walk: Walk, resume: Resume | null): Promise<void> {
  let at: string | null = resume?.nodeId ?? flow.start
  const place: Place = {
    flow,
    around: call.position.around.map((f) => ({ flow: walk.open(f.flowId, f.version).flow, nodeId: f.nodeId })),
  }
  let from = resume
  const redirects = new RedirectGuard(call)
  while (at !== null) {
    try {
      await walkFrom(call, place, walk, at, from)
      break
    } catch (error) {
      if (error instanceof HostStopping) throw error
      if (error instanceof Redirected && !call.isGone && redirects.next()) {
        call.proceed()
        place.around = []
        place.flow = walk.redirect(call, error.to)
        call.trace('call.redirected', { flow: place.flow.id, version: call.position.flowVersion })
        at = place.flow.start
      } else at = await afterError(call, place, walk, error instanceof Redirected && !call.isGone ? redirects.tooMany() : error)
    }
    from = null
  }
  if (!call.isGone) await hangup(call)
  afterCall(call, place, walk)
}

/** Walks until the flow ends. Throws whatever ended it early. */
async function walkFrom(call: Call, place: Place, walk: Walk, first: string, resume: Resume | null): Promise<void> {
  const guard = new Guard(call)
  let from = resume
  for (let id: string | undefined = first; id !== undefined; ) {
    const node = nodeOf(place.flow, id)
    guard.visit(place, node)
    let left = await runNode(call, walk, node, from)
    from = null
    if (typeof left === 'object' && 'into' in left) {
      id = goInto(call, place, walk, node, left.into)
      continue
    }
    fireBeside(call, walk, place.flow, node)
    let out = node
    if (typeof left === 'object') {
      // An exit of a flow that nothing stands around ends the call.
      if (place.around.length === 0) return
      out = leaveSubflow(call, place, left.exit)
      left = left.exit
      fireBeside(call, walk, place.flow, out)
    }
    id = out.next.get(left) ?? (out.terminal ? [...out.next.values()][0] : undefined)
    if (out.terminal && id !== undefined) runWebhooks(call, walk, place.flow, id)
    if (out.terminal) return
  }
}

function nodeOf(flow: CompiledFlow, id: string): CompiledNode {
  const node = flow.nodes.get(id)
  if (!node) throw new ConfigurationError('BAD_EDGE', `The node “${id}” is missing.`)
  return node
}

type Into = { flow: string; version?: number | undefined; inputs: Record<string, string> }

/** Into another flow; returns its first node. Its variables get their initial values, then its inputs are set. */
function goInto(call: Call, place: Place, walk: Walk, node: CompiledNode, into: Into): string {
  if (place.around.length >= maxDepth)
    throw new ConfigurationError('TOO_DEEP', `More than ${maxDepth} flows stand in one another.`)
  const { flow, version } = walk.open(into.flow, into.version)
  place.around.push({ flow: place.flow, nodeId: node.id })
  place.flow = flow
  call.position.stepIn(flow.id, version)
  for (const [name, value] of flow.initial) call.set(name, value)
  for (const [name, value] of Object.entries(into.inputs)) call.set(name, value)
  call.trace('flow.entered', { flow: flow.id, version })
  return flow.start
}

/** Back to the node that led in, in the flow around. */
function leaveSubflow(call: Call, place: Place, exit: string): CompiledNode {
  const inner = place.flow
  const node = stepOut(call, place)
  call.trace('flow.left', { flow: inner.id, exit })
  if (!node.next.has(exit)) throw new ConfigurationError('UNKNOWN_EXIT', `“${node.label}” has no way out for the exit “${exit}”.`)
  call.trace('node.left', { port: exit })
  return node
}

function stepOut(call: Call, place: Place): CompiledNode {
  const outer = place.around.pop()
  if (!outer) throw new Error('there is no flow around')
  place.flow = outer.flow
  const node = nodeOf(outer.flow, outer.nodeId)
  call.position.stepOut(node)
  return node
}

async function runNode(call: Call, { behaviourOf }: Walk, node: CompiledNode, resume: Resume | null): Promise<Leaving> {
  const behaviour = behaviourOf(node.type)
  let state: unknown = null
  if (resume && resume.state !== null) {
    const read = behaviour.state.safeParse(resume.state)
    if (read.success) state = read.data
    else call.pbx.log.error('a node’s journalled state was not understood', { callId: call.id, node: node.id })
  }
  enter(call, node, state, resume !== null)
  const leaving = behaviour.run({
    call,
    nodeId: node.id,
    config: node.config as never,
    state,
    alive: resume?.alive ?? null,
    leads: (port) => node.next.has(port),
    checkpoint: (saved) => {
      // Where a redirect leads is written down already; what it interrupts has no more to say.
      if (call.isInterrupted && !call.isGone) return
      call.checkpoint(saved)
    },
  })
  const left = leaving instanceof Promise ? await leaving : leaving
  if (typeof left === 'string') call.trace('node.left', { port: left })
  return left
}

function enter(call: Call, node: CompiledNode, state: unknown, resumed: boolean): void {
  call.position.enter(node, state, resumed)
  call.trace(resumed ? 'node.resumed' : 'node.entered', { type: node.type })
  call.records.journal.save(call.entry(state))
  call.changed()
}

class Guard {
  private steps = 0
  private readonly visits = new Map<string, number>()
  private readonly call: Call
  constructor(call: Call) {
    this.call = call
  }
  visit({ flow, around }: Place, node: CompiledNode): void {
    const key = `${around.length} ${flow.id}/${node.id}`
    if (this.call.takeInput()) this.visits.clear()
    const visits = (this.visits.get(key) ?? 0) + 1
    this.visits.set(key, visits)
    if (++this.steps > maxSteps) throw new ConfigurationError('TOO_MANY_STEPS', `The call took more than ${maxSteps} steps.`)
    if (visits > maxVisits)
      throw new ConfigurationError('LOOP', `“${node.label}” was reached ${maxVisits} times without any input.`)
  }
}

class RedirectGuard {
  /** Made when it is needed: where an error comes from costs more than a step of a call. */
  tooMany(): ConfigurationError {
    return new ConfigurationError('LOOP', `The call was redirected ${maxRedirects} times without any input.`)
  }
  private count = 0
  private last = Number.NEGATIVE_INFINITY
  private readonly call: Call
  constructor(call: Call) {
    this.call = call
  }
  /** Whether there may be another one. */
  next(): boolean {
    const now = this.call.pbx.clock.now()
    if (this.call.takeInput() || now - this.last >= redirectMs) this.count = 0
    this.last = now
    return ++this.count <= maxRedirects
  }
}

/** Webhooks on the async port: beside the call, each once; their own `next` is ignored. */
function fireBeside(call: Call, walk: Walk, flow: CompiledFlow, node: CompiledNode): void {
  for (const id of node.beside) fire(call, walk, flow, flow.nodes.get(id))
}
function fire(call: Call, { behaviourOf }: Walk, flow: CompiledFlow, node: CompiledNode | undefined): void {
  if (!node?.withoutCall) return
  try {
    void behaviourOf(node.type).run({
      call,
      // Flows in one another may name their nodes alike.
      nodeId: `${flow.id}/${node.id}`,
      config: node.config as never,
      state: null,
      alive: null,
      checkpoint: () => {},
      leads: (port) => node.next.has(port),
    })
  } catch (error) {
    call.pbx.log.error('a webhook could not be queued', { callId: call.id, node: node.id, error: String(error) })
  }
}
/** A chain of nodes that need no call. */
function runWebhooks(call: Call, walk: Walk, flow: CompiledFlow, first: string): void {
  const seen = new Set<string>()
  for (let id: string | undefined = first; id !== undefined && !seen.has(id); ) {
    seen.add(id)
    const node = flow.nodes.get(id)
    if (!node?.withoutCall) return
    fire(call, walk, flow, node)
    id = node.next.get('next')
  }
}

/** What follows an error: the caller gone is normal; anything else takes the error path, or an apology ends the call. */
async function afterError(call: Call, place: Place, walk: Walk, error: unknown): Promise<string | null> {
  if (call.isGone || error instanceof CallEnded) {
    abandoned(call, place, walk)
    return null
  }
  const configuration = error instanceof ConfigurationError
  const code = configuration ? error.code : 'FAULT'
  const message = error instanceof Error ? error.message : String(error)
  call.trace('call.error', { kind: configuration ? 'configuration' : 'fault', code, message })
  call.pbx.log.error(configuration ? 'a flow could not go on' : 'a fault in a call', {
    callId: call.id,
    node: call.position.nodeId,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
  call.assignment.countsAtLeast('failed')
  if (!call.variables.has('error.code')) {
    const { nodeLabel } = call.position
    while (!place.flow.errorPath && place.around.length) {
      const inner = place.flow
      stepOut(call, place)
      call.trace('flow.left', { flow: inner.id, exit: null })
    }
    if (place.flow.errorPath) {
      call.set('error.code', code)
      call.set('error.message', message)
      call.set('error.node', nodeLabel)
      return place.flow.errorPath
    }
  }
  try {
    await play(call, phrase(call, 'apology'))
  } catch (failed) {
    if (failed instanceof HostStopping) throw failed
    call.pbx.log.warn('the apology was not heard', { callId: call.id, error: String(failed) })
  }
  return null
}

/** The caller left inside a node: what may follow without a call, there and around. */
function abandoned(call: Call, { flow, around }: Place, walk: Walk): void {
  const node = flow.nodes.get(call.position.nodeId)
  const way = node?.next.get('abandoned')
  if (way) runWebhooks(call, walk, flow, way)
  if (node?.terminal) for (const id of node.next.values()) runWebhooks(call, walk, flow, id)
  if (node) fireBeside(call, walk, flow, node)
  for (const outer of around.toReversed()) {
    const led = outer.flow.nodes.get(outer.nodeId)
    if (led) fireBeside(call, walk, outer.flow, led)
  }
}

/** Only nodes that need no call stand here; the inner flow's first. */
function afterCall(call: Call, { flow, around }: Place, walk: Walk): void {
  for (const each of [flow, ...around.map((outer) => outer.flow).reverse()]) {
    if (!each.afterCallPath) continue
    call.position.callOver()
    runWebhooks(call, walk, each, each.afterCallPath)
  }
}
