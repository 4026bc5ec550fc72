import { Button, Table, Text } from '@mantine/core'
import { IconCircleCheckFilled, IconPhoneOff } from '@tabler/icons-react'
import type { GuestPhone } from '../../../../shared/domain/guest.ts'
import { extension } from '../../../../shared/domain/office.ts'
import { tell, useWork } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { EmptyState, Section, StatusBadge } from '../../../ui/index.ts'
import { ActionTable } from '../../form/ActionTable.tsx'

function Row({ phone: { number, name, online }, onAdded }: { phone: GuestPhone; onAdded(): void }) {
  const words = text.guest
  const { busy, run } = useWork()
  const add = () =>
    run(
      () => rpc.settings.extensions.create(extension.parse({ number, name: name || number })),
      () => {
        tell('success', words.added({ number }))
        onAdded()
      },
    )
  return (
    <Table.Tr>
      <Table.Td>{number}</Table.Td>
      <Table.Td>{name || '–'}</Table.Td>
      <Table.Td>
        <StatusBadge
          tone={online ? 'good' : 'idle'}
          icon={online ? <IconCircleCheckFilled size={15} /> : <IconPhoneOff size={15} />}
          label={online ? words.online : words.offline}
        />
      </Table.Td>
      <Table.Td ta="right">
        <Button size="compact-xs" variant="default" loading={busy} aria-label={`${words.add}: ${number}`} onClick={add}>
          {words.add}
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}

/** Telephones of that Asterisk's that could be extensions. */
export function PhonesThere({ phones, onAdded }: { phones: readonly GuestPhone[]; onAdded(): void }) {
  const words = text.guest
  return (
    <Section title={words.phones}>
      {phones.length === 0 ? (
        <EmptyState art="phones" title={words.noPhones} help={words.noPhonesHelp} />
      ) : (
        <>
          <Text size="sm" c="dimmed" px="md" pt="md" maw={680}>
            {words.phonesHelp}
          </Text>
          <ActionTable minWidth={480} headings={[text.common.number, text.settings.fields.name, text.common.state]}>
            {phones.map((phone) => (
              <Row key={phone.number} phone={phone} onAdded={onAdded} />
            ))}
          </ActionTable>
        </>
      )}
    </Section>
  )
}
