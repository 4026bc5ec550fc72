import { useEffect } from 'react'
import { announce, tell } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { live } from '../lib/live/index.ts'
import { useSaid } from './useSaid.ts'

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
  useSaid()
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
