import { Anchor, Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconAddressBook, IconPencil } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import type { CallRecord } from '../../shared/domain/calls.ts'
import type { ListedContact } from '../../shared/domain/contacts.ts'
import { hostNow } from '../lib/clock.ts'
import { forgetContacts, useContact } from '../lib/contacts.ts'
import { useLoad } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { askCaller, CallNote, type LineView, lineInHand, useLineCall, useNoteOnPage, useParty, usePhone } from '../phone/index.ts'
import { Section } from '../ui/index.ts'
import classes from './desk.module.css'

/** The form of a contact over the page; `numbers`: what a new one begins with. */
export type ContactForm = (props: {
  opened: boolean
  contact: ListedContact | null
  numbers?: readonly string[]
  onClose(): void
  onChanged(): void
}) => ReactNode

type Known = {
  contact: ListedContact | null
  calls: readonly CallRecord[]
  path: readonly string[]
  keyed: readonly { node: string; keys: string }[]
  screenPop: string | null
}

const latest = 6

/** What is known of somebody who called; of somebody who was called, as far as one may look. */
async function knownOf(callId: string, number: string, called: boolean): Promise<Known> {
  if (!called) return askCaller(callId)
  const [{ calls }, { contacts }] = await Promise.all([
    rpc.calls.list({ number, limit: latest + 1 }),
    // An extension is part of many a number.
    number.replace(/\D/g, '').length < 6 ? { contacts: [] } : rpc.directory.list({ text: number, limit: 1 }),
  ])
  const before = calls.filter(({ id }) => id !== callId).slice(0, latest)
  return { contact: contacts[0] ?? null, calls: before, path: [], keyed: [], screenPop: null }
}

function Facts({ known: { path, keyed, screenPop } }: { known: Known }) {
  const words = text.phone.caller
  return (
    <>
      {path.length > 0 && (
        <Text size="sm" c="dimmed">
          {text.phone.path}: {path.join(' › ')}
        </Text>
      )}
      {keyed.length > 0 && (
        <Text size="sm" c="dimmed">
          {words.keyed}: {keyed.map(({ node, keys }) => `${node} ${keys}`).join(', ')}
        </Text>
      )}
      {screenPop && (
        <Anchor href={screenPop} target="_blank" rel="noreferrer" size="sm">
          {words.open}
        </Anchor>
      )}
    </>
  )
}

function History({ calls }: { calls: readonly CallRecord[] }) {
  if (calls.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {text.phone.caller.firstCall}
      </Text>
    )
  return (
    <ul className={classes.list}>
      {calls.map((call) => (
        <Text key={call.id} component="li" size="sm" py={3} title={call.note ?? undefined} truncate>
          <Anchor component={Link} to={`/calls/${encodeURIComponent(call.id)}`} size="sm">
            {shortMoment(call.startedAt, hostNow())}
          </Anchor>{' '}
          {[text.outcomes[call.outcome], call.disposition, call.note].filter(Boolean).join(' · ')}
        </Text>
      ))}
    </ul>
  )
}

/** What stands in the directory about them, and the way to change it or to write it down. */
function About({ contact, onEdit }: { contact: ListedContact | null; onEdit(): void }) {
  const words = text.desk.thisCall
  return (
    <Stack gap={4} align="flex-start">
      {contact ? (
        <>
          {contact.email && (
            <Anchor href={`mailto:${contact.email}`} size="sm">
              {contact.email}
            </Anchor>
          )}
          {contact.numbers.length > 1 && (
            <Text size="sm" c="dimmed">
              {contact.numbers.map(showNumber).join(' · ')}
            </Text>
          )}
          {contact.note && (
            <Text size="sm" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
              {contact.note}
            </Text>
          )}
        </>
      ) : (
        <Text size="sm" c="dimmed">
          {words.unknown}
        </Text>
      )}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={contact ? <IconPencil size={14} /> : <IconAddressBook size={14} />}
        onClick={onEdit}
      >
        {contact ? words.edit : words.add}
      </Button>
    </Stack>
  )
}

function InHand({ line, Contact }: { line: LineView; Contact: ContactForm }) {
  const { call, queueName } = useLineCall(line)
  const { from, name, dialled } = useParty(line)
  const company = useContact(from)?.company
  const [editing, setEditing] = useState(false)
  const listens = call?.legs.some(({ sipCallId, role }) => sipCallId === line.sipCallId && role === 'supervisor') ?? false
  const callId = listens ? null : (call?.id ?? null)
  const { data: known, reload } = useLoad(
    async () => (callId === null ? null : knownOf(callId, from, dialled || call?.kind === 'phone')),
    `desk ${callId} ${from}`,
  )
  useNoteOnPage(callId)
  if (callId === null) return null
  const words = text.desk.thisCall
  const number = showNumber(from)
  const speaks = line.state === 'talking' || line.state === 'held'
  return (
    <Section title={words.title}>
      <Stack gap="md" p="md">
        <div>
          <Title order={3} size="h3" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Title>
          <Text size="sm" c="dimmed">
            {[number === name ? '' : number, company, queueName].filter(Boolean).join(' · ')}
          </Text>
        </div>
        {known && (
          <Stack component="section" gap="md" aria-label={text.phone.caller.title}>
            <Stack gap={2}>
              <Facts known={known} />
            </Stack>
            <SimpleGrid type="container" cols={{ base: 1, '420px': 2 }} spacing="md">
              <div>
                <Text size="xs" fw={600} c="dimmed" mb={4}>
                  {words.contact}
                </Text>
                <About contact={known.contact} onEdit={() => setEditing(true)} />
              </div>
              <div style={{ minWidth: 0 }}>
                <Group justify="space-between" mb={4} wrap="nowrap">
                  <Text size="xs" fw={600} c="dimmed">
                    {text.phone.caller.lastCalls}
                  </Text>
                  {known.calls.length > 0 && (
                    <Anchor component={Link} to={`/calls?text=${encodeURIComponent(from)}`} size="xs">
                      {words.allCalls}
                    </Anchor>
                  )}
                </Group>
                <History calls={known.calls} />
              </div>
            </SimpleGrid>
          </Stack>
        )}
        {speaks && <CallNote key={callId} callId={callId} rows={3} />}
      </Stack>
      <Contact
        opened={editing}
        contact={known?.contact ?? null}
        numbers={[from]}
        onClose={() => setEditing(false)}
        onChanged={() => {
          forgetContacts()
          reload()
        }}
      />
    </Section>
  )
}

/** The call in hand, with all that is known of who it is with, and its note; nothing while there is none. */
export function CallDesk({ Contact }: { Contact: ContactForm }) {
  const line = usePhone(lineInHand)
  return line && <InHand key={line.id} line={line} Contact={Contact} />
}
