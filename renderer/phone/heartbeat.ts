// Tells the host every 3 s that this desk can take calls, or what keeps it from taking them.
import type { text } from '../lib/i18n/index.ts'
import { codeOf, connection, isConnected, rpc } from '../lib/rpc/index.ts'
import { agent, consoleId } from './agent.ts'
import { type PhoneState, phone } from './store.ts'

const everyMs = 3000

const microphoneReasons = { denied: 'micDenied', missing: 'micMissing', inUse: 'micInUse', insecure: 'micInsecure' } as const

/** What keeps the desk from taking calls, as every console words it (`text.reasons`); null: nothing. */
export function readinessProblem(
  state: Pick<PhoneState, 'registration' | 'microphone'> & { speakerGone?: boolean },
): keyof typeof text.reasons | null {
  if (state.microphone) return microphoneReasons[state.microphone]
  if (state.speakerGone) return 'noSpeaker'
  return state.registration === 'registered' ? null : 'phoneOffline'
}

function beat(): void {
  if (!isConnected()) return
  const problem = readinessProblem(phone.getState())
  void rpc.phone.heartbeat({ consoleId, ready: !problem, ...(problem ? { problem } : {}) }).catch(onRefused)
}

/** A beat that fails is made good by the next, except when another console has taken the telephone over. */
function onRefused(error: unknown): void {
  const { conflict, registration } = phone.getState()
  if (codeOf(error) !== 'CONFLICT' || conflict || registration !== 'registered') return
  phone.setState({ conflict: true })
  agent.standDown()
}

/** Starts the heartbeat; a change of readiness is told at once. Returns what stops it. */
export function startHeartbeat(): () => void {
  beat()
  const timer = setInterval(beat, everyMs)
  const stop = phone.subscribe((state, before) => {
    if (readinessProblem(state) !== readinessProblem(before)) beat()
  })
  // The host gives a console whose connection closed only a moment to be back.
  const unfollow = connection.subscribe((state, before) => {
    if (state.generation !== before.generation) beat()
  })
  return () => {
    clearInterval(timer)
    stop()
    unfollow()
  }
}
