import { Button, Group, NativeSelect, Stack, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { contact as contactSchema, type ListedContact } from '../../shared/domain/contacts.ts'
import { tell, useWork } from '../lib/feedback/index.ts'
import { fieldProblems } from '../lib/fieldProblems.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { dataOf } from '../lib/rpc/problems.ts'
import { SidePanel } from '../ui/index.ts'

type ContactPanelProps = {
  opened: boolean
  contact: ListedContact | null
  /** What a new one begins with. */
  numbers?: readonly string[]
  onClose(): void
  onChanged(): void
}

const blank = { id: '', name: '', company: '', numbers: [], email: '', note: '', mine: false, favourite: false, speedDial: null }

function ContactForm({ contact, numbers = [], onClose, onChanged }: Omit<ContactPanelProps, 'opened'>) {
  const [draft, setDraft] = useState<ListedContact>(contact ?? { ...blank, numbers: [...numbers] })
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [sure, setSure] = useState(false)
  const { busy, run } = useWork()
  const words = text.directory
  const put = <K extends keyof ListedContact>(key: K, value: ListedContact[K]) =>
    setDraft((before) => ({ ...before, [key]: value }))
  const done = () => {
    tell('success', text.common.saved)
    onChanged()
    onClose()
  }
  const save = async () => {
    const { favourite, speedDial, ...record } = draft
    const saved = await rpc.directory.save(record).catch((error: unknown) => {
      const { field } = dataOf<{ field: string }>(error)
      if (field) setProblems({ [field]: text.problems.field.format })
      throw error
    })
    if (saved.favourite !== favourite || saved.speedDial !== speedDial)
      await rpc.directory.mark({ id: saved.id, favourite: favourite || speedDial !== null, speedDial })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = fieldProblems(contactSchema.omit({ id: true }), draft)
    setProblems(found)
    if (Object.keys(found).length === 0) void run(save, done)
  }
  const remove = () => (sure ? run(() => rpc.directory.remove({ id: draft.id }), done) : setSure(true))
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={text.common.name}
          maxLength={80}
          data-autofocus
          value={draft.name}
          error={problems.name}
          onChange={(event) => put('name', event.currentTarget.value)}
        />
        <TextInput
          label={words.company}
          maxLength={80}
          value={draft.company}
          onChange={(event) => put('company', event.currentTarget.value)}
        />
        <TagsInput
          label={words.numbers}
          description={words.numbersHelp}
          maxTags={6}
          acceptValueOnBlur
          value={draft.numbers}
          error={problems.numbers}
          onChange={(value) => put('numbers', value)}
        />
        <TextInput
          label={words.email}
          type="email"
          value={draft.email}
          onChange={(event) => put('email', event.currentTarget.value)}
        />
        <Textarea
          label={text.common.note}
          autosize
          minRows={2}
          maxRows={6}
          value={draft.note}
          onChange={(event) => put('note', event.currentTarget.value)}
        />
        <NativeSelect
          label={words.speedDial}
          description={words.speedDialHelp}
          value={String(draft.speedDial ?? '')}
          onChange={(event) => put('speedDial', event.currentTarget.value ? Number(event.currentTarget.value) : null)}
          data={[
            { value: '', label: '–' },
            ...Array.from({ length: 9 }, (_, at) => ({ value: `${at + 1}`, label: `Alt ${at + 1}` })),
          ]}
        />
        <Switch
          label={words.mine}
          description={words.mineHelp}
          checked={draft.mine}
          onChange={(event) => put('mine', event.currentTarget.checked)}
        />
        <Group justify="space-between">
          <Button type="submit" loading={busy}>
            {text.common.save}
          </Button>
          {contact && (
            <Button
              variant={sure ? 'filled' : 'subtle'}
              color="red.9"
              c={sure ? undefined : 'var(--cord-bad)'}
              onClick={() => void remove()}
            >
              {sure ? text.common.removeSure({ name: contact.name }) : text.common.remove}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

/** A contact: who it is, its numbers, its key. */
export function ContactPanel({ opened, contact, numbers = [], onClose, onChanged }: ContactPanelProps) {
  const title = contact ? text.settings.editTitle({ name: contact.name }) : text.directory.newContact
  return (
    <SidePanel opened={opened} onClose={onClose} size={420} title={title} close={text.common.close}>
      {opened && (
        <ContactForm key={contact?.id ?? ''} contact={contact} numbers={numbers} onClose={onClose} onChanged={onChanged} />
      )}
    </SidePanel>
  )
}
