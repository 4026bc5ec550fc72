import { Button, Code, Group, PasswordInput, Table, Text, TextInput } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { Loaded, tell, tellUndoable, useLoad, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { ConfirmButton } from '../../ui/index.ts'
import { Listing } from '../form/Listing.tsx'

type Secret = Awaited<ReturnType<typeof rpc.settings.secrets.list>>[number]

function Row({ secret, onRemoved }: { secret: Secret; onRemoved(): void }) {
  const words = text.admin.secrets
  const { busy, run } = useWork()
  const remove = () =>
    run(async () => {
      const { change } = await rpc.settings.secrets.remove({ name: secret.name })
      tellUndoable(text.common.removed, () => rpc.system.undo({ id: change }).then(onRemoved))
    }, onRemoved)
  return (
    <Table.Tr>
      <Table.Td>
        <Code>{`{{secret.${secret.name}}}`}</Code>
      </Table.Td>
      <Table.Td>{secret.flows.join(', ') || words.none}</Table.Td>
      <Table.Td ta="right">
        <ConfirmButton label={words.remove} sure={words.sure} about={secret.name} loading={busy} onSure={remove} />
      </Table.Td>
    </Table.Tr>
  )
}

/** Values of headers that nobody sees again: set here, named by flows. */
export function Secrets() {
  const words = text.admin.secrets
  const load = useLoad(() => rpc.settings.secrets.list(), 'secrets', ['secret'])
  const { busy, run } = useWork()
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const bad = name !== '' && !/^[A-Za-z_]\w{0,79}$/.test(name)
  const save = (event: FormEvent) => {
    event.preventDefault()
    void run(
      () => rpc.settings.secrets.set({ name, value }),
      () => {
        setName('')
        setValue('')
        tell('success', text.common.saved)
        load.reload()
      },
    )
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw={680}>
        {words.help}
      </Text>
      <form onSubmit={save}>
        <Group align="start" mb="md">
          <TextInput
            label={words.name}
            value={name}
            maxLength={80}
            error={bad && words.badName}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label={words.value}
            value={value}
            w={260}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': text.common.view }}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          <Button type="submit" mt={21} loading={busy} disabled={name === '' || bad || value === ''}>
            {words.save}
          </Button>
        </Group>
      </form>
      <Loaded load={load}>
        {(secrets) => (
          <Listing
            what="secrets"
            icon={<IconKey size={20} />}
            headings={[words.name, words.flows]}
            items={secrets}
            row={(secret) => <Row key={secret.name} secret={secret} onRemoved={load.reload} />}
          />
        )}
      </Loaded>
    </>
  )
}
