import { Switch } from '@mantine/core'
import { useState } from 'react'
import { tellError } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { inShell } from '../../lib/rpc/index.ts'
import { notifies, wantNotifications } from './notify.ts'

/** Notifications of ringing calls, on this computer. */
export function NotifySwitch() {
  const [on, setOn] = useState(notifies)
  const [blocked, setBlocked] = useState(false)
  const change = async (wanted: boolean) => {
    const allowed = await wantNotifications(wanted)
    setOn(allowed)
    setBlocked(wanted && !allowed)
  }
  return (
    <Switch
      maw={460}
      label={text.phone.notify}
      description={inShell ? text.phone.notifyHelpDesktop : text.phone.notifyHelp}
      error={blocked ? text.phone.notifyBlocked : undefined}
      checked={on}
      onChange={(event) => void change(event.currentTarget.checked).catch(tellError)}
    />
  )
}
