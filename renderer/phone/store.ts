// What the screens know of the softphone. Lines are copied here as views; the lines themselves stay in the user agent.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type Available, type DeviceChoice, loadChoice } from './media/devices.ts'
import type { MicrophoneProblem } from './media/microphone.ts'
import type { Quality } from './quality/quality.ts'
import type { LineView } from './sip/line.ts'
import type { RegistrationState } from './sip/supervisor.ts'

/** A call that is over, and with whom it was. */
/** `who` as they came; by the number the contact is found. */
export type EndedCall = { callId: string; who: string; number?: string }

export type PhoneState = {
  /** This user's extension; null: no softphone. */
  extension: string | null
  registration: RegistrationState
  problem: string | null
  /** Another console has the softphone of this extension. */
  conflict: boolean
  microphone: MicrophoneProblem | null
  /** The browser wants a click before it plays sound. */
  audioBlocked: boolean
  /** In the order they came; ended lines stay for a moment, so that the reason can be read. */
  lines: readonly LineView[]
  /** The line the keys and buttons act on. */
  activeId: string | null
  /** Consultation line → the line it was opened for. */
  consults: Readonly<Record<string, string>>
  choice: DeviceChoice
  available: readonly Available[]
  /** Remembered devices that are not plugged in: their roles. */
  missing: readonly string[]
  /** Remembered ringers that are not plugged in: their labels. */
  missingRingers: readonly string[]
  /** A speaker was there and none is now. */
  speakerGone: boolean
  /** As the host has it. */
  doNotDisturb: boolean
  /** The headset whose buttons are in use, by name. */
  headset: string | null
  /** How the talking lines sound, by line. */
  quality: Readonly<Record<string, Quality>>
  /** Bumped to open the transfer of a line; with whom it is to go to, when that is known. */
  transferRequest: { count: number; lineId: string; to: string }
  /** By line: keys that stood behind the dialled number, offered once somebody answers. */
  keysToSend: Readonly<Record<string, string>>
  /** Dialled last on this computer. */
  lastDialled: string
  /** Bumped to put the focus into the number field; with a number to put there. */
  dialRequest: { count: number; number: string }
  /** Where there is no room beside the page, the telephone lies over it while this is set. */
  panelOpen: boolean
  /** It is shown in a window of its own. */
  undocked: boolean
  /** The call whose note was folded away with the telephone. */
  foldedNote: string | null
  /** The request whose outcome the page asks for by itself. */
  outcomeOnPage: string | null
  /** The call that ended last and whose note is still open. */
  ended: EndedCall | null
  /** The call whose note, and who it is with, the page shows by itself. */
  noteOnPage: string | null
}

export const phone = createStore<PhoneState>()(() => ({
  extension: null,
  registration: 'off',
  problem: null,
  conflict: false,
  microphone: null,
  audioBlocked: false,
  lines: [],
  activeId: null,
  consults: {},
  choice: loadChoice(),
  available: [],
  missing: [],
  missingRingers: [],
  speakerGone: false,
  doNotDisturb: false,
  headset: null,
  quality: {},
  transferRequest: { count: 0, lineId: '', to: '' },
  keysToSend: {},
  lastDialled: localStorage.getItem('cordboard.lastDialled') ?? '',
  dialRequest: { count: 0, number: '' },
  panelOpen: false,
  undocked: false,
  foldedNote: null,
  outcomeOnPage: null,
  ended: null,
  noteOnPage: null,
}))

/** One value of the telephone's state. */
export function usePhone<T>(select: (state: PhoneState) => T): T {
  return useStore(phone, select)
}

/** The telephone's state at this moment. */
export const phoneNow = (): PhoneState => phone.getState()

/** A line that is alive. */
export const isLive = (line: LineView) => line.state !== 'ended'

/** The line the verbs act on: the chosen one, else the one that speaks, else the newest. */
export function activeLine(state: PhoneState): LineView | null {
  const lines = state.lines.filter(isLive)
  const busy = lines.filter((line) => line.state !== 'ringing')
  return lines.find((line) => line.id === state.activeId) ?? busy.find((line) => line.state === 'talking') ?? busy.at(-1) ?? null
}

/** The line a page is about: the one the verbs act on, else the one that rings longest. */
export const lineInHand = (state: PhoneState): LineView | null => activeLine(state) ?? ringingLine(state)

/** The line that rings longest. */
export const ringingLine = (state: PhoneState): LineView | null => state.lines.find((line) => line.state === 'ringing') ?? null

/** Puts a number into the softphone's number field and the focus with it; never dials by itself. */
export function offerNumber(number: string): void {
  phone.setState((state) => ({ dialRequest: { count: state.dialRequest.count + 1, number }, panelOpen: true }))
}

/** Opens the transfer of a line, wherever the telephone is; `to` is typed into it already. */
export function requestTransfer(lineId: string, to = ''): void {
  phone.setState(({ transferRequest: { count } }) => ({ transferRequest: { count: count + 1, lineId, to }, panelOpen: true }))
}

/** The line that can be transferred now: the one the verbs act on, while it is connected. */
export function transferable(state: PhoneState): LineView | null {
  const line = activeLine(state)
  return line?.state === 'talking' || line?.state === 'held' ? line : null
}

/** Offers to transfer the running call to somebody: opens the transfer with them chosen; Enter sends the call off. */
export function offerTransfer(to: string): void {
  const line = transferable(phone.getState())
  if (line) requestTransfer(line.id, to)
}

/** Puts the telephone that lies over the page away. */
export function closePanel(): void {
  phone.setState({ panelOpen: false })
}
