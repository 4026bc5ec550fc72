import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '../../lib/i18n/index.ts'

type PairsInputProps = {
  label: string
  description?: string | undefined
  error?: string | undefined
  disabled?: boolean
  labels: readonly [name: string, value: string]
  /** `{ name: value }`. */
  value: unknown
  onChange(value: Record<string, string>): void
}

type Pair = [name: string, value: string]

const pairsOf = (value: unknown): Pair[] =>
  Object.entries((value ?? {}) as Record<string, unknown>).map(([name, said]) => [name, String(said)])

/** Names with values, a row each. Rows without a name are not kept. */
export function PairsInput({ label, description, error, disabled = false, labels, value, onChange }: PairsInputProps) {
  const [rows, setRows] = useState(() => pairsOf(value))
  const put = (next: Pair[]) => {
    setRows(next)
    onChange(Object.fromEntries(next.map(([name, said]): Pair => [name.trim(), said.trim()]).filter(([name]) => name)))
  }
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Stack gap={6} mt={6}>
        {rows.map(([name, said], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name changes while it is typed.
          <Group key={at} gap={6} wrap="nowrap">
            <TextInput
              w="40%"
              aria-label={labels[0]}
              placeholder={labels[0]}
              value={name}
              disabled={disabled}
              onChange={(event) => put(rows.with(at, [event.currentTarget.value, said]))}
            />
            <TextInput
              flex={1}
              aria-label={labels[1]}
              placeholder={labels[1]}
              value={said}
              disabled={disabled}
              onChange={(event) => put(rows.with(at, [name, event.currentTarget.value]))}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={disabled}
              aria-label={`${text.common.remove}: ${name || label}`}
              onClick={() => put(rows.toSpliced(at, 1))}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          size="compact-xs"
          style={{ alignSelf: 'start' }}
          disabled={disabled}
          leftSection={<IconPlus size={13} />}
          aria-label={`${text.editor.addItem}: ${label}`}
          onClick={() => setRows([...rows, ['', '']])}
        >
          {text.editor.addItem}
        </Button>
      </Stack>
    </Input.Wrapper>
  )
}
