// Simulated calls: the host's own engine on a flow as it is being drawn. A call lives as long as its console listens to it.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { language } from '../domain/office.ts'
import { flowDocument } from '../flow/document.ts'
import { flowTestStep, runResult, simulatedAct, simulatedStart } from '../flow/run.ts'
import { traceEvent } from '../trace/event.ts'
import { admin, done } from './base.ts'

export const heard = z.object({ kind: z.enum(['text', 'prompt', 'sound']), language: language.nullable(), said: z.string() })
export type Heard = z.infer<typeof heard>

export const simulationView = z.object({
  id: z.string(),
  /** Its own time, epoch ms. */
  now: z.number(),
  /** Its time moves by itself. */
  moving: z.boolean(),
  node: z.string(),
  /** How it ended; null while it goes on. */
  outcome: z.string().nullable(),
  variables: z.record(z.string(), z.string()),
  /** Telephones that ring or talk, besides the caller's. */
  phones: z.array(z.object({ phone: z.string(), name: z.string(), state: z.enum(['ringing', 'up']) })),
  /** Requests that wait for an answer by hand, oldest first. */
  asks: z.array(z.object({ method: z.string(), url: z.string(), body: z.string() })),
  /** What webhooks would have sent. */
  posted: z.array(z.object({ url: z.string(), body: z.string() })),
  /** Since the view before. */
  trace: z.array(traceEvent),
  heard: z.array(heard),
  steps: z.array(flowTestStep),
  path: z.array(z.string()),
})
export type SimulationView = z.infer<typeof simulationView>

export const simulate = {
  /** Begins a call; it ends when nobody follows it any more. REFUSED when this console or the host has too many. */
  call: admin.input(z.object({ document: flowDocument, start: simulatedStart })).output(eventIterator(simulationView)),
  act: admin.input(z.object({ id: z.string(), act: simulatedAct })).output(done),
  /** Lets its time move by itself, or stand still. */
  pace: admin.input(z.object({ id: z.string(), moving: z.boolean() })).output(done),
  /** How a text sounds in the office's voice: a WAV, base64. REFUSED where there is no text-to-speech. */
  say: admin.input(z.object({ text: z.string().min(1).max(3000), language })).output(z.object({ wav: z.base64() })),
  /** Runs the flow's tests. */
  runs: admin.input(z.object({ document: flowDocument })).output(z.array(runResult)),
}
