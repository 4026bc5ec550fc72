import { Alert, Button, Group, Text } from '@mantine/core'
import { IconBellRinging } from '@tabler/icons-react'
import { useState } from 'react'
import { tell, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { mayAskToNotify, wantNotifications } from './notify.ts'

/**
 * Asks once on each computer whether a ringing call may show a notification, and says why; the browser itself asks after a yes only.
 * For whoever has just begun to take calls; nothing where somebody answered before, or the browser forbids it.
 */
export function AskNotify() {
  const [asks, setAsks] = useState(mayAskToNotify)
  const { busy, run } = useWork()
  if (!asks) return null
  const words = text.phone.askNotify
  const answer = (wanted: boolean) =>
    run(async () => {
      const allowed = await wantNotifications(wanted)
      setAsks(false)
      if (!allowed) tell('info', wanted ? text.phone.notifyBlocked : words.declined)
    })
  return (
    <Alert icon={<IconBellRinging size={18} />} title={words.title} p="sm">
      <Text size="sm">{words.reason}</Text>
      <Group gap="xs" mt="sm">
        <Button size="xs" loading={busy} onClick={() => answer(true)}>
          {words.allow}
        </Button>
        <Button size="xs" variant="default" onClick={() => answer(false)}>
          {words.decline}
        </Button>
      </Group>
    </Alert>
  )
}
