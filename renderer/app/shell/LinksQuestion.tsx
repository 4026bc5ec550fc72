import { Button, Group, Paper, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { tell } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { askShell } from '../../lib/shell/index.ts'

/** Asked once on this computer: whether numbers that are pressed in other programs come here. It stands in nobody's way. */
export function LinksQuestion() {
  const [asks, setAsks] = useState(false)
  useEffect(() => {
    void askShell({ do: 'status' }).then((status) => setAsks(status?.linksUnasked ?? false))
  }, [])
  if (!asks) return null
  const answer = (on: boolean) => {
    setAsks(false)
    void askShell({ do: 'links', on }).then((status) => {
      if (on && !status?.links) tell('info', text.app.shell.linksRefused)
    })
  }
  return (
    <Paper p="sm" withBorder shadow="md" component="aside" aria-label={text.app.shell.linksTitle}>
      <Text size="sm" fw={600}>
        {text.app.shell.linksTitle}
      </Text>
      <Text size="sm" c="dimmed">
        {text.app.shell.linksHelp}
      </Text>
      <Group gap="xs" mt="xs">
        <Button size="xs" onClick={() => answer(true)}>
          {text.app.shell.linksYes}
        </Button>
        <Button size="xs" variant="default" onClick={() => answer(false)}>
          {text.app.shell.linksNo}
        </Button>
      </Group>
    </Paper>
  )
}
