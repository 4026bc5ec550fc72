// A backend asked once, as for the first request of a call, while no call is there: with one attempt, and told at once that it is over.
import type { Backend } from '../../../shared/domain/backend.ts'
import type { BackendTrial } from '../../../shared/domain/backendTrial.ts'
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import type { Chance, Clock, Http, HttpAnswer, HttpRequest } from '../ports.ts'
import * as callflow from './callflow/webhooks.ts'
import { chainOf } from './step/actions.ts'
import * as step from './step/provider.ts'

export type TrialDeps = { http: Http; clock: Clock; chance: Chance; config: OfficeConfig }
/** Whose call it seems to be. */
export type TrialCall = { from: string; to: string }

type Found = BackendTrial['found']
type Asking = {
  url: string
  body: unknown
  timeoutMs: number
  maxBytes: number
  succeeded(status: number): boolean
  read(body: Uint8Array): Found
}

const shownLength = 20_000

/**
 * Asks the backend what it would do with that call. Its session is ended at once, whatever it answered; `over` settles when it was told.
 * Never rejects for what the backend does.
 */
export async function tryBackend(
  deps: TrialDeps,
  backend: Backend,
  call: TrialCall,
): Promise<{ trial: BackendTrial; over: Promise<unknown> }> {
  const id = `trial-${deps.chance.id()}`
  const post = (url: string, body: unknown, timeoutMs: number, maxBytes: number, request: string): Promise<HttpAnswer> => {
    const headers = { 'content-type': 'application/json', ...backend.headers, 'x-cordboard-request': `${id}.${request}` }
    const asked: HttpRequest = { method: 'POST', url, headers, body: JSON.stringify(body), timeoutMs, maxBytes }
    return deps.http.request(asked)
  }
  const ask = async ({ url, body, timeoutMs, maxBytes, succeeded, read }: Asking): Promise<BackendTrial> => {
    const from = deps.clock.now()
    const answer = await post(url, body, timeoutMs, maxBytes, '1')
    const ms = deps.clock.now() - from
    const answered = answer.result === 'answered'
    const found = (): Found => {
      if (!answered) return { kind: 'unreached', error: answer.error }
      return succeeded(answer.status) ? read(answer.body) : { kind: 'status' }
    }
    return {
      sent: JSON.stringify(body),
      ms,
      status: 'status' in answer ? answer.status : null,
      answer: answered ? new TextDecoder().decode(answer.body).slice(0, shownLength) : '',
      found: found(),
    }
  }
  if (backend.kind === 'step') {
    const facts = { sessionId: id, ...call, direction: 'inbound', ivrId: backend.id, variables: {}, sipHeaders: {} }
    const body = (type: string) => step.stepBody(facts, backend, { type })
    const url = step.addressOf(backend)
    const notice = (path: string, said: unknown) => post(`${url}/${path}`, said, step.noticeMs, step.answerBytes, path)
    await notice('start', body('session_start'))
    const trial = await ask({
      url,
      body: body('session_start'),
      timeoutMs: backend.timeoutSeconds * 1000,
      maxBytes: step.answerBytes,
      succeeded: (status) => status >= 200 && status < 300,
      read: foundStep,
    })
    return { trial, over: notice('end', { ...body('session_end'), reason: 'normal', detail: null }) }
  }
  const now = deps.clock.now()
  const leg: callflow.LegRecord = {
    callId: id,
    direction: 'INBOUND',
    source: call.from,
    destination: call.to,
    status: 'COMPLETED',
    initiatedAt: now,
    connectedAt: now,
    endedAt: null,
    sipCode: 200,
  }
  const trial = await ask({
    url: backend.url.trim(),
    body: callflow.vcaBody(
      deps,
      backend,
      { id, callId: id, leg },
      { callStatus: 'CALL_RECEIVED', digits: null, clientActionId: null },
    ),
    timeoutMs: callflow.timeoutMs,
    maxBytes: callflow.answerBytes,
    succeeded: (status) => status === 200,
    read: foundDocument,
  })
  const summary: callflow.Summary = {
    sessionId: id,
    requestId: null,
    status: 'COMPLETED',
    startedAt: now,
    endedAt: deps.clock.now(),
    a: leg,
    b: null,
    lastAction: null,
    error: null,
  }
  const told = callflow.summaryBody(deps, backend, summary)
  return { trial, over: post(callflow.summaryUrl(backend), told, step.noticeMs, callflow.answerBytes, 'end') }
}

function foundStep(body: Uint8Array): Found {
  const read = step.readStep(body)
  return 'problem' in read ? { kind: 'wrong', problem: read.problem } : { kind: 'actions', actions: chainOf(read.raw) }
}

function foundDocument(body: Uint8Array): Found {
  const document = callflow.readAnswer(body)
  if (document === 'empty') return { kind: 'nothing' }
  if ('failed' in document) return { kind: 'wrong', problem: document.failed }
  return { kind: 'actions', actions: document.actions.map(({ action }) => action) }
}
