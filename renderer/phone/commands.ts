// The telephone's verbs with their keys; the keymap and the command palette read this one list.

import { pickUpCodeOf } from '../../shared/domain/pickUpCodes.ts'
import { tell, tellError } from '../lib/feedback/tell.ts'
import { text } from '../lib/i18n/index.ts'
import { callBySipId, live } from '../lib/live/index.ts'
import {
  answer,
  canComplete,
  completeTransfer,
  dial,
  hangUp,
  merge,
  park,
  partnerOf,
  pickUp,
  reject,
  setDoNotDisturb,
  setMute,
  toggleHold,
  waitingFor,
} from './actions.ts'
import type { LineView } from './sip/line.ts'
import { activeLine, offerNumber, type PhoneState, phone, requestTransfer, ringingLine } from './store.ts'
import { parkedCalls } from './ui/parked.ts'
import { pauseRecording } from './ui/RecordingMark.tsx'
import { ringingNow } from './ui/ringingElsewhere.ts'

export type PhoneCommand = { id: string; label: string; keys: string; possible(state: PhoneState): boolean; run(): void }

const attempt = (work: () => Promise<unknown> | undefined) => void Promise.resolve(work()).catch(tellError)

const withRinging = (run: (id: string) => Promise<unknown>) => () => {
  const line = ringingLine(phone.getState())
  if (line) attempt(() => run(line.id))
}

const withActive = (run: (line: NonNullable<ReturnType<typeof activeLine>>) => Promise<unknown> | undefined) => () => {
  const line = activeLine(phone.getState())
  if (line) attempt(() => run(line))
}

/** The call of the line the verbs act on, when it is recorded. */
function recordedCall(state: PhoneState) {
  const line = activeLine(state)
  const call = line && callBySipId(live.getState(), line.sipCallId)
  return call?.recording ? call : null
}

/** What holding does now. */
export function holdWords(line: LineView | null): string {
  if (line?.state === 'held') return text.phone.resume
  return line && waitingFor(line.id, phone.getState()) ? text.phone.swap : text.phone.hold
}

/** All commands, in the order they are shown; worded for the state of now. */
export function phoneCommands(): PhoneCommand[] {
  const ringing = (state: PhoneState) => ringingLine(state) !== null
  const active = (state: PhoneState) => activeLine(state) !== null
  const consulting = (state: PhoneState) => {
    const line = activeLine(state)
    return line !== null && canComplete(line) && partnerOf(line.id, state) !== null
  }
  const consulted = (state: PhoneState) => activeLine(state)?.state === 'talking' && consulting(state)
  const now = activeLine(phone.getState())
  const toggleMute = withActive((line) => {
    setMute(line.id, !line.muted)
    return undefined
  })
  return [
    { id: 'answer', label: text.phone.answer, keys: 'alt+A', possible: ringing, run: withRinging(answer) },
    { id: 'reject', label: text.phone.reject, keys: 'alt+R', possible: ringing, run: withRinging(reject) },
    { id: 'hangUp', label: text.phone.hangUp, keys: 'alt+X', possible: active, run: withActive((line) => hangUp(line.id)) },
    {
      id: 'hold',
      label: holdWords(now),
      keys: 'alt+H',
      possible: active,
      run: withActive(toggleHold),
    },
    { id: 'mute', label: now?.muted ? text.phone.unmute : text.phone.mute, keys: 'alt+M', possible: active, run: toggleMute },
    {
      id: 'transfer',
      label: text.phone.transfer,
      keys: 'alt+T',
      possible: active,
      run: withActive((line) => {
        requestTransfer(line.id)
        return undefined
      }),
    },
    {
      id: 'park',
      label: text.phone.park,
      keys: 'alt+P',
      possible: active,
      run: withActive((line) => park(line).then((slot) => tell('success', text.phone.parkedIn({ slot })))),
    },
    {
      id: 'completeTransfer',
      label: now && phone.getState().consults[now.id] ? text.phone.completeTransfer : text.phone.connectBoth,
      keys: 'alt+C',
      possible: consulting,
      run: withActive((line) => completeTransfer(line.id).then(() => tell('success', text.outcomes.transferred))),
    },
    {
      id: 'merge',
      label: text.phone.merge,
      keys: 'alt+J',
      possible: consulted,
      run: withActive((line) => merge(line.id).then(() => tell('success', text.phone.merged))),
    },
    {
      id: 'recording',
      label: recordedCall(phone.getState())?.recordingPaused ? text.phone.resumeRecording : text.phone.pauseRecording,
      keys: 'alt+K',
      possible: (state) => recordedCall(state) !== null,
      run: () => {
        const call = recordedCall(phone.getState())
        if (call) attempt(() => pauseRecording(call.id, !call.recordingPaused))
      },
    },
    {
      id: 'pickUp',
      label: text.phone.pickUpLongest,
      keys: 'alt+U',
      possible: (state) => state.extension !== null && parkedCalls(live.getState()).length > 0,
      run: () => {
        const longest = parkedCalls(live.getState())[0]
        if (longest) attempt(() => pickUp(longest.slot))
      },
    },
    {
      id: 'pickUpRinging',
      label: text.phone.pickUpColleague,
      keys: 'alt+G',
      possible: () => ringingNow(live.getState()).length > 0,
      run: () => {
        const oldest = ringingNow(live.getState())[0]
        if (oldest) attempt(() => pickUp(pickUpCodeOf(oldest.extension)))
      },
    },
    {
      id: 'redial',
      label: text.phone.redial,
      keys: 'alt+L',
      possible: (state) => state.extension !== null && state.lastDialled !== '',
      run: () => attempt(() => dial(phone.getState().lastDialled)),
    },
    {
      id: 'doNotDisturb',
      label: text.phone.doNotDisturb,
      keys: 'alt+O',
      possible: (state) => state.extension !== null,
      run: () => attempt(() => setDoNotDisturb(!phone.getState().doNotDisturb)),
    },
    {
      id: 'dial',
      label: text.phone.focusNumber,
      keys: 'alt+N',
      possible: (state) => state.extension !== null,
      run: () => offerNumber(''),
    },
  ]
}
