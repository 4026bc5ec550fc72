// The interpreter walks a call through its flow, node after node. It knows no node type by name.

import { hangup } from './actions/endings.ts'
import { phrase } from './actions/phrases.ts'
import { play } from './actions/play.ts'
import type { CompiledFlow, CompiledNode } from './flows/compiled.ts'
import type { AliveChannels } from './nodes/behaviour.ts'
import { behaviourOf } from './nodes/index.ts'
import type { Call } from './session/call.ts'
import { CallEnded, ConfigurationError, HostStopping, Redirected } from './session/ends.ts'

/** Guards (design.md): steps in all, and visits in a row to one node without input. */
export const maxSteps = 1000
export const maxVisits = 10

export type Resume = { nodeId: string; state: unknown; alive: AliveChannels }

export type Walk = {
  /** Where a redirected call goes on (a built-in flow, with its variables set). */
  redirect(call: Call, to: string): CompiledFlow
}

/** Runs to the end of the call; never rejects, except when the host stops. */
export async function interpret(call: Call, flow: CompiledFlow, walk: Walk, resume: Resume | null): Promise<void> {
  let at: string | null = resume?.nodeId ?? flow.start
  let current = flow
  let from = resume
  while (at !== null) {
    try {
      at = await walkFrom(call, current, at, from)
      if (at === null) break
    } catch (error) {
      if (error instanceof HostStopping) throw error
      if (error instanceof Redirected && !call.isGone) {
        call.proceed()
        current = walk.redirect(call, error.to)
        at = current.start
      } else at = await afterError(call, current, error)
    }
    from = null
  }
  if (!call.isGone) await hangup(call)
  await afterCall(call, current)
}

/** Walks until the flow ends (null). Throws whatever ended it early. */
async function walkFrom(call: Call, flow: CompiledFlow, first: string, resume: Resume | null): Promise<string | null> {
  const guard = new Guard(call)
  let from = resume
  for (let id: string | undefined = first; id !== undefined; ) {
    const node = flow.nodes.get(id)
    if (!node) throw new ConfigurationError('BAD_EDGE', `The node “${id}” is missing.`)
    guard.visit(node)
    const port = await runNode(call, node, from)
    from = null
    fireBeside(call, flow, node)
    id = node.next.get(port) ?? (node.terminal ? [...node.next.values()][0] : undefined)
    if (node.terminal && id !== undefined) runWebhooks(call, flow, id)
    if (node.terminal) return null
  }
  return null
}

async function runNode(call: Call, node: CompiledNode, resume: Resume | null): Promise<string> {
  const { exchange } = call
  const behaviour = behaviourOf(node.type)
  let state: unknown = null
  if (resume && resume.state !== null) {
    const read = behaviour.state.safeParse(resume.state)
    if (read.success) state = read.data
    else exchange.log.error('a node’s journalled state was not understood', { callId: call.id, node: node.id })
  }
  enter(call, node, state, resume !== null)
  const port = behaviour.run({
    call,
    nodeId: node.id,
    config: node.config as never,
    state,
    alive: resume?.alive ?? null,
    checkpoint: (saved) => exchange.journal.checkpoint(call.id, saved, call.seq),
  })
  const left = typeof port === 'string' ? port : await port
  call.trace('node.left', { port: left })
  return left
}

function enter(call: Call, node: CompiledNode, state: unknown, resumed: boolean): void {
  call.nodeId = node.id
  call.nodeLabel = node.label
  if (!resumed) {
    call.visit++
    call.path.push(node.label)
    if (call.path.length > 20) call.path.shift()
  }
  call.trace(resumed ? 'node.resumed' : 'node.entered', { type: node.type })
  call.exchange.journal.save(call.entry(state))
  call.changed()
}

class Guard {
  private steps = 0
  private readonly visits = new Map<string, number>()
  private readonly call: Call
  constructor(call: Call) {
    this.call = call
  }
  visit(node: CompiledNode): void {
    if (this.call.heardInput) this.visits.clear()
    this.call.heardInput = false
    const visits = (this.visits.get(node.id) ?? 0) + 1
    this.visits.set(node.id, visits)
    if (++this.steps > maxSteps) throw new ConfigurationError('TOO_MANY_STEPS', `The call took more than ${maxSteps} steps.`)
    if (visits > maxVisits)
      throw new ConfigurationError('LOOP', `“${node.label}” was reached ${maxVisits} times without any input.`)
  }
}

/** Webhooks on the async port: beside the call, each once; their own `next` is ignored. */
function fireBeside(call: Call, flow: CompiledFlow, node: CompiledNode): void {
  for (const id of node.beside) fire(call, flow.nodes.get(id))
}
function fire(call: Call, node: CompiledNode | undefined): void {
  if (!node?.withoutCall) return
  try {
    void behaviourOf(node.type).run({
      call,
      nodeId: node.id,
      config: node.config as never,
      state: null,
      alive: null,
      checkpoint: () => {},
    })
  } catch (error) {
    call.exchange.log.error('a webhook could not be queued', { callId: call.id, node: node.id, error: String(error) })
  }
}
/** A chain of nodes that need no call. */
function runWebhooks(call: Call, flow: CompiledFlow, first: string): void {
  const seen = new Set<string>()
  for (let id: string | undefined = first; id !== undefined && !seen.has(id); ) {
    seen.add(id)
    const node = flow.nodes.get(id)
    if (!node?.withoutCall) return
    fire(call, node)
    id = node.next.get('next')
  }
}

/** What follows an error: the caller gone is normal; a configuration error takes the error path; a fault apologises. */
async function afterError(call: Call, flow: CompiledFlow, error: unknown): Promise<string | null> {
  const node = flow.nodes.get(call.nodeId)
  if (call.isGone || error instanceof CallEnded) {
    const abandoned = node?.next.get('abandoned')
    if (abandoned) runWebhooks(call, flow, abandoned)
    if (node?.terminal) for (const id of node.next.values()) runWebhooks(call, flow, id)
    if (node) fireBeside(call, flow, node)
    return null
  }
  const configuration = error instanceof ConfigurationError
  call.trace('call.error', {
    kind: configuration ? 'configuration' : 'fault',
    code: configuration ? error.code : 'FAULT',
    message: error instanceof Error ? error.message : String(error),
  })
  call.exchange.log.error(configuration ? 'a flow could not go on' : 'a fault in a call', {
    callId: call.id,
    node: call.nodeId,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
  call.outcome ??= 'failed'
  if (configuration && flow.errorPath && !call.variables.has('error.code')) {
    call.set('error.code', error.code)
    call.set('error.message', error.message)
    return flow.errorPath
  }
  try {
    await play(call, phrase(call, 'apology'))
  } catch (failed) {
    if (failed instanceof HostStopping) throw failed
    call.exchange.log.warn('the apology was not heard', { callId: call.id, error: String(failed) })
  }
  return null
}

/** Only nodes that need no call stand here. */
async function afterCall(call: Call, flow: CompiledFlow): Promise<void> {
  if (!flow.afterCallPath) return
  call.after = true
  runWebhooks(call, flow, flow.afterCallPath)
}
