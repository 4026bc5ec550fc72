// The host’s alerts, and what is read out: what happens to one’s own state, and that the host is back (the banner says that it is lost).
import { useEffect } from 'react'
import type { OperatorLive } from '../../shared/domain/calls.ts'
import { announce, tell } from '../lib/feedback/index.ts'
import { timeOfDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { live } from '../lib/live/index.ts'
import { reasonOf } from '../lib/reasons.ts'
import { connection } from '../lib/rpc/index.ts'
import { session } from '../lib/session.ts'

/** The call itself says that it rings and that one talks. */
const ofTheCall: ReadonlySet<string> = new Set<OperatorLive['state']>(['ringing', 'busy'])

function ownState(operators: Readonly<Record<string, OperatorLive>>): OperatorLive | undefined {
  return operators[session.getState().me?.operatorId ?? '']
}

/** Reads out each change of one's own state, and the return of the host. */
function useAnnouncements(): void {
  useEffect(() => {
    const stopState = live.subscribe((state, before) => {
      const [now, was] = [ownState(state.operators), ownState(before.operators)]
      if (now?.loggedOut && was && !was.loggedOut) {
        const { by, reason, at } = now.loggedOut
        const sentence = [text.desk.loggedOutBy({ by, time: timeOfDay(at) }), reason].filter(Boolean).join(' ')
        tell('warning', sentence)
        announce(sentence, 'assertive')
      }
      if (!now || !was || now.state === was.state || ofTheCall.has(now.state)) return
      const why = now.state === 'paused' || now.state === 'unreachable' ? reasonOf(now.reason) : ''
      announce([text.app.stateMenu.label, text.states[now.state], why].filter(Boolean).join(' '))
    })
    const stopConnection = connection.subscribe((state, before) => {
      if (state.status === 'open' && before.status !== 'open' && before.lostSince !== null) announce(text.app.banner.backOnline)
    })
    return () => {
      stopState()
      stopConnection()
    }
  }, [])
}

const tones = {
  emergency: 'error',
  pbx: 'warning',
  lockout: 'warning',
  outside: 'warning',
  fault: 'error',
  info: 'info',
} as const

/** Shows the host's alerts as they come; an emergency call is also read out at once, and so is what changes for oneself. */
export function useAlerts(): void {
  useAnnouncements()
  useEffect(
    () =>
      live.subscribe((state, before) => {
        // What waited already when this console connected is told by the navigation alone.
        if (state.recovered > before.recovered && state.snapshots === before.snapshots)
          tell('info', text.app.recovered({ count: state.recovered }))
        if (state.alerts === before.alerts) return
        const known = new Set(before.alerts.map((alert) => alert.id))
        for (const alert of state.alerts.filter((each) => !known.has(each.id))) {
          tell(tones[alert.kind], alert.text, text.app.alerts[alert.kind])
          if (alert.kind === 'emergency') announce(`${text.app.alerts.emergency}. ${alert.text}`, 'assertive')
        }
      }),
    [],
  )
}
