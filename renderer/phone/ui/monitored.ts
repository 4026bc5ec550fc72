// A supervisor's own line on the call of somebody else.
import type { LiveCall, MonitorMode } from '../../../shared/domain/calls.ts'
import { showCaller } from '../../lib/format/telephone.ts'
import { text } from '../../lib/i18n/index.ts'
import type { LiveState } from '../../lib/live/index.ts'
import type { LineView } from '../sip/line.ts'

/** `who`: the operator whose call it is; `caller`: whom they talk to. */
export type Monitored = { call: LiveCall; mode: MonitorMode; who: string; caller: string }

/** The call that this line only listens to, whispers into or has joined; null for one's own call. */
export function monitoredBy(state: LiveState, line: LineView): Monitored | null {
  const bySession = Object.values(state.calls).find((call) => call.legs.some(({ sipCallId }) => sipCallId === line.sipCallId))
  const call = state.calls[line.monitors ?? ''] ?? bySession
  if (!call?.monitors || line.direction === 'out') return null
  const own = call.legs.find(({ sipCallId }) => sipCallId === line.sipCallId)
  // A leg that rings may not have told its Call-ID yet: the header says what it rings for.
  const extension =
    own?.extension ?? call.legs.find(({ role, state: leg }) => role === 'supervisor' && leg === 'ringing')?.extension
  const mode = call.monitors.find((each) => each.extension === extension)?.mode
  if (!mode || (own && own.role !== 'supervisor')) return null
  const operator = Object.values(state.operators).find((each) => each.callId === call.id && each.extension !== extension)
  const name = operator?.name ?? state.operators[call.operatorId ?? '']?.name
  return { call, mode, who: name ?? text.common.operator, caller: showCaller(call.from, call.fromName, text.common.anonymous) }
}

/** “Listening to Sam”. */
export const monitorTitle = ({ mode, who }: Monitored): string => text.phone.monitor.now[mode]({ who })
