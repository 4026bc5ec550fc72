// A backend asked once, as for the first request of a call, while no call is there: with one attempt, and told at once that it is over.
import type { Backend } from '../../../shared/domain/backend.ts'
import type { BackendTrial } from '../../../shared/domain/backendTrial.ts'
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import type { Chance, Clock, Http, HttpAnswer } from '../ports.ts'
import type { Judging } from './callflow/document.ts'
import * as callflow from './callflow/webhooks.ts'
import { sentTo } from './sentTo.ts'
import { chainOf } from './step/actions.ts'
import * as step from './step/provider.ts'

export type TrialDeps = { http: Http; clock: Clock; chance: Chance; config: OfficeConfig }
/** Whose call it seems to be. */
export type TrialCall = { from: string; to: string }

type Tried = { trial: BackendTrial; over: Promise<unknown> }
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

type Line = ReturnType<typeof lineTo>

/** The requests of one trial, by its id. */
function lineTo({ http, clock, chance }: TrialDeps, id: string, backend: Backend) {
  const post = (url: string, body: unknown, timeoutMs: number, maxBytes: number, request: string): Promise<HttpAnswer> => {
    const sent = sentTo(chance, backend, url)
    const headers = { 'content-type': 'application/json', ...sent.headers, 'x-cordboard-request': `${id}.${request}` }
    return http.request({ method: 'POST', ...sent, headers, body: JSON.stringify(body), timeoutMs, maxBytes })
  }
  const ask = async ({ url, body, timeoutMs, maxBytes, succeeded, read }: Asking): Promise<BackendTrial> => {
    const from = clock.now()
    const answer = await post(url, body, timeoutMs, maxBytes, '1')
    const ms = clock.now() - from
    const sent = JSON.stringify(body)
    if (answer.result !== 'answered') {
      const status = answer.result === 'tooLarge' ? answer.status : null
      return { sent, ms, status, answer: '', found: { kind: 'unreached', error: answer.error } }
    }
    const { status } = answer
    const shown = new TextDecoder().decode(answer.body).slice(0, shownLength)
    return { sent, ms, status, answer: shown, found: succeeded(status) ? read(answer.body) : { kind: 'status' } }
  }
  return { id, post, ask }
}

/**
 * Asks the backend what it would do with that call. Its session is ended at once, whatever it answered; `over` settles when it was told.
 * Never rejects for what the backend does.
 */
export function tryBackend(deps: TrialDeps, backend: Backend, call: TrialCall): Promise<Tried> {
  const line = lineTo(deps, `trial-${deps.chance.id()}`, backend)
  return backend.kind === 'step' ? tryStep(line, backend, call) : tryCallActions(line, deps, backend, call)
}

async function tryStep({ id, post, ask }: Line, backend: Backend & { kind: 'step' }, call: TrialCall): Promise<Tried> {
  const facts = { sessionId: id, ...call, direction: 'inbound', ivrId: backend.id, variables: {}, sipHeaders: {} }
  const body = (type: 'session_start' | 'session_end') => step.stepBody(facts, backend, { type })
  const notice = (path: string, said: unknown) =>
    post(step.addressOf(backend, `/${path}`), said, step.noticeMs, step.answerBytes, path)
  await notice('start', body('session_start'))
  const trial = await ask({
    url: step.addressOf(backend),
    body: body('session_start'),
    timeoutMs: backend.timeoutSeconds * 1000,
    maxBytes: step.answerBytes,
    succeeded: (status) => status >= 200 && status < 300,
    read: foundStep,
  })
  return { trial, over: notice('end', { ...body('session_end'), reason: 'normal', detail: null }) }
}

async function tryCallActions(
  { id, post, ask }: Line,
  deps: TrialDeps,
  backend: Backend & { kind: 'callActions' },
  call: TrialCall,
): Promise<Tried> {
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
  const received = { callStatus: 'CALL_RECEIVED', digits: null, clientActionId: null } as const
  const trial = await ask({
    url: backend.url.trim(),
    body: callflow.vcaBody(deps, backend, { id, leg }, received),
    timeoutMs: callflow.timeoutMs,
    maxBytes: callflow.answerBytes,
    succeeded: (status) => status === 200,
    read: (body) => foundDocument(body, callflow.judgingOf('webhook', deps)),
  })
  const told = callflow.summaryBody(deps, backend, {
    sessionId: id,
    clientRequestId: null,
    status: 'COMPLETED',
    startedAt: now,
    endedAt: deps.clock.now(),
    a: leg,
    b: null,
    lastAction: null,
    error: null,
  })
  return { trial, over: post(callflow.summaryUrl(backend), told, step.noticeMs, callflow.answerBytes, 'end') }
}

function foundStep(body: Uint8Array): Found {
  const read = step.readStep(body)
  if ('problem' in read) return { kind: 'wrong', problem: read.problem }
  const { passedOver } = read
  return { kind: 'actions', actions: chainOf(read.raw), ...(passedOver.length > 0 ? { passedOver } : {}) }
}

function foundDocument(body: Uint8Array, judging: Judging): Found {
  const document = callflow.readAnswer(body, judging)
  if (document === 'empty') return { kind: 'nothing' }
  if ('failed' in document) return { kind: 'wrong', problem: document.failed }
  return { kind: 'actions', actions: document.actions.map(({ action }) => action) }
}
