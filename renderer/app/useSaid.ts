// Read out: what happens to one's own state, and that the host is back. (That it is lost, the banner says by itself.)
import { useEffect } from 'react'
import type { OperatorLive } from '../../shared/domain/calls.ts'
import { announce } from '../lib/feedback/index.ts'
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

/** Says each change of one's own state, and the return of the host. */
export function useSaid(): void {
  useEffect(() => {
    const stopState = live.subscribe((state, before) => {
      const [now, was] = [ownState(state.operators), ownState(before.operators)]
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
