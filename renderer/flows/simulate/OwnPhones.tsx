// Telephones that do something else than all the others.
import { ActionIcon, Group, NativeSelect, Select, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { phoneMode, type SimulatedStart } from '../../../shared/flow/run.ts'
import { text } from '../../lib/i18n/index.ts'
import { useOffice } from '../inspector/office.ts'
import { ownPhones, usualMode, withPhone } from './phones.ts'

type OwnPhonesProps = { phones: SimulatedStart['phones']; onChange(phones: SimulatedStart['phones']): void }

/** An extension with its name. */
function useLabels() {
  const { extensions } = useOffice()
  const label = (number: string) => {
    const name = extensions.find((each) => each.number === number)?.name
    return name ? `${number} ${name}` : number
  }
  return { extensions, label }
}

/** A telephone that shall do something else than the others. */
export function AddPhone({ phones, onChange }: OwnPhonesProps) {
  const { extensions, label } = useLabels()
  const taken = new Set(ownPhones(phones).map(([number]) => number))
  const free = extensions.filter(({ number }) => !taken.has(number))
  if (free.length === 0) return null
  return (
    <Select
      key={taken.size}
      size="xs"
      searchable
      limit={60}
      aria-label={text.tryout.addPhone}
      placeholder={text.tryout.addPhone}
      data={free.map(({ number }) => ({ value: number, label: label(number) }))}
      value={null}
      onChange={(number) => number && onChange(withPhone(phones, number, usualMode(phones) === 'answer' ? 'busy' : 'answer'))}
    />
  )
}

/** One line for each extension with a way of its own. */
export function OwnPhones({ phones, onChange }: OwnPhonesProps) {
  const { label } = useLabels()
  const words = text.tryout
  const own = ownPhones(phones)
  const modes = phoneMode.options.map((value) => ({ value, label: words[value] }))
  if (own.length === 0) return null
  return (
    <Stack gap={4} role="group" aria-label={words.ownPhones}>
      {own.map(([number, mode]) => (
        <Group key={number} gap={6} wrap="nowrap">
          <Text size="xs" truncate flex={1} title={label(number)}>
            {label(number)}
          </Text>
          <NativeSelect
            size="xs"
            w={130}
            aria-label={words.phoneOf({ number: label(number) })}
            data={modes}
            value={mode}
            onChange={(event) => onChange(withPhone(phones, number, phoneMode.parse(event.currentTarget.value)))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={words.removePhone({ number: label(number) })}
            onClick={() => onChange(withPhone(phones, number, null))}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
    </Stack>
  )
}
