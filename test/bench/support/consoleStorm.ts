// A mock office as full as the storm wants it, and its events.
import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveChange } from '../../../shared/contract/live.ts'
import type { MockOffice } from '../../e2e/support/mockOffice.ts'

const states = ['available', 'ringing', 'busy', 'wrapUp', 'paused'] as const

/** Fills the office, before a console looks. */
export function crowdOf(office: MockOffice, size: { waiting: number; operators: number }): void {
  const { waiting, operators } = office.live
  const [caller] = waiting
  const [operator] = operators
  if (!caller || !operator) throw new Error('the sample office is empty')
  waiting.splice(
    0,
    waiting.length,
    ...Array.from({ length: size.waiting }, (_, at) => ({
      ...caller,
      callId: `w-${at}`,
      from: `+49305550${String(at).padStart(3, '0')}`,
      fromName: `Caller ${at}`,
      since: Date.now() - at * 1000,
      position: at + 1,
    })),
  )
  for (let at = operators.length; at < size.operators; at++)
    operators.push({ ...operator, operatorId: `op-${at}`, name: `Operator ${at}`, extension: String(300 + at) })
}

/** What the office tells at that moment; every fiftieth change carries the time in an operator's name. */
function changeAt(office: MockOffice, count: number): LiveChange {
  const { operators, waiting, queues } = office.live
  const operator = operators[1 + (count % (operators.length - 1))]
  const caller = waiting[count % waiting.length]
  const queue = queues[count % queues.length]
  if (!operator || !caller || !queue) throw new Error('the office is empty')
  if (count % 50 === 0 && operators[1])
    return { kind: 'operator', value: { ...operators[1], name: `stamp ${Date.now()}`, since: Date.now() } }
  if (count % 3 === 0) return { kind: 'waiting', value: { ...caller, status: count % 2 ? 'waiting' : 'offered' } }
  if (count % 3 === 1) return { kind: 'queue', value: { ...queue, waiting: count % 60, answered: queue.answered + count } }
  const state = states[count % states.length] ?? 'available'
  return { kind: 'operator', value: { ...operator, state, since: Date.now(), callsToday: count % 90 } }
}

/** Sends so many events a second for so long, spread over frames as the host spreads them. */
export async function disturb(office: MockOffice, eventsASecond: number, seconds: number): Promise<void> {
  const began = performance.now()
  for (let sent = 0; sent < eventsASecond * seconds; ) {
    const due = Math.min(eventsASecond * seconds, Math.floor(((performance.now() - began) / 1000) * eventsASecond))
    while (sent < due) office.push(changeAt(office, ++sent))
    await sleep(8)
  }
}
