// Opens the office's address for a caller by itself, when they ring or when they are answered: once a call, never in the demo.
import { callBySipId, live } from '../../lib/live/index.ts'
import { session } from '../../lib/session.ts'
import type { LineView } from '../sip/line.ts'
import { phone } from '../store.ts'
import { askCaller } from './askCaller.ts'

/** One tab of its own, used again for the next caller. */
const tab = 'cordboard-caller'

/** The host's call of a caller from outside who rings at, or talks on, this line. */
function callerOf(line: LineView): string | null {
  if (line.direction !== 'in' || line.resumed) return null
  const state = live.getState()
  const mine = state.operators[session.getState().me?.operatorId ?? '']
  const call = callBySipId(state, line.sipCallId) ?? state.calls[mine?.callId ?? '']
  const leg = call?.legs.find((each) => each.sipCallId === line.sipCallId)
  return call && (call.kind === 'inbound' || call.kind === 'test') && leg?.role !== 'supervisor' ? call.id : null
}

async function pop(callId: string, moment: 'ring' | 'answer'): Promise<boolean> {
  const { screenPop, screenPopAt } = await askCaller(callId)
  if (screenPop === null) return true
  if (screenPopAt !== moment) return false
  const opened = window.open(screenPop, tab)
  if (opened) opened.opener = null
  return true
}

/** Follows the lines. Returns what stops it. */
export function watchScreenPop(): () => void {
  const done = new Set<string>()
  const asked = new Set<string>()
  const look = () => {
    if (session.getState().me?.pbx === 'demo') return
    for (const line of phone.getState().lines) {
      const moment = line.state === 'ringing' ? 'ring' : line.state === 'talking' ? 'answer' : null
      const callId = moment && callerOf(line)
      if (!moment || !callId || done.has(callId) || asked.has(`${moment} ${callId}`)) continue
      asked.add(`${moment} ${callId}`)
      // A call that is over by now needs no page.
      void pop(callId, moment).then(
        (settled) => settled && done.add(callId),
        () => undefined,
      )
    }
  }
  const stops = [phone.subscribe(look), live.subscribe((state, before) => state.calls !== before.calls && look())]
  return () => {
    for (const stop of stops) stop()
  }
}
