import { ActionIcon, Group, Kbd, Table, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconLock, IconPhone, IconStar, IconStarFilled } from '@tabler/icons-react'
import type { ListedContact } from '../../shared/domain/contacts.ts'
import { tellError } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe } from '../lib/session.ts'
import { offerNumber } from '../phone/index.ts'

function Numbers({ contact }: { contact: ListedContact }) {
  const { extension } = useMe()
  return (
    <Group gap={6}>
      {contact.numbers.map((number) => (
        <Group key={number} gap={2} wrap="nowrap">
          <Text size="sm">{showNumber(number)}</Text>
          <ActionIcon
            size={24}
            variant="subtle"
            disabled={!extension}
            aria-label={`${text.phone.call} ${contact.name} ${showNumber(number)}`}
            onClick={() => offerNumber(number)}
          >
            <IconPhone size={15} />
          </ActionIcon>
        </Group>
      ))}
    </Group>
  )
}

function Star({ contact, onChanged }: { contact: ListedContact; onChanged(): void }) {
  const { id, name, favourite, speedDial } = contact
  const mark = () =>
    rpc.directory.mark({ id, favourite: !favourite, speedDial: favourite ? null : speedDial }).then(onChanged, tellError)
  const label = favourite ? text.directory.unstar({ name }) : text.directory.star({ name })
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} aria-pressed={favourite} onClick={() => void mark()}>
      {favourite ? <IconStarFilled size={16} color="var(--cord-warn)" /> : <IconStar size={16} />}
    </ActionIcon>
  )
}

type ContactTableProps = { contacts: readonly ListedContact[]; onOpen(contact: ListedContact): void; onChanged(): void }

/** Contacts, the starred first. */
export function ContactTable({ contacts, onOpen, onChanged }: ContactTableProps) {
  const words = text.directory
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={44}>
              <VisuallyHidden>{words.onlyFavourites}</VisuallyHidden>
            </Table.Th>
            <Table.Th>{text.common.name}</Table.Th>
            <Table.Th>{words.company}</Table.Th>
            <Table.Th>{text.common.number}</Table.Th>
            <Table.Th>{words.speedDial}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {contacts.map((contact) => (
            <Table.Tr key={contact.id}>
              <Table.Td>
                <Star contact={contact} onChanged={onChanged} />
              </Table.Td>
              <Table.Td>
                <Group gap={6} wrap="nowrap">
                  <UnstyledButton fw={500} fz="md" c="var(--mantine-color-anchor)" onClick={() => onOpen(contact)}>
                    {contact.name}
                  </UnstyledButton>
                  {contact.mine && <IconLock size={14} role="img" aria-label={words.mine} />}
                </Group>
              </Table.Td>
              <Table.Td>{contact.company || '–'}</Table.Td>
              <Table.Td>
                <Numbers contact={contact} />
              </Table.Td>
              <Table.Td>{contact.speedDial ? <Kbd size="xs">Alt {contact.speedDial}</Kbd> : '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
