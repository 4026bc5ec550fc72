// The actions that wait for the caller: menus, digits, telephone numbers, a spoken answer.

import { language as languages } from '../../../../shared/domain/office.ts'
import { sequenceWaitMs } from '../../../../shared/nodes/menu.ts'
import { collect, type GatherResult, gatherDigits, menuVerdict } from '../../actions/collect.ts'
import { record } from '../../actions/record.ts'
import { playSound, RemoteFailure, waitFor } from '../sound.ts'
import { asAction, asSent, type StepAction, type StepActionOf } from './actions.ts'
import type { StepEvent } from './provider.ts'
import type { InnerAction } from './schemas.ts'
import { stepSound } from './stepSound.ts'
import type { Outcome, Work } from './work.ts'

type Menu = StepActionOf<'dtmf_menu'>

const everyKey = [...'0123456789*#']

/** Which keys count, and what each does; null: it is sent to the provider. */
function keysOf(menu: Menu): Map<string, InnerAction | null | undefined> {
  const { keys } = menu
  if (keys === undefined || Object.keys(keys).length === 0) return new Map(everyKey.map((key) => [key, null]))
  if (typeof keys === 'string') return new Map([...keys].filter((key) => everyKey.includes(key)).map((key) => [key, null]))
  if (Array.isArray(keys)) return new Map(keys.map((key) => [key, null]))
  return new Map(Object.entries(keys).filter(([key]) => key !== ''))
}

/** How often silence is tried, the first time included: `max_retries` of RustPBX. */
const tries = ({ max_retries: most }: Menu): number => Math.max(1, most)

/** A key to act upon at once, or to send; wrong keys and silence count until it was once too often. */
export async function askMenu(work: Work, menu: Menu): Promise<Outcome> {
  const { call } = work
  const id = JSON.stringify([menu.file, menu.tts_text, menu.step_id, menu.keys])
  const failures = work.menuBegins(id)
  if (failures > 0 && failures >= menu.max_retries) return { kind: 'tooMany' }
  const keys = keysOf(menu)
  const names = [...keys.keys()]
  const verdict = (digits: string) => menuVerdict(names, digits, menu.timeout_ms, sequenceWaitMs)
  work.typeAhead()
  const heard = await collect(call, {
    media: await stepSound(work, menu),
    interruptible: true,
    firstMs: menu.timeout_ms,
    decide: verdict,
    // A key that says nothing here neither cuts the greeting off nor ends the wait.
    ...(menu.local && menu.invalid_action === undefined ? { passOver: (digits) => verdict(digits).do === 'refuse' } : {}),
  })
  if (heard.result === 'success') {
    work.menuEnded(true)
    call.set('digits', heard.digits)
    const acts = keys.get(heard.digits)
    if (acts === null || acts === undefined) return { kind: 'done', event: { type: 'dtmf', digit: heard.digits } }
    return acted(work, heard.digits, asAction(acts))
  }
  work.menuEnded(false)
  if (heard.result === 'timeout') return silence(menu, failures + 1)
  const event: StepEvent = { type: 'dtmf_menu_invalid', digit: heard.digits }
  if (menu.invalid_action === undefined) return { kind: 'told', event }
  const instead = asAction(menu.invalid_action)
  return menu.local ? acted(work, heard.digits, instead) : { kind: 'goto', action: instead }
}

function acted(work: Work, digits: string, action: StepAction): Outcome {
  work.matched(digits, asSent(action))
  return { kind: 'goto', action }
}

/** Nobody pressed a key, for the `times`th time. */
function silence(menu: Menu, times: number): Outcome {
  if (menu.timeout_action !== undefined) return { kind: 'goto', action: asAction(menu.timeout_action) }
  if (!menu.local) return { kind: 'told', event: { type: 'dtmf_menu_timeout' } }
  if (times < tries(menu)) return { kind: 'goto', action: menu }
  return { kind: 'over', port: 'ended', reason: 'timeout', hangUp: true }
}

/** RustPBX calls it a time-out only when nothing was pressed, and sends the digits otherwise; variable and event say that nobody ended it. */
function pressed(work: Work, heard: GatherResult): { digits: string; how: { result?: 'timeout' } } {
  work.set('dtmf_result', heard.result)
  return { digits: heard.digits ?? '', how: heard.result === 'timeout' ? { result: 'timeout' } : {} }
}

/** Fewest and most digits: RustPBX's four where nothing is said of the most. */
const defaultMost = 4
function most({ num_digits: exactly, min_digits: least = 0, max_digits: asked }: StepActionOf<'collect_dtmf'>): number {
  return Math.max(1, asked ?? exactly ?? Math.max(defaultMost, least))
}

/** Several digits into a variable, told as one. */
export async function askDigits(work: Work, action: StepActionOf<'collect_dtmf'>): Promise<Outcome> {
  const least = action.num_digits ?? action.min_digits ?? 1
  work.dropKeys()
  const heard = await gatherDigits(work.call, await stepSound(work, action), {
    maxDigits: most(action),
    terminationDigits: action.end_key,
    timeoutSeconds: action.timeout_ms / 1000,
  })
  const { digits, how } = pressed(work, heard)
  work.set(action.variable, digits)
  if (digits === '') return { kind: 'told', event: { type: 'dtmf_timeout' } }
  work.call.trace('step.collected', { digits: digits.length, enough: digits.length >= least })
  return { kind: 'done', event: { type: 'dtmf', digit: digits, ...how } }
}

/** A telephone number by keypad, into `phone_number`. */
export async function askPhone(work: Work, action: StepActionOf<'input_phone'>): Promise<Outcome> {
  work.dropKeys()
  const heard = await gatherDigits(work.call, await stepSound(work, action), {
    maxDigits: Math.max(1, action.max_digits, action.min_digits ?? 0),
    terminationDigits: action.terminator,
    timeoutSeconds: action.timeout_ms / 1000,
    interDigitSeconds: action.inter_digit_timeout_ms / 1000,
  })
  const { digits, how } = pressed(work, heard)
  work.set('phone_number', digits)
  if (digits === '') return { kind: 'told', event: { type: 'dtmf_timeout' } }
  return { kind: 'done', event: { type: 'phone_collected', number: digits, ...how } }
}

/** This much silence ends what the caller says, seconds. */
const silenceSeconds = 2

/** What the caller says, as text. Throws RemoteFailure where nothing can recognise it. */
export async function askVoice(work: Work, action: StepActionOf<'input_voice'>): Promise<Outcome> {
  const { call } = work
  const { recogniser, media: store } = call.sound
  const { chance } = call.pbx
  if (!recogniser.available()) throw new RemoteFailure('recogniser', 'no speech recogniser is configured')
  const prompt = await stepSound(work, action)
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
