// A notification while it rings and the page is out of sight. It never takes the focus; clicking it answers. In the desktop app the
// shell shows one of the system's instead, which a click does not answer (electron/desktop/main/notify.ts).
import { tellError } from '../../lib/feedback/tell.ts'
import { text } from '../../lib/i18n/index.ts'
import { live } from '../../lib/live/index.ts'
import { inShell } from '../../lib/rpc/index.ts'
import { session } from '../../lib/session.ts'
import { answer } from '../actions.ts'
import { phone } from '../store.ts'
import { partyName } from './useLineCall.ts'

const key = 'cordboard.notify'

/** Wanted on this computer, and allowed by the browser. */
export const notifies = (): boolean =>
  localStorage.getItem(key) === 'on' && typeof Notification !== 'undefined' && Notification.permission === 'granted'

/** Nobody answered here yet, and the browser would listen to a yes. */
export const mayAskToNotify = (): boolean =>
  localStorage.getItem(key) === null && typeof Notification !== 'undefined' && Notification.permission !== 'denied'

/** Asks the browser, from a click; returns whether it is allowed now. */
export async function wantNotifications(on: boolean): Promise<boolean> {
  localStorage.setItem(key, on ? 'on' : 'off')
  if (on && typeof Notification !== 'undefined' && Notification.permission === 'default') await Notification.requestPermission()
  return notifies()
}

/** Shows and takes away notifications as lines ring. Returns what stops it. */
export function watchRinging(): () => void {
  if (inShell) return () => {}
  const shown = new Map<string, Notification>()
  const stop = phone.subscribe(({ lines }) => {
    const ringing = lines.filter((line) => line.state === 'ringing')
    for (const [id, notification] of shown)
      if (!ringing.some((line) => line.id === id)) {
        notification.close()
        shown.delete(id)
      }
    for (const line of ringing) {
      if (shown.has(line.id) || document.hasFocus() || !notifies()) continue
      const who = partyName(live.getState(), session.getState().me?.operatorId ?? null, line)
      // Silent: the ringer rings. It stays until answered or gone.
      const notification = new Notification(text.phone.announce.ringing({ who }), {
        tag: line.id,
        silent: true,
        requireInteraction: true,
      })
      notification.onclick = (event) => {
        // Else the browser brings this window to the front.
        event.preventDefault()
        void answer(line.id).catch(tellError)
      }
      shown.set(line.id, notification)
    }
  })
  return () => {
    stop()
    for (const notification of shown.values()) notification.close()
  }
}
