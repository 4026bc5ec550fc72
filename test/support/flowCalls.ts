// Calls through flows made for one test: published under a number of their own, dialled from a number of their own.
import type { FlowDocument } from '../../shared/flow/document.ts'
import { flowOf } from './memory.ts'
import { type RealOffice, until } from './office.ts'
import type { PhoneCall } from './phone/call.ts'

export const beep = { kind: 'tone', tone: 'beep' }
export const start = { type: 'start' }
export const end = { type: 'hangup' }

/** Someone who called; `story` is the ports taken so far. */
export type FlowCall = { caller: PhoneCall & { from: string }; story: () => string[] }

let number = 6000
let from = 0
let flows = 0

/** A flow with an id of its own. */
export const flow = (nodes: Parameters<typeof flowOf>[1], edges: string[]): FlowDocument => flowOf(`f${++flows}`, nodes, edges)

/** Dials a number from one nobody else has. */
export async function dial(office: RealOffice, to: string): Promise<FlowCall> {
  const own = `+49305${String(++from).padStart(4, '0')}`
  const caller = Object.assign(await office.dial(to, own), { from: own })
  return { caller, story: () => office.story(own) }
}

/** Publishes the flow and dials it. */
export async function callFlow(office: RealOffice, document: FlowDocument): Promise<FlowCall> {
  const to = String(++number)
  await office.publish(document, to)
  return dial(office, to)
}

/** The caller's end is known on the telephone before the host has written it down. */
export const written = (office: RealOffice) => until('the host to be done with the call', () => office.engine.runningCalls === 0)
