// Do Not Disturb is the host's: this page shows what it says.
import { live } from '../lib/live/index.ts'
import { session } from '../lib/session.ts'
import { phone } from './store.ts'

/** Follows the host. Returns what stops it. */
export function watchDoNotDisturb(): () => void {
  const look = () => {
    const { me } = session.getState()
    const on = live.getState().operators[me?.operatorId ?? '']?.doNotDisturb
    if (on !== undefined && on !== phone.getState().doNotDisturb) phone.setState({ doNotDisturb: on })
  }
  look()
  return live.subscribe((state, before) => state.operators !== before.operators && look())
}
