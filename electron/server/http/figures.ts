// The figures that `/metrics` shows a monitoring system, in Prometheus' text format: what the office does now, and how the host itself is. Numbers and names of
// queues only; who calls stays here.
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { LiveEvent } from '../../../shared/contract/live.ts'
import { callRecord, operatorStates, type QueueLive } from '../../../shared/domain/calls.ts'
import type { Host } from '../../host/hostPort.ts'

type Snapshot = Extract<LiveEvent, { type: 'snapshot' }>

/** What consoles see now. */
function snapshotOf({ deps }: Host): Snapshot | null {
  let seen: Snapshot | null = null
  const stop = deps.engine.live.follow({}, (event) => {
    if (event.type === 'snapshot') seen = event
  })
  stop()
  return seen
}

let ofProcess: Registry | null = null

/** Memory, processor, event loop and garbage collection of this process: measured from the first time they are asked for. */
function processMetrics(): Registry {
  if (!ofProcess) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess, prefix: 'cordboard_' })
  }
  return ofProcess
}

/** The office's figures; `read` takes them anew. */
function officeMetrics(host: Host): { registry: Registry; read(): void } {
  const registry = new Registry()
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: `cordboard_${name}`, help, labelNames, registers: [registry] })
  const up = gauge('pbx_connected', 'Whether the telephone system is connected and calls can be taken.')
  const problems = gauge('problem', 'A problem of the host that is there now, by its code.', ['code'])
  const calls = gauge('calls', 'Calls that run now, by kind.', ['kind'])
  const operators = gauge('operators', 'Operators, by state.', ['state'])
  const waiting = gauge('queue_waiting', 'Callers in line.', ['queue'])
  const longest = gauge('queue_longest_wait_seconds', 'How long the first in line has waited.', ['queue'])
  const loggedIn = gauge('queue_operators_logged_in', 'Operators who are logged in to the queue.', ['queue'])
  const answered = gauge('queue_answered_today', 'Callers answered since the start of the office’s day.', ['queue'])
  const abandoned = gauge('queue_abandoned_today', 'Callers who gave up since the start of the office’s day.', ['queue'])
  const delay = gauge('loop_delay_seconds', 'How late the thread that runs calls was in the last minute or two.', ['of'])
  const info = gauge('info', 'The version that runs.', ['version', 'pbx'])
  info.set({ version: host.deps.version, pbx: host.pbxKind }, 1)
  const readQueue = (queue: QueueLive, at: number) => {
    const labels = { queue: queue.name }
    waiting.set(labels, queue.waiting)
    longest.set(labels, queue.longestWaitSince === null ? 0 : Math.max(0, (at - queue.longestWaitSince) / 1000))
    loggedIn.set(labels, queue.loggedIn)
    answered.set(labels, queue.answered)
    abandoned.set(labels, queue.abandoned)
  }
  const readLive = ({ snapshot, at }: Snapshot) => {
    for (const kind of callRecord.shape.kind.options) calls.set({ kind }, 0)
    for (const { kind } of snapshot.calls) calls.inc({ kind })
    for (const state of operatorStates) operators.set({ state }, 0)
    for (const { state } of snapshot.operators) operators.inc({ state })
    for (const queue of snapshot.queues) readQueue(queue, at)
  }
  const read = () => {
    for (const each of [problems, calls, operators, waiting, longest, loggedIn, answered, abandoned]) each.reset()
    up.set(host.ready() ? 1 : 0)
    for (const { code } of host.problems()) problems.set({ code }, 1)
    const { p50Ms, p99Ms, maxMs } = host.deps.loop()
    for (const [of, ms] of Object.entries({ p50: p50Ms, p99: p99Ms, max: maxMs })) delay.set({ of }, ms / 1000)
    const now = snapshotOf(host)
    if (now) readLive(now)
  }
  return { registry, read }
}

export type Figures = { contentType: string; text(): Promise<string> }

/** The office's figures and the process's, each time as they are then. */
export function figuresOf(host: Host): Figures {
  const office = officeMetrics(host)
  const all = () => Registry.merge([processMetrics(), office.registry])
  return {
    contentType: all().contentType,
    text() {
      office.read()
      return all().metrics()
    },
  }
}
