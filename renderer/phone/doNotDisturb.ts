// Do Not Disturb: calls that come while it is on are busy here, and queues offer none.
import { text } from '../lib/i18n/index.ts'
import { live } from '../lib/live/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { session } from '../lib/session.ts'
import { phone } from './store.ts'

/** Pauses the operator who is logged in, or takes them up again, and remembers it for this tab. */
export async function setDoNotDisturb(on: boolean): Promise<void> {
  sessionStorage.setItem('cordboard.doNotDisturb', on ? 'on' : 'off')
  phone.setState({ doNotDisturb: on })
  const { me } = session.getState()
  const state = me?.operatorId ? live.getState().operators[me.operatorId]?.state : undefined
  if (on && state && state !== 'offline') await rpc.desk.pause({ reason: text.phone.doNotDisturb })
  if (!on && state === 'paused') await rpc.desk.resume()
}
