import { Anchor, Button, Group, MultiSelect, NativeSelect, NumberInput, Table, Text, TextInput } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { type Role, role as roles } from '../../../shared/domain/office.ts'
import { useHostNow } from '../../lib/clock.ts'
import { Loaded, useLoad, useWork } from '../../lib/feedback/index.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { ConfirmButton, type Secret, SecretDialog } from '../../ui/index.ts'
import { Listing } from '../form/Listing.tsx'

type Token = Awaited<ReturnType<typeof rpc.settings.tokens.list>>[number]

/** What a token may be limited to: the contract's areas, and files. */
const areas = ['integration', 'calls', 'callbacks', 'voicemails', 'directory', 'flows', 'settings', 'system', 'media']

/** Where requests to areas go that are not at `/api/<area>`. */
const paths: Partial<Record<string, string>> = { integration: '/api/v1', media: '/media' }

/** The name by which an area is limited, with the path its requests have. */
const areaLabel = (area: string): string => `${area} (${paths[area] ?? `/api/${area}`})`

const roleName = (of: Role): string => text.settings.fields.roles[of]

function TokenRow({ token, onRevoked }: { token: Token; onRevoked(): void }) {
  const words = text.integrations.tokens
  const now = useHostNow()
  const { busy, run } = useWork()
  return (
    <Table.Tr>
      <Table.Td>
        {token.name}
        <Text size="xs" c="dimmed">
          {words.created({ when: shortMoment(token.createdAt, now) })}
        </Text>
      </Table.Td>
      <Table.Td>
        {roleName(token.role)}
        {token.scopes.length > 0 && (
          <Text size="xs" c="dimmed">
            {token.scopes.join(', ')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{shortMoment(token.expiresAt, now)}</Table.Td>
      <Table.Td>{token.usedAt === null ? words.never : shortMoment(token.usedAt, now)}</Table.Td>
      <Table.Td ta="right">
        <ConfirmButton
          label={words.revoke}
          sure={words.revokeSure}
          about={token.name}
          loading={busy}
          onSure={() => run(() => rpc.settings.tokens.revoke({ id: token.id }), onRevoked)}
        />
      </Table.Td>
    </Table.Tr>
  )
}

/** The host's own page about its API; the desktop app has no address to open it by. */
const Reference = () => (
  <Anchor href="/api/docs" target="_blank" rel="noopener" underline="always">
    {text.integrations.tokens.reference}
  </Anchor>
)

/** Other programs' way in: made here, shown once, revoked here. */
export function Tokens() {
  const words = text.integrations.tokens
  const load = useLoad(() => rpc.settings.tokens.list(), 'tokens', ['token'])
  const { busy, run } = useWork()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('supervisor')
  const [days, setDays] = useState(365)
  const [scopes, setScopes] = useState<string[]>([])
  const [made, setMade] = useState<Secret | null>(null)
  const create = (event: FormEvent) => {
    event.preventDefault()
    run(async () => {
      const { token } = await rpc.settings.tokens.create({ name: name.trim(), role, days, scopes })
      setMade({ title: words.title({ name: name.trim() }), help: words.once, values: [{ label: words.token, value: token }] })
      setName('')
      setScopes([])
    }, load.reload)
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw={680}>
        {words.help} {location.protocol.startsWith('http') && <Reference />}
      </Text>
      <form onSubmit={create}>
        <Group align="end" mb={4}>
          <TextInput label={words.name} value={name} maxLength={80} onChange={(event) => setName(event.currentTarget.value)} />
          <NativeSelect
            label={words.role}
            value={role}
            data={roles.options.map((value) => ({ value, label: roleName(value) }))}
            onChange={(event) => setRole(roles.parse(event.currentTarget.value))}
          />
          <NumberInput
            label={words.days}
            w={130}
            min={1}
            max={3650}
            value={days}
            onChange={(next) => setDays(Number(next) || 365)}
          />
          <MultiSelect
            label={words.scopes}
            w={300}
            data={areas.map((value) => ({ value, label: areaLabel(value) }))}
            value={scopes}
            placeholder={scopes.length === 0 ? words.scopesAll : undefined}
            onChange={setScopes}
          />
          <Button type="submit" loading={busy} disabled={name.trim() === ''}>
            {words.create}
          </Button>
        </Group>
        <Text size="xs" c="dimmed" mb="md" aria-live="polite">
          {words.roles[role]}
        </Text>
      </form>
      <SecretDialog
        secret={made}
        onClose={() => setMade(null)}
        copy={text.webhooks.copy}
        copied={text.webhooks.copied}
        close={text.common.close}
      />
      <Loaded load={load}>
        {(tokens) => (
          <Listing
            what="tokens"
            icon={<IconKey size={20} />}
            headings={[words.name, words.role, words.expires, words.used]}
            items={tokens}
            row={(token) => <TokenRow key={token.id} token={token} onRevoked={load.reload} />}
          />
        )}
      </Loaded>
    </>
  )
}
