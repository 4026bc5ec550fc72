// One action of a step session, from its start to its result. Its failures are RemoteFailure.
import { mediaOf } from '../../actions/media.ts'
import { record } from '../../actions/record.ts'
import { playSound, RemoteFailure } from '../sound.ts'
import type { StepAction, StepActionOf } from './actions.ts'
import { api } from './api.ts'
import { askDigits, askMenu, askPhone, askVoice } from './ask.ts'
import { stepSound } from './stepSound.ts'
import { agent, bridge, jump, queue, transfer, voicemail } from './transferActions.ts'
import type { Outcome, Work } from './work.ts'

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
    case 'record_start':
      return recordStart(work, action)
    case 'record_stop':
      return recordStop(work, action)
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
    case 'exit':
      return Promise.resolve({ kind: 'over', port: 'ended', reason: 'normal' })
    default:
      return Promise.reject(
        new RemoteFailure('request', `“${action.type}” is an action of a tree of menus, not of a step provider`),
      )
  }
}

/** A key during an interruptible prompt ends it and is sent; during another it is kept until the chain is over. */
async function prompt(work: Work, action: StepActionOf<'prompt'>): Promise<Outcome> {
  const { call } = work
  const media = await stepSound(work, action)
  if (action.interruptible) work.typeAhead()
  const heard = await playSound(call, media, { interruptible: action.interruptible })
  if (heard.result === 'fail') throw new RemoteFailure('file', 'the prompt could not be played')
  if (heard.result === 'interrupted') return { kind: 'told', event: { type: 'dtmf', digit: heard.typed } }
  work.keep(heard.typed)
  return { kind: 'done', event: { type: 'audio_complete', interrupted: false } }
}

async function torecord(work: Work, action: StepActionOf<'torecord'>): Promise<Outcome> {
  const { call } = work
  const before = work.resumed()
  const resumed = typeof before === 'string'
  if (!resumed) {
    const words = await stepSound(work, action)
    if (words.uris.length > 0) await playSound(call, words, { interruptible: false })
  }
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

/** Records from here on, beside whatever the call does. Throws RemoteFailure where nothing is recorded. */
async function recordStart(work: Work, action: StepActionOf<'record_start'>): Promise<Outcome> {
  const { call } = work
  if (!(await work.segments.start(action.max_duration_secs))) throw new RemoteFailure('file', 'the recording did not start')
  if (action.beep) await playSound(call, await mediaOf(call, { kind: 'sound', name: 'beep' }), { interruptible: false })
  const segmentId = action.id || call.pbx.chance.id()
  return {
    kind: 'done',
    event: { type: 'recording_started', segment_type: action.segment_type, segment_id: segmentId },
  }
}

/** Ends the recording; asked where none runs, it says so too, as RustPBX does. */
async function recordStop(work: Work, action: StepActionOf<'record_stop'>): Promise<Outcome> {
  work.segments.stop()
  return { kind: 'done', event: { type: 'recording_stopped', ...(action.reason ? { reason: action.reason } : {}) } }
}

/** Plays to the end, then the call is over. */
async function farewell(work: Work, action: StepActionOf<'play_and_hangup'> | StepActionOf<'hangup'>): Promise<Outcome> {
  work.typeAhead()
  const { call } = work
  const media = await stepSound(work, action)
  if (media.uris.length > 0) await playSound(call, media, { interruptible: false })
  return { kind: 'over', port: 'ended', reason: 'hangup', hangUp: true }
}
