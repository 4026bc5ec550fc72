// The system's notification of a call that rings, with buttons where the system has them. A click brings the window to the front and
// answers nothing.
import { Notification } from 'electron'
import type { ShellState } from '../../../shared/contract/shell.ts'
import type { PageState } from './pageState.ts'

type Around = {
  page: Pick<PageState, 'follow' | 'words' | 'command'>
  open(): void
  /** Somebody sees the window. */
  seen(): boolean
}

/** Until the app ends. */
export function notifyRinging({ page, open, seen }: Around): () => void {
  let shown: { id: string; notification: Notification } | undefined
  const take = () => {
    shown?.notification.close()
    shown = undefined
  }
  const show = ({ call, commands }: ShellState) => {
    if (!call || !Notification.isSupported()) return
    const verbs = commands.filter(({ id }) => id === 'answer' || id === 'reject')
    const notification = new Notification({
      title: page.words.rings(call.who),
      body: [call.number === call.who ? '' : call.number, call.detail].filter(Boolean).join(' · '),
      silent: true, // the ringer rings
      timeoutType: 'never',
      urgency: 'critical',
      actions: verbs.map(({ label }) => ({ type: 'button', text: label })),
    })
    notification.on('click', open)
    notification.on('action', (event, index) => {
      // The second one is how older versions say it.
      const verb = verbs[(event as { actionIndex?: number } | undefined)?.actionIndex ?? index]
      if (verb) page.command(verb.id)
    })
    notification.show()
    shown = { id: call.id, notification }
  }
  page.follow((state) => {
    const ringing = state.call?.state === 'ringing' ? state.call.id : null
    if (shown && shown.id !== ringing) take()
    if (ringing !== null && shown?.id !== ringing && state.notify && !seen()) show(state)
  })
  return take
}
