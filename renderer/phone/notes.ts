// Notes on calls: the one of the call that ended last, and what an earlier page had no time to save.
import { codeOf, rpc } from '../lib/rpc/index.ts'
import { session } from '../lib/session.ts'
import { draftPrefix } from '../lib/view/useSavedAsTyped.ts'
import { lastCall } from './lastCalls.ts'
import type { LineView } from './sip/line.ts'
import { type EndedCall, phone } from './store.ts'

const endedKey = 'cordboard.endedCall'

/** As this tab kept it over a reload; null for none. */
export function keptEnded(): EndedCall | null {
  const kept = sessionStorage.getItem(endedKey)
  return kept === null ? null : (JSON.parse(kept) as EndedCall)
}

/** The call whose note is open beside the telephone; null: none. */
export function showEnded(ended: EndedCall | null): void {
  if (ended) sessionStorage.setItem(endedKey, JSON.stringify(ended))
  else sessionStorage.removeItem(endedKey)
  phone.setState({ ended })
}

/** A line that somebody spoke on is over: its note stays open. Not that of a call one listened to. */
export function keepNote(line: LineView, party: { who: string; number: string }): void {
  // A colleague who was asked first: the note is that of the call which was handed to them.
  const colleague = session.getState().extensions.some(({ number }) => number === line.number)
  const handedOn = line.end?.by === 'transferred' || line.end?.by === 'merged'
  if (colleague && handedOn && line.direction === 'out') return
  const call = lastCall(line.id)
  const leg = call?.legs.find(({ sipCallId }) => sipCallId === line.sipCallId)
  if (!call || line.answeredAt === null || leg?.role === 'supervisor') return
  // A returned callback asks for its outcome, with a note, instead.
  if (line.callbackId !== null) showEnded(null)
  else showEnded({ callId: call.id, ...party })
}

const kinds: Record<string, (id: string, note: string) => Promise<unknown>> = {
  call: (callId, note) => rpc.desk.note({ callId, note }),
  callback: (id, note) => rpc.callbacks.note({ id, note }),
}

/** Notes it on the call; until the host has it, this computer does. Throws what the host says, and tries again when it is back. */
export async function noteOnCall(callId: string, note: string): Promise<void> {
  const key = `${draftPrefix}call ${callId}`
  localStorage.setItem(key, note)
  await rpc.desk.note({ callId, note })
  if (localStorage.getItem(key) === note) localStorage.removeItem(key)
}

/** Saves what was typed on a page that was closed, or crashed, before the host had it. What the host refuses for good is dropped. */
export async function saveDrafts(): Promise<void> {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(draftPrefix))
  for (const key of keys) {
    const [kind = '', id = ''] = key.slice(draftPrefix.length).split(' ')
    const note = localStorage.getItem(key)
    const save = kinds[kind]
    if (note === null || !save) continue
    try {
      await save(id, note)
      if (localStorage.getItem(key) === note) localStorage.removeItem(key)
    } catch (error) {
      if (codeOf(error) === 'NOT_FOUND') localStorage.removeItem(key)
    }
  }
}
