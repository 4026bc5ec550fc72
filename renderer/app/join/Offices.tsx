import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { JoinedOffice, OfficeAsk } from '../../../shared/contract/shell.ts'
import { text } from '../../lib/i18n/index.ts'

type Props = { offices: readonly JoinedOffice[]; busy: boolean; ask(what: OfficeAsk): Promise<void> }

/** The offices that this computer has joined before. */
export function Offices({ offices, busy, ask }: Props) {
  const words = text.app.join
  if (offices.length === 0) return null
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>
        {words.joined}
      </Text>
      {offices.map(({ id, name, address }) => (
        <Group key={id} gap={6} wrap="nowrap">
          <Button
            variant="default"
            flex={1}
            justify="start"
            title={address}
            disabled={busy}
            onClick={() => void ask({ do: 'open', id })}
          >
            {name || address}
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            disabled={busy}
            aria-label={words.forget({ name: name || address })}
            onClick={() => void ask({ do: 'forget', id })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
    </Stack>
  )
}
