// The operator's verbs, as buttons, keys and the command palette use them.
import { readTyped } from '../lib/format/telephone.ts'
import { text } from '../lib/i18n/index.ts'
import { callBySipId, live } from '../lib/live/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { agent, allowTakeOver } from './agent.ts'
import { playAll } from './media/playback.ts'
import type { HandedOn, LineView } from './sip/line.ts'
import { type PhoneState, phone } from './store.ts'

const lineOf = (id: string) => {
  const line = agent.lines.get(id)
  if (!line) throw new Error(text.phone.gone)
  return line
}

/** So long the host may take to tell of a call that was answered this moment, ms. */
const toldWithinMs = 3000

/** The host's id of the call a line belongs to, once it has told of it; throws a sentence where it does not. */
function hostCallId({ sipCallId }: Pick<LineView, 'sipCallId'>): Promise<string> {
  return new Promise((resolve, reject) => {
    const known = () => callBySipId(live.getState(), sipCallId)?.id
    const id = known()
    if (id !== undefined) return resolve(id)
    const done = (act: () => void) => {
      clearTimeout(timer)
      forget()
      act()
    }
    const forget = live.subscribe(() => {
      const told = known()
      if (told !== undefined) done(() => resolve(told))
    })
    const timer = setTimeout(() => done(() => reject(new Error(text.phone.unknownCall))), toldWithinMs)
  })
}

/** Only one line speaks at a time: the others are held before another is taken up. */
async function holdOthers(id: string | null): Promise<void> {
  const talking = phone.getState().lines.filter((line) => line.state === 'talking' && line.id !== id)
  await Promise.all(talking.map((line) => lineOf(line.id).hold(true)))
}

/** What is dialled of a text, and the keys that are offered once somebody answers. Throws a sentence for what is no number. */
function toDial(number: string): { target: string; keys: string } {
  const read = readTyped(number)
  if (read.kind === 'number') return { target: read.number, keys: read.keys }
  if (read.kind === 'code') return { target: read.code, keys: '' }
  // Letters are a slip of the fingers or a name: what is left of them may be the emergency services.
  const why = read.kind === 'problem' ? read.problem : 'empty'
  if (why === 'letters') throw new Error(text.phone.lettersIn({ number }))
  throw new Error(why === 'several' ? text.phone.severalNumbers : text.phone.noNumber)
}

/** Dials; numbers are read first. Returns the line's id. */
export async function dial(number: string): Promise<string> {
  const { target, keys } = toDial(number)
  localStorage.setItem('cordboard.lastDialled', target + keys)
  phone.setState({ lastDialled: target + keys })
  await holdOthers(null)
  const line = await agent.call(target)
  phone.setState(({ keysToSend }) => ({
    activeId: line.view.id,
    ...(keys ? { keysToSend: { ...keysToSend, [line.view.id]: keys } } : {}),
  }))
  return line.view.id
}

export async function answer(id: string): Promise<void> {
  await holdOthers(id)
  phone.setState({ activeId: id })
  await lineOf(id).answer()
}

/** Hands the caller back: rejecting never ends a queue caller's call. */
export const reject = (id: string) => lineOf(id).reject(486)

/** Ends the line; through the host when the way to the exchange is down. */
export async function hangUp(id: string): Promise<void> {
  const line = lineOf(id)
  try {
    await line.hangUp()
  } catch (error) {
    const call = callBySipId(live.getState(), line.view.sipCallId)
    if (!call) throw error
    await rpc.phone.hangup({ callId: call.id })
  }
}

export async function setHold(id: string, on: boolean): Promise<void> {
  if (!on) await holdOthers(id)
  await lineOf(id).hold(on)
  if (!on) phone.setState({ activeId: id })
}

/** The line that waits while this one talks: swapped with it, so that never both wait. */
export const waitingFor = (id: string, { lines }: Pick<PhoneState, 'lines'>): LineView | null =>
  lines.find((line) => line.id !== id && line.state === 'held') ?? null

/** Hold, back from hold, or the other call where one is held already. */
export function toggleHold(line: LineView): Promise<void> {
  if (line.state === 'held') return setHold(line.id, false)
  const other = waitingFor(line.id, phone.getState())
  return other ? setHold(other.id, false) : setHold(line.id, true)
}

/** Off at once; the others on a call of several see it as soon as the host knows. */
export function setMute(id: string, on: boolean): void {
  const line = lineOf(id)
  line.mute(on)
  const call = callBySipId(live.getState(), line.view.sipCallId)
  // Shown to others and nothing more: without the host nobody sees it.
  if (call) void rpc.phone.mute({ callId: call.id, on }).catch(() => undefined)
}

export const sendKeys = (id: string, keys: string) => lineOf(id).sendDigits(keys)

/** Sends the keys that stood behind the dialled number; offered once. A wait ends where the person sends them, so that it is a pause. */
export async function sendRest(id: string): Promise<void> {
  const { keysToSend } = phone.getState()
  const { [id]: keys = '', ...others } = keysToSend
  phone.setState({ keysToSend: others })
  await sendKeys(id, keysInHand(keys))
}

/** Without the pause before them, which is over when a person sends them. */
export const keysInHand = (keys: string): string => keys.replace(/^[,;]+/, '').replaceAll(';', ',')

/** The lines end because of what the host is asked for: said so, unless it fails. */
async function handingOn<T>(ids: string[], how: HandedOn, work: () => Promise<T>): Promise<T> {
  const lines = ids.map(lineOf)
  for (const line of lines) line.handOn(how)
  try {
    return await work()
  } catch (error) {
    for (const line of lines) line.handOn(null)
    throw error
  }
}

/** Blind transfer; `whenFree`: a colleague who is on another call is waited for. `to` as the directory names it (extension, `queue:…`, `voicemail:…`) or a number; `note` is shown where it rings. */
export async function transfer(line: LineView, to: string, note = '', whenFree = false): Promise<void> {
  const callId = await hostCallId(line)
  await handingOn([line.id], 'transferred', () =>
    rpc.phone.transfer({ callId, to, ...(note ? { note } : {}), ...(whenFree ? { whenFree } : {}) }),
  )
}

/** The same for the line of that id; throws a sentence when it is over. */
export const transferLine = (id: string, to: string): Promise<void> => transfer(lineOf(id).view, to)

/** Puts the other party into a parking slot; returns its number. */
export async function park(line: LineView): Promise<string> {
  const callId = await hostCallId(line)
  return (await handingOn([line.id], 'parked', () => rpc.phone.park({ callId }))).slot
}

/** Takes a caller who is parked, or for whom a colleague's telephone rings: by calling the slot's number or code, as any telephone does. */
export async function pickUp(number: string): Promise<void> {
  await holdOthers(null)
  const line = await agent.call(number)
  phone.setState({ activeId: line.view.id })
}

/** "Consult": holds the caller and calls the colleague; `completeTransfer` joins them. */
export async function consult(line: LineView, to: string): Promise<void> {
  const id = await dial(to)
  phone.setState((state) => ({ consults: { ...state.consults, [id]: line.id } }))
}

/** My other call while that line is in hand: the one it asks about, else the one that waits; null: there is no other. */
export function partnerOf(id: string, state: Pick<PhoneState, 'lines' | 'consults'>): LineView | null {
  const asked = state.lines.find((line) => line.id === state.consults[id] && line.state !== 'ended')
  return asked ?? waitingFor(id, state)
}

/** Its other end can be put through to my other call. A colleague who still rings may take the caller, too: whoever asked need not wait for that. */
export const canComplete = ({ state, direction }: LineView): boolean =>
  state === 'talking' || (state === 'alerting' && direction === 'out')

/** Puts the other ends of my two calls through to each other and lets me go, whoever called whom. `id`: the line in hand. */
export async function completeTransfer(id: string): Promise<void> {
  const first = partnerOf(id, phone.getState())
  const second = phone.getState().lines.find((line) => line.id === id)
  if (!first || !second) throw new Error(text.phone.gone)
  const both = { callId: await hostCallId(first), consultCallId: await hostCallId(second) }
  await handingOn([first.id, second.id], 'transferred', () => rpc.phone.transferAttended(both))
}

/** Three-way: the other end of the line in hand joins my other call, whoever called whom; the line itself ends. */
export async function merge(id: string): Promise<void> {
  const first = partnerOf(id, phone.getState())
  const second = phone.getState().lines.find((line) => line.id === id)
  if (!first || !second) throw new Error(text.phone.gone)
  const joined = { callId: await hostCallId(first), consultCallId: await hostCallId(second) }
  // The caller was held for the question; three-way nobody is.
  if (first.state === 'held') await lineOf(first.id).hold(false)
  await handingOn([second.id], 'merged', () => rpc.phone.merge(joined))
  phone.setState({ activeId: first.id })
}

/** Takes the softphone over from another console of the same extension. */
export function takeOverPhone(): void {
  allowTakeOver()
  phone.setState({ conflict: false })
  agent.start()
}

/** Called from a click: plays what the browser held back. */
export async function unblockAudio(): Promise<void> {
  await playAll()
  phone.setState({ audioBlocked: false })
}

/** A real test call through the reception flow to this softphone; who asks for it can be disturbed. */
export async function callMe(): Promise<void> {
  if (phone.getState().doNotDisturb) await setDoNotDisturb(false)
  await rpc.phone.callMe()
}

/** At the host, where a reload, another page and the supervisors find it. */
export async function setDoNotDisturb(on: boolean): Promise<void> {
  await rpc.desk.doNotDisturb({ on })
  phone.setState({ doNotDisturb: on })
}
