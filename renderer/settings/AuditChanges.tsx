import { Code, Group, Stack, Text } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import type { RecordChange } from '../../shared/domain/audit.ts'
import { text } from '../lib/i18n/index.ts'
import { fieldWords, thingWords } from './auditWords.ts'

const Value = ({ label, value }: { label: string; value: string | null }) => (
  <Code aria-label={label} style={{ overflowWrap: 'anywhere' }}>
    {value ?? `(${text.admin.audit.nothing})`}
  </Code>
)

/** Each record that a change touched, field by field, before and after. */
export function AuditChanges({ changes }: { changes: readonly RecordChange[] }) {
  const words = text.admin.audit
  return (
    <Stack gap="xs" pb={6}>
      {changes.map(({ kind, id, did, fields }) => (
        <Stack key={`${kind} ${id}`} gap={2}>
          <Text size="sm" fw={500}>
            {[thingWords(kind), id].filter(Boolean).join(' ')}: {words.did[did]}
          </Text>
          {fields.map(({ field, before, after }) => (
            <Group key={field} gap={6} wrap="wrap">
              <Text size="xs" c="dimmed" w={220} title={field}>
                {fieldWords(field)}
              </Text>
              <Value label={words.before} value={before} />
              <IconArrowRight size={12} aria-hidden />
              <Value label={words.after} value={after} />
            </Group>
          ))}
        </Stack>
      ))}
    </Stack>
  )
}
