import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { PhonesOverview } from '../../../../shared/domain/phones.ts'
import { text } from '../../../lib/i18n/index.ts'
import { CopyText, Section } from '../../../ui/index.ts'

/** A value to be entered elsewhere, and a button that copies it. */
export function Enter({ label, value }: { label: string; value: string }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="md">
      <div>
        <Text size="xs" c="dimmed">
          {label}
        </Text>
        <Text ff="monospace" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {value}
        </Text>
      </div>
      <CopyText
        value={value}
        copy={text.common.copy}
        copied={text.common.copied}
        aria-label={`${text.common.copy}: ${label}`}
        style={{ flexShrink: 0 }}
      />
    </Group>
  )
}

/** The address that all phones may be given, and how one is given to all of them. */
export function How({ overview: { folder, trusted } }: { overview: PhonesOverview }) {
  const words = text.deskPhones
  return (
    <Section title={words.how}>
      <Stack gap="sm" p="md" maw={720}>
        <Text size="sm">{words.code}</Text>
        <Enter label={words.folder} value={folder} />
        <Text size="sm">{words.folderHelp}</Text>
        <Text size="sm">{words.option66}</Text>
        {!trusted && (
          <Alert color="yellow" icon={<IconAlertTriangle size={18} />}>
            {words.untrusted}
          </Alert>
        )}
      </Stack>
    </Section>
  )
}
