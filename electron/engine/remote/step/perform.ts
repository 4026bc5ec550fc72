// One action of a step session, from its start to what it leads to. Failures of its own are RemoteFailure.
import { record } from '../../actions/record.ts'
import { playSound, RemoteFailure, soundOf, waitFor } from '../sound.ts'
import type { StepAction, StepActionOf } from './actions.ts'
import { askDigits, askMenu, askPhone, askVoice } from './ask.ts'
import { agent, bridge, jump, queue, transfer, voicemail } from './transferActions.ts'
import type { Outcome, Work } from './work.ts'

/** What is read of an API's answer, bytes. */
const apiBytes = 256 * 1024

/** Runs it. Rejects with CallEnded when the caller leaves, with Redirected for a jump. */
export function perform(work: Work, action: Exclude<StepAction, { type: 'repeat' }>): Promise<Outcome> {
  switch (action.type) {
    case 'prompt':
      return prompt(work, action)
    case 'dtmf_menu':
      return askMenu(work, action)
    case 'collect_dtmf':
      return askDigits(work, action)
    case 'input_phone':
      return askPhone(work, action)
    case 'input_voice':
      return askVoice(work, action)
    case 'api':
      return api(work, action)
    case 'torecord':
      return torecord(work, action)
    case 'transfer':
      return transfer(work, action)
    case 'queue':
      return queue(work, action)
    case 'voicemail':
      return voicemail(work, action)
    case 'route_to_agent':
      return agent(work, action)
    case 'jump_ivr':
      return Promise.resolve().then(() => jump(work, action))
    case 'voip_bridge':
      return bridge(work, action)
    case 'play_and_hangup':
    case 'hangup':
      return farewell(work, action)
  }
}

/** A key during an interruptible prompt ends it and is sent; during another it is kept until the chain is over. */
async function prompt(work: Work, action: StepActionOf<'prompt'>): Promise<Outcome> {
  const { call } = work
  const media = await soundOf(call, { file: action.file, text: action.tts_text })
  const heard = await playSound(call, media, { interruptible: action.interruptible })
  if (heard.result === 'fail') throw new RemoteFailure('file', 'the prompt could not be played')
  if (heard.result === 'interrupted') return { kind: 'told', event: { type: 'dtmf', digit: heard.typed } }
  work.keep(heard.typed)
  return { kind: 'done', event: { type: 'audio_complete', interrupted: false } }
}

async function api(work: Work, action: StepActionOf<'api'>): Promise<Outcome> {
  const { call } = work
  const { body } = action
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await waitFor(call, (signal) =>
    work.http.request(
      {
        method: action.method,
        url: action.url,
        headers: { ...(text !== null ? { 'content-type': 'application/json' } : {}), ...action.headers },
        ...(text !== null && action.method !== 'GET' && action.method !== 'HEAD' ? { body: text } : {}),
        timeoutMs: Math.min(action.timeout, 120) * 1000,
        maxBytes: apiBytes,
      },
      signal,
    ),
  )
  if (answer.result !== 'answered') {
    work.set('api_status', '0')
    work.set('api_result', 'error')
    throw new RemoteFailure('request', `the API did not answer: ${answer.error}`)
  }
  const said = new TextDecoder().decode(answer.body)
  work.set('api_response', said)
  work.set('api_status', String(answer.status))
  work.set('api_result', answer.status >= 200 && answer.status < 300 ? 'success' : 'failure')
  return { kind: 'done', event: { type: 'api_response', status: answer.status, body: jsonOr(said) } }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function torecord(work: Work, action: StepActionOf<'torecord'>): Promise<Outcome> {
  const { call } = work
  const before = work.resumed()
  const resumed = typeof before === 'string'
  const name = resumed ? before : `cb-n-${call.pbx.chance.id()}`
  work.save(name)
  const made = await record(call, {
    name,
    kind: 'recordings',
    timeLimitSeconds: Math.max(1, action.max_duration),
    terminationDigits: '#',
    playBeep: action.beep,
    resumed,
    ...(action.silence_timeout ? { silenceSeconds: Math.ceil(action.silence_timeout) } : {}),
    stored: ({ file }) => work.set(action.variable, call.sound.media.recordingUrl(file)),
  })
  if (made.result === 'error') throw new RemoteFailure('file', 'the recording failed')
  const url = made.filePath === null ? '' : call.sound.media.recordingUrl(made.filePath)
  return { kind: 'done', event: { type: 'recording_complete', url, duration_secs: made.seconds } }
}

/** Plays to the end, then the call is over. */
async function farewell(work: Work, action: StepActionOf<'play_and_hangup'> | StepActionOf<'hangup'>): Promise<Outcome> {
  work.typeAhead()
  const { call } = work
  const media = await soundOf(call, { file: action.file, text: action.tts_text })
  if (media.uris.length > 0) await playSound(call, media, { interruptible: false })
  return { kind: 'over', port: 'ended', reason: 'hangup', hangUp: true }
}
