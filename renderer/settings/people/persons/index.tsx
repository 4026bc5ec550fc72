import { Button, Group, Text, TextInput } from '@mantine/core'
import { IconPlus, IconSearch, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Loaded, useLoad } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { loadOffice, useMay, useQueueName } from '../../../lib/session.ts'
import { EmptyState, type Secret, SecretDialog } from '../../../ui/index.ts'
import { ImportPeople } from '../import/ImportPeople.tsx'
import { Leave } from './Leave.tsx'
import { PersonPanel } from './PersonPanel.tsx'
import { PersonTable } from './PersonTable.tsx'
import type { ListedPerson } from './personForm.ts'

/** The audit trail's words for what a list of people shows. */
const followed = ['person', 'user', 'operator', 'extension', 'mailbox', 'queue']
const newPerson = 'new'

/** Whether everything that was typed is somewhere in what is shown of them. */
function fits(person: ListedPerson, wanted: string, queueName: (id: string) => string): boolean {
  const shown = [
    person.name,
    person.signIn?.login,
    person.phone?.number,
    ...(person.phone?.queues ?? []).map((each) => queueName(each.queueId)),
  ]
  const words = shown.join(' ').toLowerCase()
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word))
}

/** Everybody of the office: who signs in, who takes calls. */
export function People() {
  const words = text.people
  const admin = useMay('admin')
  const queueName = useQueueName()
  const load = useLoad(() => rpc.settings.people.list(), 'people', followed)
  const [query, setQuery] = useState('')
  const [secret, setSecret] = useState<Secret | null>(null)
  const [leaving, setLeaving] = useState<ListedPerson | null>(null)
  const [importing, setImporting] = useState(false)
  const [params, setParams] = useSearchParams()
  const open = params.get('person')
  const show = (id: string | null) => {
    setImporting(false)
    setParams(id === null ? {} : { person: id })
  }
  const startImport = () => {
    show(null)
    setImporting(true)
  }
  const changed = () => {
    load.reload()
    void loadOffice().catch(() => undefined)
  }
  return (
    <>
      <Group justify="space-between" mb="sm">
        <TextInput
          w={260}
          aria-label={text.common.search}
          placeholder={words.searchHint}
          leftSection={<IconSearch size={15} />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        {admin && (
          <Group gap="xs">
            <Button size="xs" variant="default" leftSection={<IconUpload size={15} />} onClick={startImport}>
              {words.import.open}
            </Button>
            <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => show(newPerson)}>
              {words.add}
            </Button>
          </Group>
        )}
      </Group>
      <Loaded load={load} rows={6}>
        {(people) => {
          const shown = people.filter((person) => fits(person, query, queueName))
          const person = people.find(({ id }) => id === open) ?? null
          return (
            <>
              <Text size="sm" c="dimmed" role="status">
                {query === '' ? '' : words.found({ shown: shown.length, count: people.length })}
              </Text>
              {shown.length === 0 ? (
                <EmptyState art={query === '' ? 'people' : 'search'} {...(query === '' ? words.empty : words.noMatch)} />
              ) : (
                <PersonTable people={shown} onOpen={({ id }) => show(id)} />
              )}
              {admin && (person || open === newPerson) && (
                <PersonPanel
                  key={person?.id ?? newPerson}
                  person={person}
                  people={people}
                  onClose={() => show(null)}
                  onChanged={changed}
                  onSecret={setSecret}
                  onLeave={(one) => {
                    show(null)
                    setLeaving(one)
                  }}
                />
              )}
            </>
          )
        }}
      </Loaded>
      {importing && open === null && <ImportPeople onClose={() => setImporting(false)} onChanged={changed} />}
      {leaving && <Leave person={leaving} onClose={() => setLeaving(null)} onChanged={changed} />}
      <SecretDialog
        secret={secret}
        onClose={() => setSecret(null)}
        copy={text.common.copy}
        copied={text.common.copied}
        close={text.common.close}
      />
    </>
  )
}
