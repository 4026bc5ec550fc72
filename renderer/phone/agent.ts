// The one user agent of this page, wired to the store, the sounds and the host.
import { usualRinging } from '../../shared/domain/ringing.ts'
import { callBySipId, live } from '../lib/live/index.ts'
import { codeOf, rpc } from '../lib/rpc/index.ts'
import { session } from '../lib/session.ts'
import { forgetCall } from './lastCalls.ts'
import { microphoneProblem, openMicrophone } from './media/microphone.ts'
import { playLine, stopLine } from './media/playback.ts'
import { type Sound, startCallWaiting, startRingback, startRinging } from './media/tones.ts'
import { keepNote } from './notes.ts'
import type { Line, LineView } from './sip/line.ts'
import { PhoneAgent } from './sip/userAgent.ts'
import { isLive, phone } from './store.ts'
import { announceLine } from './ui/announce.ts'
import { farParty, lineCall, partyName } from './ui/useLineCall.ts'

const endedStaysMs = 4000

/** Lives as long as the tab, reloads included: the host tells a reload from a second console by it. */
export const consoleId = readConsoleId()

function readConsoleId(): string {
  const key = 'cordboard.console'
  const known = sessionStorage.getItem(key)
  if (known) return known
  const made = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  sessionStorage.setItem(key, made)
  return made
}

let takeOver = false

/** From now on the softphone of another console of this extension may be taken. */
export function allowTakeOver(): void {
  takeOver = true
}

async function credentials() {
  try {
    const answer = await rpc.phone.credentials({ takeOver, consoleId, fresh: agent.lines.size === 0 })
    takeOver = false
    phone.setState({ conflict: false, extension: answer.extension })
    return answer
  } catch (error) {
    phone.setState({ conflict: codeOf(error) === 'CONFLICT' })
    throw error
  }
}

async function microphone(): Promise<MediaStream> {
  try {
    const stream = await openMicrophone(phone.getState().choice.microphone)
    phone.setState({ microphone: null })
    return stream
  } catch (error) {
    phone.setState({ microphone: microphoneProblem(error) })
    throw error
  }
}

let sound: { of: string; playing: Sound } | undefined

/** One sound at a time: ringing when free, a quiet beep during a call, ringback while our own call alerts. */
function updateSound(): void {
  const lines = phone.getState().lines.filter(isLive)
  const talking = lines.some((line) => line.state === 'talking' || line.state === 'answering')
  const ringing = lines.some((line) => line.state === 'ringing')
  const alerting = lines.some((line) => line.state === 'alerting' && !agent.lines.get(line.id)?.peer?.currentRemoteDescription)
  const of = ringing ? (talking ? 'waiting' : 'ring') : alerting ? 'ringback' : ''
  if (of === (sound?.of ?? '')) return
  sound?.playing.stop()
  sound = undefined
  if (of === 'ring') sound = { of, playing: startRinging(session.getState().me?.ringing ?? usualRinging) }
  if (of === 'waiting') sound = { of, playing: startCallWaiting() }
  if (of === 'ringback') sound = { of, playing: startRingback() }
}

function show(line: Line): void {
  phone.setState((state) => {
    const known = state.lines.some((each) => each.id === line.view.id)
    return {
      lines: known ? state.lines.map((each) => (each.id === line.view.id ? line.view : each)) : [...state.lines, line.view],
    }
  })
  updateSound()
}

function forget(line: Line): void {
  stopLine(line.view.id)
  const operatorId = session.getState().me?.operatorId ?? null
  const call = line.view.direction === 'in' ? lineCall(live.getState(), operatorId, line.view) : null
  const { number } = farParty(call, line.view)
  keepNote(line.view, { who: partyName(live.getState(), operatorId, line.view), number })
  phone.setState((state) => {
    const { [line.view.id]: _, ...consults } = state.consults
    return { activeId: state.activeId === line.view.id ? null : state.activeId, consults }
  })
  setTimeout(() => {
    phone.setState((state) => ({ lines: state.lines.filter((each) => each.id !== line.view.id) }))
    forgetCall(line.view.id)
  }, endedStaysMs)
}

/** What stood behind the number of a request that is called back is offered once somebody answers. */
function offerKeys({ id, callbackId }: LineView): void {
  const keys = callbackId === null ? undefined : live.getState().callbacks[callbackId]?.keys
  if (keys) phone.setState(({ keysToSend }) => ({ keysToSend: { ...keysToSend, [id]: keys } }))
}

export const agent = new PhoneAgent({
  credentials,
  microphone,
  events: {
    registration: (registration, problem) => phone.setState({ registration, problem }),
    line: (line) => {
      if (phone.getState().doNotDisturb && line.view.state === 'ringing' && !line.view.resumed && !line.view.asked) {
        // 486: for the caller this telephone is busy; a queue's caller stays in line. A call that ends meanwhile is over anyway.
        void line.reject(486).catch(() => undefined)
        return
      }
      show(line)
      offerKeys(line.view)
      announceLine(line.view, null)
    },
    changed: (line) => {
      const before = phone.getState().lines.find((each) => each.id === line.view.id)
      show(line)
      announceLine(line.view, before?.state ?? null)
    },
    audio: (line, stream) =>
      void playLine(line.view.id, stream).then((played) => {
        if (!played) phone.setState({ audioBlocked: true })
      }),
    ended: forget,
    soundless: (line) => {
      const call = callBySipId(live.getState(), line.view.sipCallId)
      // Refused when the call is not connected yet or over; the line shows which.
      if (call) void rpc.phone.ringAgain({ callId: call.id }).catch(() => undefined)
    },
  },
})

/** The computer woke up: the telephone is looked after at once, not at its next ping. */
export const wakePhone = (): void => agent.wake()
