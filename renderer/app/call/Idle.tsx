import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { CallAct, ShellState } from '../../../shared/contract/shell.ts'
import { text } from '../../lib/i18n/index.ts'
import classes from './call.module.css'
import { DockAgain } from './DockAgain.tsx'
import { Problem } from './Problem.tsx'

/** The undocked telephone between calls: how it is, whom it called last, a number to call. */
export function Idle({ state, act }: { state: ShellState; act(what: CallAct): void }) {
  const [number, setNumber] = useState('')
  const call = (event: FormEvent) => {
    event.preventDefault()
    if (number.trim() === '') return
    act({ do: 'dial', number: number.trim() })
    setNumber('')
  }
  return (
    <Stack component="main" gap="xs" p="sm" className={classes.window}>
      <Text fw={600}>{state.summary}</Text>
      <Problem state={state} />
      <form onSubmit={call}>
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            flex={1}
            autoFocus
            label={text.phone.number}
            autoComplete="off"
            maxLength={80}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <Button type="submit" leftSection={<IconPhone size={17} />} disabled={number.trim() === ''}>
            {text.phone.call}
          </Button>
        </Group>
      </form>
      {state.recent.length > 0 && (
        <ul className={classes.targets} aria-label={text.phone.recent.title}>
          {state.recent.map((each) => (
            <li key={each.number}>
              <Button
                fullWidth
                size="compact-sm"
                variant="subtle"
                color="gray"
                justify="space-between"
                rightSection={
                  <Text size="xs" c="dimmed">
                    {each.name === each.number ? '' : each.number}
                  </Text>
                }
                onClick={() => setNumber(each.number)}
              >
                {each.name || each.number}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Group grow gap="xs" className={classes.last}>
        <DockAgain act={act} />
      </Group>
    </Stack>
  )
}
