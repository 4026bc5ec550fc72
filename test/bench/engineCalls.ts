// Not a bench: the program which runs the engine for one. Writes its figure on stdout as JSON.

import { VirtualClock } from '../../electron/adapters/sim/clock.ts'
import { SimTelephony } from '../../electron/adapters/sim/telephony.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import type { TraceEvent } from '../../shared/trace/event.ts'
import { flowOf, MemoryCallLog, memoryStores, NoJournal, world } from '../support/memory.ts'

export type Walked = { value: number }

const warmUp = 6_000
const calls = 30_000
/** Callers who dial at the same moment of the virtual clock. */
const batch = 500
const waiters = 10_000

/** Counts nodes and keeps nothing. */
class CountingLog extends MemoryCallLog {
  leftNodes = 0
  ended = 0
  override trace(event: TraceEvent): void {
    if (event.type === 'node.left') this.leftNodes++
    else if (event.type === 'call.ended') this.ended++
  }
  override started(): void {}
  override update(): void {}
  override joined(): void {}
  override left(): void {}
}

const sound = (name: string) => ({ type: 'playAudio', prompt: { kind: 'sound', name } })
const put = (name: string, expression: string) => ({ type: 'setVariable', assignments: [{ name, expression }] })
const when = (expression: string) => ({ type: 'condition', expression })
const allDay = [{ from: '00:00', to: '24:00' }]
const weekly = { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay }
const hours = { type: 'businessHours', name: 'office', timeZone: 'Europe/Berlin', weekly }
const menu = (name: string) => ({ type: 'menu', prompt: { kind: 'sound', name }, keys: ['1', '2', '3'] })

/** What an office has, in a row of twenty: hours, variables, conditions, prompts, two menus, a customer number. */
const nodes: [id: string, port: string, node: { type: string; [config: string]: unknown }][] = [
  ['start', 'next', { type: 'start' }],
  ['answer', 'next', { type: 'answer' }],
  ['hours', 'open', hours],
  ['greet', 'next', put('greeting', "'Hello ' + call.from")],
  ['known', 'false', when("call.from == 'anonymous'")],
  ['welcome', 'next', sound('welcome')],
  ['menu', '1', menu('main-menu')],
  ['chosen', 'next', put('chosen', 'digits')],
  ['sales', 'true', when("chosen == '1'")],
  ['number', 'next', { type: 'getDigits', variable: 'customer' }],
  ['readback', 'next', sound('your-number')],
  ['kept', 'next', put('kept', "customer + '-' + chosen")],
  ['vip', 'false', when("customer == '9999'")],
  ['menu2', '2', menu('sub-menu')],
  ['second', 'next', put('second', 'digits')],
  ['hours2', 'open', hours],
  ['sure', 'true', when("second == '2'")],
  ['info', 'next', sound('information')],
  ['thanks', 'next', sound('goodbye')],
  ['bye', 'done', { type: 'hangup' }],
]
const flow: FlowDocument = flowOf(
  'twenty',
  Object.fromEntries(nodes.map(([id, , node]) => [id, node])),
  nodes.slice(0, -1).map(([id, port], at) => `${id}.${port}>${nodes[at + 1]?.[0]}`),
)

function officeWith(parts: Parameters<typeof world>[0], documents: FlowDocument[]) {
  const clock = new VirtualClock()
  const sim = new SimTelephony(clock)
  sim.keepCommands = false
  const log = new CountingLog()
  return { ...world(parts, documents, { clock, sim, journal: new NoJournal(), log, stores: memoryStores() }), log }
}

/** Calls a second of processor time (all threads of the process, the garbage collector's as well). */
async function walk(): Promise<number> {
  const { engine, sim, clock, log, errors } = officeWith({ routes: { '1': 'twenty' } }, [flow])
  await engine.start()
  const one = async () => {
    const callers = Array.from({ length: batch }, (_, i) => sim.call('1', `+4930${i}`))
    // The menu follows the welcome of one second; the second menu the number read back.
    for (const [afterMs, keys] of [
      [1_500, '1'],
      [100, '1234#'],
      [1_500, '2'],
    ] as const) {
      await clock.advance(afterMs)
      for (const caller of callers) caller.press(keys)
    }
    await clock.advance(5_000)
  }
  const go = async (count: number) => {
    for (let done = 0; done < count; done += batch) await one()
  }
  await go(warmUp)
  log.leftNodes = log.ended = 0
  const before = process.cpuUsage()
  await go(calls)
  const { user, system } = process.cpuUsage(before)
  if (log.ended !== calls || log.leftNodes !== calls * nodes.length || errors.length > 0)
    throw new Error(`${log.ended} calls ended after ${log.leftNodes} nodes: ${errors[0] ?? 'no error was told'}`)
  return calls / ((user + system) / 1e6)
}

/** Bytes of heap for each of 10,000 callers in a queue. */
async function wait(): Promise<number> {
  const queueFlow = flowOf('line', { start: { type: 'start' }, queue: { type: 'queue', queueId: 'sales' } }, ['start.next>queue'])
  const { engine, sim, clock, errors } = officeWith({ routes: { '1': 'line' }, queues: [{ id: 'sales' }] }, [queueFlow])
  await engine.start()
  const heap = () => {
    for (let i = 0; i < 3; i++) globalThis.gc?.()
    return process.memoryUsage().heapUsed
  }
  const enter = async (count: number) => {
    for (let i = 0; i < count; i++) sim.call('1', `+4930${i}`)
    await clock.advance(20_000)
  }
  await enter(100)
  const before = heap()
  await enter(waiters)
  const bytes = heap() - before
  if (engine.runningCalls !== waiters + 100 || errors.length > 0)
    throw new Error(`${engine.runningCalls} calls wait: ${errors[0] ?? 'no error was told'}`)
  return bytes / waiters
}

const what = process.argv[2]
if (what) process.stdout.write(JSON.stringify({ value: await (what === 'walk' ? walk() : wait()) } satisfies Walked))
