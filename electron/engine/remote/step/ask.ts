// The actions that wait for the caller: menus, digits, telephone numbers, a spoken answer.

import { language as languages } from '../../../../shared/domain/office.ts'
import { sequenceWaitMs } from '../../../../shared/nodes/menu.ts'
import { collect, type GatherResult, gatherDigits, menuVerdict } from '../../actions/collect.ts'
import type { Media } from '../../actions/media.ts'
import { record } from '../../actions/record.ts'
import { playSound, RemoteFailure, soundOf, waitFor } from '../sound.ts'
import { asAction, type InnerAction, type StepActionOf } from './actions.ts'
import type { Outcome, Work } from './work.ts'

type Menu = StepActionOf<'dtmf_menu'>

const everyKey = [...'0123456789*#']

/** Which keys count, and what each does; null: it is sent to the provider. */
function keysOf(menu: Menu): Map<string, InnerAction | null | undefined> {
  const { keys } = menu
  if (keys === undefined || keys.length === 0) return new Map(everyKey.map((key) => [key, null]))
  if (typeof keys === 'string') return new Map([...keys].filter((key) => everyKey.includes(key)).map((key) => [key, null]))
  if (Array.isArray(keys)) return new Map(keys.map((key) => [key, null]))
  return new Map(Object.entries(keys).filter(([key]) => key !== ''))
}

const media = (work: Work, action: { file?: string | undefined; tts_text?: string | undefined }): Promise<Media> =>
  soundOf(work.call, { file: action.file, text: action.tts_text })

/** A key to act upon at once, or to send; wrong keys and silence count until it was once too often. */
export async function askMenu(work: Work, menu: Menu): Promise<Outcome> {
  const { call } = work
  const id = JSON.stringify([menu.file, menu.tts_text, menu.step_id, menu.keys])
  const failures = work.menuBegins(id)
  if (failures > 0 && failures >= menu.max_retries) return { kind: 'tooMany' }
  const keys = keysOf(menu)
  const names = [...keys.keys()]
  work.typeAhead()
  const heard = await collect(call, {
    media: await media(work, menu),
    interruptible: true,
    firstMs: menu.timeout_ms,
    decide: (digits) => menuVerdict(names, digits, menu.timeout_ms, sequenceWaitMs),
  })
  if (heard.result === 'success') {
    work.menuEnded(true)
    call.set('digits', heard.digits)
    const acts = keys.get(heard.digits)
    if (acts === null || acts === undefined) return { kind: 'done', event: { type: 'dtmf', digit: heard.digits } }
    work.matched(heard.digits)
    return { kind: 'goto', action: asAction(acts) }
  }
  work.menuEnded(false)
  const [event, instead] =
    heard.result === 'timeout'
      ? [{ type: 'dtmf_menu_timeout' }, menu.timeout_action]
      : [{ type: 'dtmf_menu_invalid', digit: heard.digits }, menu.invalid_action]
  return instead === undefined ? { kind: 'told', event } : { kind: 'goto', action: asAction(instead) }
}

/** RustPBX calls it a time-out only when nothing was pressed, and sends what there is otherwise; the variable says that nobody ended it. */
function pressed(work: Work, heard: GatherResult): string {
  work.set('dtmf_result', heard.result)
  return heard.digits ?? ''
}

/** Several digits into a variable, told as one. */
export async function askDigits(work: Work, action: StepActionOf<'collect_dtmf'>): Promise<Outcome> {
  const least = action.num_digits ?? action.min_digits ?? 1
  work.typeAhead()
  const heard = await gatherDigits(work.call, await media(work, action), {
    maxDigits: Math.max(1, action.max_digits ?? action.num_digits ?? 40),
    terminationDigits: action.end_key,
    timeoutSeconds: action.timeout_ms / 1000,
  })
  const digits = pressed(work, heard)
  if (digits === '') return { kind: 'told', event: { type: 'dtmf_timeout' } }
  work.set(action.variable, digits)
  work.call.trace('step.collected', { digits: digits.length, enough: digits.length >= least })
  return { kind: 'done', event: { type: 'dtmf', digit: digits } }
}

/** A telephone number by keypad, into `phone_number`. */
export async function askPhone(work: Work, action: StepActionOf<'input_phone'>): Promise<Outcome> {
  work.typeAhead()
  const heard = await gatherDigits(work.call, await media(work, action), {
    maxDigits: Math.max(1, action.max_digits),
    terminationDigits: action.terminator,
    timeoutSeconds: action.timeout_ms / 1000,
    interDigitSeconds: action.inter_digit_timeout_ms / 1000,
  })
  const digits = pressed(work, heard)
  if (digits === '') return { kind: 'told', event: { type: 'dtmf_timeout' } }
  work.set('phone_number', digits)
  return { kind: 'done', event: { type: 'phone_collected', number: digits } }
}

/** This much silence ends what the caller says, seconds. */
const silenceSeconds = 2

/** What the caller says, as text. Throws RemoteFailure where nothing can recognise it. */
export async function askVoice(work: Work, action: StepActionOf<'input_voice'>): Promise<Outcome> {
  const { call } = work
  const { recogniser, media: store } = call.sound
  const { chance } = call.pbx
  if (!recogniser.available()) throw new RemoteFailure('recogniser', 'no speech recogniser is configured')
  const prompt = await media(work, action)
  if (prompt.uris.length > 0) await playSound(call, prompt, { interruptible: true })
  const made = await record(call, {
    name: `cb-n-${chance.id()}`,
    kind: 'recordings',
    timeLimitSeconds: Math.max(1, Math.ceil(action.timeout_ms / 1000)),
    silenceSeconds,
    terminationDigits: '#',
    playBeep: false,
  })
  const { filePath } = made
  if (filePath === null) return { kind: 'done', event: { type: 'input_voice', text: '', confidence: 0 } }
  try {
    const spoken = languages.safeParse(action.language?.slice(0, 2).toLowerCase())
    const language = spoken.success ? spoken.data : call.language
    const request = { path: store.absolute('recordings', filePath), language, scene: action.language ?? '' }
    const heard = await waitFor(call, (signal) => recogniser.recognise(request, signal))
    work.set('input_voice', heard.text)
    return { kind: 'done', event: { type: 'input_voice', text: heard.text, confidence: heard.confidence } }
  } catch (error) {
    call.check()
    throw new RemoteFailure('recogniser', `recognition failed: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    await store.remove('recordings', filePath)
  }
}
