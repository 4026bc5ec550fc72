import { Button } from '@mantine/core'
import type { CallAct } from '../../../shared/contract/shell.ts'
import { text } from '../../lib/i18n/index.ts'

/** Puts the undocked telephone back into the big window. */
export function DockAgain({ act }: { act(what: CallAct): void }) {
  return (
    <Button variant="subtle" px={6} onClick={() => act({ do: 'dock' })}>
      {text.phone.bar.dock}
    </Button>
  )
}
