import { Button, Chip, Group, Input, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import type { Callback } from '../../../shared/domain/calls.ts'
import { hostNow } from '../../lib/clock.ts'
import { useWork } from '../../lib/feedback/index.ts'
import { QueueHours } from '../../lib/hours/QueueHours.tsx'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useSavedAsTyped } from '../../lib/view/useSavedAsTyped.ts'
import { type Again, againAt, agains, fileOutcome, type Outcome, outcomes, toldOutcome, usualAgain } from './again.ts'

/** How the call went, a note, and whether to try again: nothing is filed before somebody says so. */
export function OutcomeForm({ item }: { item: Callback }) {
  const words = text.callbacks
  const [outcome, setOutcome] = useState<Outcome | null>(() => toldOutcome(item))
  const [chosen, setAgain] = useState<Again | null>(null)
  const [at, setAt] = useState('')
  const note = useSavedAsTyped(`callback ${item.id}`, item.note ?? '', (value) =>
    rpc.callbacks.note({ id: item.id, note: value }),
  )
  const { busy, run } = useWork()
  const label = useId()
  const again = chosen ?? usualAgain(outcome)
  const moment = againAt(again, at, hostNow())
  const ready = outcome !== null && (again === 'never' || moment !== null)
  const file = () =>
    run(async () => {
      if (!outcome) return
      await fileOutcome(item, outcome, moment, note.text)
      note.saved()
    })
  return (
    <Stack gap="sm">
      <div role="radiogroup" aria-labelledby={label}>
        <Input.Label id={label} component="div" mb={6}>
          {words.outcomeTitle}
        </Input.Label>
        <Chip.Group value={outcome ?? ''} onChange={(value) => setOutcome(outcomes.find((each) => each === value) ?? null)}>
          <Group gap={6}>
            {outcomes.map((each) => (
              <Chip key={each} value={each} size="sm">
                {words.outcome[each]}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
      <Textarea
        label={text.common.note}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        value={note.text}
        onChange={(event) => note.type(event.currentTarget.value)}
        onBlur={note.flush}
      />
      <Group gap="xs" align="flex-end">
        <NativeSelect
          label={words.tryAgain}
          data={agains.map((value) => ({ value, label: words.again[value] }))}
          value={again}
          onChange={(event) => setAgain(agains.find((each) => each === event.currentTarget.value) ?? null)}
        />
        {again === 'at' && (
          <TextInput
            type="datetime-local"
            label={words.againAt}
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        )}
      </Group>
      {moment !== null && <QueueHours queueId={item.queueId} at={moment} />}
      <Group>
        <Button loading={busy} disabled={!ready} onClick={file}>
          {words.saveOutcome}
        </Button>
      </Group>
    </Stack>
  )
}
