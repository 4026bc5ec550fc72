// The integration API, version 1: what other programs do with an office, under `/api/v1`. Paths and shapes are kept stable; docs/api.md shows them.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { callback, callbackOutcome, liveCall, operatorLive } from '../domain/calls.ts'
import { agent, done, supervisor } from './base.ts'
import { liveEvent } from './live.ts'

const tags = ['Integration']
const byOperator = z.object({ id: z.string(), operatorId: z.string() })

export const integration = {
  calls: agent
    .route({ method: 'GET', path: '/v1/calls', operationId: 'listCalls', tags, summary: 'The calls that run now' })
    .output(z.array(liveCall)),
  originate: supervisor
    .route({
      method: 'POST',
      path: '/v1/calls',
      operationId: 'originateCall',
      tags,
      summary: 'Rings an extension, then calls `to` from there',
    })
    .input(
      z.object({
        extension: z.string().min(2).max(6),
        /** An extension, a number, `queue:<id>`, `voicemail:<id>` or a SIP URI. */
        to: z.string().min(1).max(80),
      }),
    )
    .output(z.object({ callId: z.string() })),
  hangup: supervisor
    .route({ method: 'DELETE', path: '/v1/calls/{callId}', operationId: 'hangUpCall', tags, summary: 'Ends a call' })
    .input(z.object({ callId: z.string() }))
    .output(done),
  callbacks: agent
    .route({
      method: 'GET',
      path: '/v1/callbacks',
      operationId: 'listCallbacks',
      tags,
      summary: 'Callbacks that wait, oldest first',
    })
    .input(z.object({ queueId: z.string().optional() }))
    .output(z.array(callback)),
  claimCallback: supervisor
    .route({
      method: 'POST',
      path: '/v1/callbacks/{id}/claim',
      operationId: 'claimCallback',
      tags,
      summary: 'Claims a callback for an operator; 409 when another holds it',
    })
    .input(byOperator)
    .output(callback),
  returnCallback: supervisor
    .route({
      method: 'POST',
      path: '/v1/callbacks/{id}/return',
      operationId: 'returnCallback',
      tags,
      summary: 'Rings the operator, then the customer',
    })
    .input(byOperator)
    .output(z.object({ callId: z.string() })),
  finishCallback: supervisor
    .route({
      method: 'POST',
      path: '/v1/callbacks/{id}/finish',
      operationId: 'finishCallback',
      tags,
      summary: 'Closes a callback with its outcome',
    })
    .input(byOperator.extend({ outcome: callbackOutcome, note: z.string().max(4000).optional() }))
    .output(callback),
  operators: agent
    .route({ method: 'GET', path: '/v1/operators', operationId: 'listOperators', tags, summary: 'Operators and their states' })
    .output(z.array(operatorLive)),
  setOperator: supervisor
    .route({
      method: 'POST',
      path: '/v1/operators/{id}/state',
      operationId: 'setOperatorState',
      tags,
      summary: 'Pauses, resumes or logs out an operator',
    })
    .input(
      z.object({ id: z.string(), state: z.enum(['paused', 'available', 'offline']), reason: z.string().max(60).default('') }),
    )
    .output(done),
  live: agent
    .route({
      method: 'GET',
      path: '/v1/live',
      operationId: 'followLive',
      tags,
      summary: 'Server-sent events: a snapshot, then every change',
    })
    .output(eventIterator(liveEvent)),
}
