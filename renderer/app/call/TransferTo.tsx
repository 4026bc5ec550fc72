import { Button, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { CallAct, ShellState, ShownCall } from '../../../shared/contract/shell.ts'
import { text } from '../../lib/i18n/index.ts'
import classes from './call.module.css'

/** Whom the call goes to: typed, found by the console's page, and sent off with one press. */
export function TransferTo({
  call,
  targets,
  act,
}: {
  call: ShownCall
  targets: ShellState['targets']
  act(what: CallAct): void
}) {
  const [typed, setTyped] = useState('')
  useEffect(() => act({ do: 'find', typed }), [typed, act])
  const found = targets.typed === typed ? targets.found : []
  const send = (to: string | undefined) => to && act({ do: 'transfer', callId: call.id, to })
  return (
    <div>
      <TextInput
        autoFocus
        label={text.phone.transferTo}
        placeholder={text.phone.transferPlaceholder}
        maxLength={80}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && send(found[0]?.target)}
      />
      <ul className={classes.targets} aria-label={text.phone.transferTo}>
        {found.map(({ target, name, detail }) => (
          <li key={target}>
            <Button
              fullWidth
              size="compact-sm"
              variant="subtle"
              color="gray"
              justify="space-between"
              rightSection={
                <Text size="xs" c="dimmed">
                  {detail}
                </Text>
              }
              onClick={() => send(target)}
            >
              {name === target ? name : `${name} ${target.includes(':') ? '' : target}`}
            </Button>
          </li>
        ))}
      </ul>
      {targets.typed === typed && found.length === 0 && (
        <Text size="xs" c="dimmed" py="xs">
          {text.phone.nobodyFits}
        </Text>
      )}
    </div>
  )
}
