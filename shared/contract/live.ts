// The live feed: a snapshot, then deltas with sequence numbers; a console that comes back resumes from its last one.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { alertKind } from '../domain/alert.ts'
import { callback, liveCall, liveSnapshot, operatorLive, queueLive, voicemail, waitingCaller } from '../domain/calls.ts'
import { healthProblem } from '../domain/health.ts'
import { traceEvent } from '../trace/event.ts'
import { agent, supervisor } from './base.ts'

export const alert = z.object({
  id: z.string(),
  at: z.number(),
  kind: alertKind,
  text: z.string(),
})
export type Alert = z.infer<typeof alert>

export const liveChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('operator'), value: operatorLive }),
  z.object({ kind: z.literal('operatorGone'), id: z.string() }),
  z.object({ kind: z.literal('queue'), value: queueLive }),
  z.object({ kind: z.literal('queueGone'), id: z.string() }),
  z.object({ kind: z.literal('waiting'), value: waitingCaller }),
  z.object({ kind: z.literal('waitingGone'), callId: z.string() }),
  z.object({ kind: z.literal('call'), value: liveCall }),
  z.object({ kind: z.literal('callGone'), id: z.string() }),
  z.object({ kind: z.literal('callback'), value: callback }),
  z.object({ kind: z.literal('voicemail'), value: voicemail }),
  z.object({ kind: z.literal('voicemailGone'), id: z.string() }),
  /** Somebody noted something on this call, or chose its result: whoever shows it asks anew. */
  z.object({ kind: z.literal('noted'), callId: z.string() }),
  /** One step of a running call; supervisors alone get it. */
  z.object({ kind: z.literal('trace'), value: traceEvent }),
  /** Something in the office's settings, flows, contacts, … was changed by somebody; `entity` is the audit trail's word for its kind. */
  z.object({ kind: z.literal('config'), entity: z.string(), id: z.string(), revision: z.int() }),
  z.object({ kind: z.literal('alert'), value: alert }),
  z.object({ kind: z.literal('pbx'), connected: z.boolean() }),
  /** How many recordings wait under Recovered recordings; supervisors alone get it. */
  z.object({ kind: z.literal('recovered'), count: z.int() }),
  /** All problems of the host itself, after one came or went. */
  z.object({ kind: z.literal('health'), problems: z.array(healthProblem) }),
])
export type LiveChange = z.infer<typeof liveChange>

export const liveEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    seq: z.int(),
    at: z.number(),
    snapshot: liveSnapshot,
    pbxConnected: z.boolean(),
    problems: z.array(healthProblem),
    /** Recovered recordings that wait for somebody; 0 for agents. */
    recovered: z.int().default(0),
    /** Counts the changes of configuration in this run of the host. */
    configRevision: z.int(),
  }),
  z.object({ type: z.literal('changes'), seq: z.int(), at: z.number(), changes: z.array(liveChange) }),
])
export type LiveEvent = z.infer<typeof liveEvent>

export const live = {
  /** `since`: the last sequence number seen; the host sends what came after, or a snapshot when it no longer has it. `epoch` names the host's run. */
  feed: agent.input(z.object({ since: z.int().optional(), epoch: z.string().optional() })).output(eventIterator(liveEvent)),
  /** What the running calls did so far, each call's events in order; the feed goes on from there. */
  traces: supervisor.output(z.object({ events: z.array(traceEvent) })),
  /** Names this run of the host; a new one makes `since` worthless. */
  epoch: agent.output(z.object({ epoch: z.string(), now: z.number() })),
}
