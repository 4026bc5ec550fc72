import { Button, NativeSelect, Table, Text } from '@mantine/core'
import { useState } from 'react'
import type { FoundPhone, PhonesOverview } from '../../../../shared/domain/phones.ts'
import { tell, useWork } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { useSession } from '../../../lib/session.ts'
import { EmptyState, Section } from '../../../ui/index.ts'
import { ActionTable } from '../../form/ActionTable.tsx'
import { phoneName } from './names.ts'

function Row({ phone, onAdded }: { phone: FoundPhone; onAdded(): void }) {
  const words = text.deskPhones
  const extensions = useSession((state) => state.extensions)
  const [chosen, setChosen] = useState(extensions[0]?.number ?? '')
  const { busy, run } = useWork()
  const name = phoneName(phone)
  const add = async () => {
    const { maker, mac, model } = phone
    const made = { maker, mac, model, extension: chosen, transport: 'udp' as const, lamps: [], loginKey: true }
    const { id } = await rpc.settings.phones.create(made)
    await rpc.settings.phones.tell({ id })
  }
  return (
    <Table.Tr>
      <Table.Td>
        {name}
        <Text size="xs" c="dimmed">
          {phone.firmware}
        </Text>
      </Table.Td>
      <Table.Td>{phone.address}</Table.Td>
      <Table.Td>
        <NativeSelect
          size="xs"
          aria-label={words.extensionFor({ phone: name })}
          value={chosen}
          data={extensions.map((each) => ({ value: each.number, label: `${each.number} ${each.name}` }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      </Table.Td>
      <Table.Td ta="right">
        <Button
          size="compact-xs"
          variant="default"
          loading={busy}
          disabled={chosen === ''}
          aria-label={words.addOf({ phone: name })}
          onClick={() =>
            void run(add, () => {
              tell('success', words.added({ phone: name }))
              onAdded()
            })
          }
        >
          {words.add}
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}

/** Phones that look for their settings on the network, and are none of the office's yet. */
export function Found({ overview: { found, listening }, onAdded }: { overview: PhonesOverview; onAdded(): void }) {
  const words = text.deskPhones
  if (!listening)
    return (
      <Section title={words.found}>
        <Text size="sm" p="md">
          {words.notListening}
        </Text>
      </Section>
    )
  return (
    <Section title={words.found}>
      {found.length === 0 ? (
        <EmptyState art="phones" title={words.noneFound} help={words.noneFoundHelp} />
      ) : (
        <>
          <Text size="sm" c="dimmed" px="md" pt="md" maw={680}>
            {words.foundHelp}
          </Text>
          <ActionTable minWidth={560} headings={[words.phone, words.network, text.settings.fields.extension]}>
            {found.map((phone) => (
              <Row key={phone.mac} phone={phone} onAdded={onAdded} />
            ))}
          </ActionTable>
        </>
      )}
    </Section>
  )
}
