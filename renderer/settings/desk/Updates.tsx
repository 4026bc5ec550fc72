import { Button, Group, NativeSelect, Stack, Switch, Text } from '@mantine/core'
import { type UpdateStatus, updateChannel } from '../../../shared/contract/updates.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { useUpdates } from '../../lib/shell/index.ts'

/** How the app on this computer is kept up to date. */
export function Updates() {
  const { status, ask } = useUpdates()
  const words = text.app.shell.updates
  if (status === undefined) return null
  if (status === null)
    return (
      <Text size="sm" c="dimmed">
        {words.none}
      </Text>
    )
  const { version, channel, automatic, state, found, problem, previous, office } = status
  const settled = state !== 'checking' && state !== 'downloading' && state !== 'installs'
  return (
    <Stack gap="sm" component="section" aria-label={words.title}>
      <Text size="sm" fw={600}>
        {words.title}
      </Text>
      <Stack gap={2}>
        <Text size="sm">{office ? words.office({ version: office, own: version }) : words.version({ version })}</Text>
        <Text size="sm" c="dimmed" role="status">
          {sentence(status)}
        </Text>
        {problem !== null && (
          <Text size="sm" c="red" role="alert">
            {words.problems[problem]}
          </Text>
        )}
      </Stack>
      {found && found.notes !== '' && (
        <Text size="sm" component="section" aria-label={words.news} style={{ whiteSpace: 'pre-wrap' }}>
          <b>{words.news}</b>
          {`\n${found.notes}`}
        </Text>
      )}
      <Group gap="xs">
        {state === 'ready' && (
          <Button size="compact-sm" onClick={() => ask({ do: 'installUpdate' })}>
            {words.install}
          </Button>
        )}
        {settled && (
          <Button size="compact-sm" variant="default" onClick={() => ask({ do: 'checkUpdates' })}>
            {words.check}
          </Button>
        )}
        {settled && previous !== null && (
          <Button size="compact-sm" variant="subtle" onClick={() => ask({ do: 'previousVersion' })}>
            {words.back({ version: previous })}
          </Button>
        )}
      </Group>
      <Switch
        label={words.automatic}
        checked={automatic}
        onChange={(event) => ask({ do: 'updatesByThemselves', on: event.currentTarget.checked })}
      />
      <NativeSelect
        label={words.channel}
        value={channel}
        disabled={!settled}
        onChange={(event) => ask({ do: 'updateChannel', channel: updateChannel.parse(event.currentTarget.value) })}
        data={updateChannel.options.map((value) => ({ value, label: words[value] }))}
      />
    </Stack>
  )
}

/** What is under way, or when it was looked last and what was seen. */
function sentence({ state, found, progress, checkedAt, problem }: UpdateStatus): string {
  const words = text.app.shell.updates
  const version = found?.version ?? ''
  if (state === 'checking') return words.checking
  if (state === 'downloading') return words.downloading({ version, percent: Math.round(progress * 100) })
  if (state === 'staged' || state === 'waiting' || state === 'ready' || state === 'installs') return words[state]({ version })
  if (checkedAt === null) return words.never
  const at = words.checkedAt({ at: shortMoment(checkedAt, Date.now()) })
  return problem === null && found === null ? `${words.upToDate} ${at}` : at
}
