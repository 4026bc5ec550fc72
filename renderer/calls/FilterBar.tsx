import { Badge, Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { callDirection, callOutcome } from '../../shared/domain/outcome.ts'
import { text } from '../lib/i18n/index.ts'
import { useSession } from '../lib/session.ts'
import { type Filters, noFilters, talkLengthNames } from './filters.ts'

type FilterBarProps = { filters: Filters; filtered: boolean; onChange(filters: Filters): void }

/** What the list is narrowed to. */
export function FilterBar({ filters, filtered, onChange }: FilterBarProps) {
  const queues = useSession((state) => state.queues)
  const operators = useSession((state) => state.operators)
  const words = text.calls
  const put = (field: keyof Filters) => (event: { currentTarget: { value: string } }) =>
    onChange({ ...filters, [field]: event.currentTarget.value })
  const named = (items: readonly { id: string; name: string }[]) => items.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Group gap={6} px="lg" py="xs" role="search" style={{ borderBottom: '1px solid var(--cord-line)' }}>
      <TextInput
        size="xs"
        w={180}
        aria-label={words.filterText}
        placeholder={words.filterText}
        leftSection={<IconSearch size={14} />}
        value={filters.text}
        onChange={put('text')}
      />
      <NativeSelect
        size="xs"
        w={110}
        aria-label={words.direction}
        data={[
          { value: '', label: words.filterDirection },
          ...callDirection.options.map((value) => ({ value, label: text.phone.recent[value] })),
        ]}
        value={filters.direction}
        onChange={put('direction')}
      />
      <NativeSelect
        size="xs"
        w={120}
        aria-label={text.common.queue}
        data={[{ value: '', label: words.filterQueue }, ...named(queues)]}
        value={filters.queueId}
        onChange={put('queueId')}
      />
      <NativeSelect
        size="xs"
        w={120}
        aria-label={text.common.operator}
        data={[{ value: '', label: words.filterOperator }, ...named(operators)]}
        value={filters.operatorId}
        onChange={put('operatorId')}
      />
      <NativeSelect
        size="xs"
        w={120}
        aria-label={words.columns.outcome}
        data={[
          { value: '', label: words.filterOutcome },
          ...callOutcome.options.map((value) => ({ value, label: text.outcomes[value] })),
        ]}
        value={filters.outcome}
        onChange={put('outcome')}
      />
      <NativeSelect
        size="xs"
        w={120}
        aria-label={words.talkLength}
        data={[
          { value: '', label: words.filterTalk },
          ...talkLengthNames.map((value) => ({ value, label: words.talkLengths[value] })),
        ]}
        value={filters.talk}
        onChange={put('talk')}
      />
      <Group gap={6} wrap="nowrap">
        <TextInput size="xs" type="date" aria-label={words.from} value={filters.from} onChange={put('from')} />
        <TextInput size="xs" type="date" aria-label={words.until} value={filters.until} onChange={put('until')} />
      </Group>
      {filters.node && (
        <Badge variant="light" tt="none">
          {text.watch.callsOf({ step: filters.node })}
        </Badge>
      )}
      {filtered && (
        <Button size="xs" variant="subtle" leftSection={<IconX size={14} />} onClick={() => onChange(noFilters)}>
          {words.clear}
        </Button>
      )}
    </Group>
  )
}
