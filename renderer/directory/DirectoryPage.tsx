import { Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconSearch, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import type { ListedContact } from '../../shared/domain/contacts.ts'
import { forgetContacts } from '../lib/contacts.ts'
import { loadFavourites } from '../lib/favourites.ts'
import { Loaded, tellError, useLoad } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMay } from '../lib/session.ts'
import { EmptyState, Page, Section } from '../ui/index.ts'
import { ContactPanel } from './ContactPanel.tsx'
import { ContactTable } from './ContactTable.tsx'
import { ExportContacts } from './ExportContacts.tsx'
import { ExtensionGrid } from './ExtensionGrid.tsx'
import { ImportPanel } from './ImportPanel.tsx'

function Actions({ onNew, onImport }: { onNew(): void; onImport(): void }) {
  const supervisor = useMay('supervisor')
  const words = text.directory
  return (
    <>
      {supervisor && (
        <Button size="xs" variant="default" leftSection={<IconUpload size={15} />} onClick={onImport}>
          {words.importFile}
        </Button>
      )}
      <ExportContacts />
      <Button size="xs" leftSection={<IconPlus size={15} />} onClick={onNew}>
        {words.newContact}
      </Button>
    </>
  )
}

/** Colleagues with their presence, and contacts: search, star, call, import, export. */
export function DirectoryPage() {
  const [query, setQuery] = useState('')
  const [favourites, setFavourites] = useState(false)
  const [wanted] = useDebouncedValue(query, 120)
  const [open, setOpen] = useState<{ contact: ListedContact | null } | null>(null)
  const [importing, setImporting] = useState(false)
  const load = useLoad(() => rpc.directory.list({ text: wanted, favourites, limit: 300 }), `contacts ${favourites} ${wanted}`, [
    'contact',
  ])
  const words = text.directory
  const changed = () => {
    load.reload()
    forgetContacts()
    void loadFavourites().catch(tellError)
  }
  const found = load.data
  const count =
    found && found.total > found.contacts.length ? words.shownOf({ shown: found.contacts.length, total: found.total }) : ''
  return (
    <Page title={words.title} actions={<Actions onNew={() => setOpen({ contact: null })} onImport={() => setImporting(true)} />}>
      <Stack gap="md">
        <Group gap="md">
          <TextInput
            w={280}
            aria-label={text.common.search}
            placeholder={words.searchHint}
            leftSection={<IconSearch size={15} />}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
          <Switch
            label={words.onlyFavourites}
            checked={favourites}
            onChange={(event) => setFavourites(event.currentTarget.checked)}
          />
          <Text size="sm" c="dimmed" role="status">
            {count}
          </Text>
        </Group>
        {!favourites && <ExtensionGrid query={wanted} />}
        <Section title={words.contacts}>
          <Loaded load={load}>
            {({ contacts }) =>
              contacts.length === 0 ? (
                <EmptyState
                  art={wanted || favourites ? 'search' : 'contacts'}
                  title={wanted || favourites ? words.nobodyFits : words.empty}
                  help={wanted || favourites ? words.nobodyFitsHelp : words.emptyHelp}
                />
              ) : (
                <ContactTable contacts={contacts} onOpen={(contact) => setOpen({ contact })} onChanged={changed} />
              )
            }
          </Loaded>
        </Section>
      </Stack>
      <ContactPanel opened={open !== null} contact={open?.contact ?? null} onClose={() => setOpen(null)} onChanged={changed} />
      <ImportPanel opened={importing} onClose={() => setImporting(false)} onChanged={changed} />
    </Page>
  )
}
