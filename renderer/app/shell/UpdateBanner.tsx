import { Button, Group, Paper, Text } from '@mantine/core'
import { useState } from 'react'
import { text } from '../../lib/i18n/index.ts'
import { useUpdates } from '../../lib/shell/index.ts'

/** A version is ready, or the joined office has another: it stands in nobody's way, and later it is in the settings. */
export function UpdateBanner() {
  const { status, ask } = useUpdates()
  const [later, setLater] = useState('')
  if (!status) return null
  const words = text.app.shell.updates
  const { state, found, office, version } = status
  const offers = found && (state === 'ready' || state === 'installs')
  const what = offers ? `${state} ${found.version}` : `office ${office}`
  if (later === what || !(offers || (office && state === 'idle'))) return null
  const sentence = () => {
    if (!offers) return words.office({ version: office ?? '', own: version })
    return state === 'ready' ? words.ready({ version: found.version }) : words.installs({ version: found.version })
  }
  return (
    <Paper p="sm" withBorder shadow="md" component="aside" aria-label={words.title}>
      <Text size="sm" fw={600}>
        {sentence()}
      </Text>
      {offers && found.notes !== '' && (
        <Text size="sm" c="dimmed" lineClamp={4} style={{ whiteSpace: 'pre-wrap' }}>
          {found.notes}
        </Text>
      )}
      <Group gap="xs" mt="xs">
        {state === 'ready' && (
          <Button size="xs" onClick={() => ask({ do: 'installUpdate' })}>
            {words.install}
          </Button>
        )}
        {!offers && (
          <Button size="xs" onClick={() => ask({ do: 'checkUpdates' })}>
            {words.officeGet}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => setLater(what)}>
          {words.later}
        </Button>
      </Group>
    </Paper>
  )
}
