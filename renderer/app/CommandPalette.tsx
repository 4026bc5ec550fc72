import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { text } from '../lib/i18n/index.ts'
import {
  useCallActions,
  usePageActions,
  usePhoneActions,
  useStateActions,
  useViewActions,
  useWorkActions,
} from './paletteActions.tsx'

/** Contacts come a moment after what was typed, when nothing is selected yet: Enter takes the first entry. */
function takeFirst(event: KeyboardEvent<HTMLInputElement>): void {
  const dialog = event.currentTarget.closest('[role=dialog]')
  if (event.key !== 'Enter' || dialog?.querySelector('[data-selected]')) return
  dialog?.querySelector<HTMLElement>('[data-action]')?.click()
}

/** Ctrl+K: every page, every verb of the telephone with its keys, my states, who waits, and calling anyone. */
export function CommandPalette({ onSignedOut }: { onSignedOut(): void }) {
  const [query, setQuery] = useState('')
  const [open, setOpen] = useState(false)
  const groups = text.app.commandGroups
  const phone = usePhoneActions()
  const work = useWorkActions(open)
  const states = useStateActions()
  const people = useCallActions(query)
  const view = useViewActions(onSignedOut)
  const actions = [
    { group: groups.phone, actions: [...phone, ...work] },
    ...usePageActions(),
    { group: groups.state, actions: states },
    { group: groups.call, actions: people },
    { group: groups.view, actions: view },
  ]
  return (
    <Spotlight
      actions={actions.filter((group) => group.actions.length > 0)}
      clearQueryOnClose={false}
      // At once: who knows what they want types on, also right after the last command.
      transitionProps={{ duration: 0 }}
      onSpotlightOpen={() => {
        setQuery('')
        setOpen(true)
      }}
      onSpotlightClose={() => setOpen(false)}
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      highlightQuery
      scrollable
      maxHeight={420}
      nothingFound={text.app.commandNothing}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: text.app.commandPlaceholder,
        'aria-label': text.app.commandHint,
        onKeyDown: takeFirst,
      }}
    />
  )
}
