import { ActionIcon, Stack, Text, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ShellStatus, type ShortcutId, shortcutIds, shortcutKeys } from '../../../shared/contract/shell.ts'
import { text } from '../../lib/i18n/index.ts'
import { chooseForShell, useShellChoice } from '../../lib/shell/index.ts'

const named: Record<string, string> = {
  ' ': 'Space',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
}

/** The keys that are held down, as Electron names them; null while there is no whole combination. */
function keysOf({ ctrlKey, altKey, shiftKey, metaKey, code, key }: React.KeyboardEvent): string | null {
  // By the place of a key: with Alt a Mac writes another letter.
  const letter = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1]
  const last = letter ?? (/^F\d{1,2}$/.test(key) ? key : named[key])
  const held = [ctrlKey && 'Control', altKey && 'Alt', shiftKey && 'Shift', metaKey && 'Super'].filter((each) => each !== false)
  const keys = [...held, last].join('+')
  return last && held.length > 0 && shortcutKeys.safeParse(keys).success ? keys : null
}

/** Keys that work while another program has the focus: pressed in the field, they are chosen. */
export function Shortcuts({ status }: { status: ShellStatus['shortcuts'] }) {
  const chosen = useShellChoice((choices) => choices.shortcuts)
  const words = text.app.shell.shortcuts
  const choose = (id: ShortcutId, keys: string) => chooseForShell({ shortcuts: { ...chosen, [id]: keys } })
  const onKeyDown = (id: ShortcutId) => (event: React.KeyboardEvent) => {
    if (event.key === 'Tab' || event.key === 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Backspace' || event.key === 'Delete') return choose(id, '')
    const keys = keysOf(event)
    if (keys) choose(id, keys)
  }
  const impossible = shortcutIds.some((id) => status[id] === 'impossible')
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        {impossible ? words.impossible : words.help}
      </Text>
      {shortcutIds.map((id) => (
        <TextInput
          key={id}
          label={words[id]}
          description={chosen[id] && status[id] === 'portal' ? words.portal : undefined}
          placeholder={words.none}
          value={chosen[id].replaceAll('+', ' + ')}
          error={status[id] === 'taken' ? words.taken : undefined}
          onChange={() => {}}
          onKeyDown={onKeyDown(id)}
          rightSection={
            chosen[id] && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`${words.clear}: ${words[id]}`}
                onClick={() => choose(id, '')}
              >
                <IconX size={15} />
              </ActionIcon>
            )
          }
        />
      ))}
    </Stack>
  )
}
