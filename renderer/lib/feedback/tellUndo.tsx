// A change that can be taken back, for as long as its message stands.
import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { text } from '../i18n/index.ts'
import { tell, tellError } from './tell.ts'

/** Long enough to notice and to reach, ms. */
const standsFor = 12_000
let count = 0

/** Tells what was done, with a button that takes it back. */
export function tellUndoable(message: string, undo: () => Promise<unknown>): void {
  const id = `undo-${++count}`
  const takeBack = () => {
    notifications.hide(id)
    undo().then(() => tell('success', text.common.undone), tellError)
  }
  notifications.show({
    id,
    color: 'teal',
    autoClose: standsFor,
    closeButtonProps: { 'aria-label': text.common.close },
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button size="compact-xs" variant="default" onClick={takeBack}>
          {text.common.undo}
        </Button>
      </Group>
    ),
  })
}
