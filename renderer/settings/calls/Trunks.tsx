import { Button, Popover, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangleFilled, IconCircleCheckFilled, IconHourglass, IconPhoneOutgoing } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { z } from 'zod'
import type { trunkView } from '../../../shared/contract/settings.ts'
import { trunk } from '../../../shared/domain/office.ts'
import { wayOut } from '../../../shared/domain/outgoing.ts'
import { usableOn, wholeTrunk } from '../../../shared/domain/trunk.ts'
import type { TrunkReachability } from '../../../shared/domain/trunkReachability.ts'
import type { TrunkRegistration } from '../../../shared/domain/trunkRegistration.ts'
import { useAgain, useLoad, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMe } from '../../lib/session.ts'
import { dial } from '../../phone/index.ts'
import { StatusBadge } from '../../ui/index.ts'
import type { Draft } from '../form/fields.ts'
import { RecordList } from '../form/RecordList.tsx'
import { TrunkTestCall } from './TrunkTestCall.tsx'
import { trunkFields } from './trunkFields.ts'

type TrunkView = z.infer<typeof trunkView>

/** Dials a number from the administrator's own telephone, and says before whether the rules send it through this trunk. */
function TestCall({ record }: { record: TrunkView }) {
  const [number, setNumber] = useState('')
  const { busy, run } = useWork()
  const { extension } = useMe()
  const rules = useLoad(
    () => Promise.all([rpc.settings.outgoing.list(), rpc.settings.trunks.list(), rpc.settings.office.get()]),
    'ways',
    ['outgoing', 'trunk', 'office'],
  )
  const words = text.admin.trunks
  const [outgoing = [], trunks = [], office] = rules.data ?? []
  const way = number ? wayOut(number, outgoing, trunks, office?.emergencyNumbers ?? [], office?.country ?? '') : null
  const through = way && !('problem' in way) && way.trunk.id === record.id
  const said = !way
    ? words.testHelp
    : 'problem' in way
      ? text.admin.outgoing.problems[way.problem]
      : through
        ? words.testThrough({ dialled: way.dialled })
        : words.testElsewhere({ trunk: way.trunk.name })
  const call = (event: FormEvent) => {
    event.preventDefault()
    void run(() => dial(number))
  }
  return (
    <Popover width={300} position="bottom-end" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <Button size="compact-xs" variant="default" disabled={!extension}>
          {words.test}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={call}>
          <Stack gap="xs">
            <TextInput
              label={words.testNumber}
              type="tel"
              data-autofocus
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
            <Text size="xs" c={way && !through ? 'var(--cord-warn)' : 'dimmed'} role="status">
              {said}
            </Text>
            <Button type="submit" size="xs" loading={busy} disabled={!through} leftSection={<IconPhoneOutgoing size={15} />}>
              {words.testCall}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

/** A provider’s server, or what of an Asterisk that others run. */
function placeOf({ kind, context = '', endpoint = '', host, port, srv, transport }: TrunkView): string {
  const words = text.trunks
  if (kind === 'dialplan') return words.itsRoutes({ context })
  if (kind === 'endpoint') return words.itsTrunk({ endpoint })
  return `${srv ? host : `${host}:${port}`}${transport === 'udp' ? '' : ` · ${transport.toUpperCase()}`}`
}

/** Where it is, whether it answers, and how numbers are dialled there where that is not as they are. */
function Server({ record, reach }: { record: TrunkView; reach: TrunkReachability | undefined }) {
  const { host, dialFormat } = record
  const words = text.trunks
  const usable = usableOn(record, useMe().pbx)
  const where = placeOf(record)
  return (
    <>
      <Text size="sm" truncate maw={260} title={where}>
        {where}
      </Text>
      {!usable && <StatusBadge size="sm" tone="warn" icon={<IconAlertTriangleFilled size={14} />} label={words.elsewhere} />}
      {usable && reach?.reachable === true && (
        <Text size="xs" c="dimmed">
          {reach.roundTripMs === null ? words.answers : words.answersIn({ ms: Math.round(reach.roundTripMs) })}
        </Text>
      )}
      {usable && reach?.reachable === false && !host.startsWith('127.') && (
        <StatusBadge size="sm" tone="warn" icon={<IconAlertTriangleFilled size={14} />} label={words.silent} />
      )}
      {dialFormat !== '{number}' && (
        <Text size="xs" c="dimmed">
          {text.admin.trunks.dialFormat}: {dialFormat}
        </Text>
      )}
    </>
  )
}

/** Whether it is registered with its provider, and why not. */
function Registration({ record, standing }: { record: TrunkView; standing: TrunkRegistration | undefined }) {
  const words = text.admin.trunks
  const { pbx } = useMe()
  if (record.kind !== 'provider' || !usableOn(record, pbx)) return '–'
  if (!record.register) return text.common.no
  if (!standing) return text.common.yes // not our own Asterisk
  const { problem, status, retrySeconds } = standing
  if (problem === null) return <StatusBadge tone="good" icon={<IconCircleCheckFilled size={16} />} label={words.registered} />
  const reason = words.problems[problem]
  const said = status === null ? reason : words.answered({ status: String(status), reason })
  if (problem === 'pending') return <StatusBadge tone="idle" icon={<IconHourglass size={16} />} label={said} />
  return (
    <>
      <StatusBadge tone="bad" icon={<IconAlertTriangleFilled size={16} />} label={said} />
      {retrySeconds !== null && (
        <Text size="xs" c="dimmed">
          {words.retry({ seconds: retrySeconds })}
        </Text>
      )}
    </>
  )
}

const registrationsEveryMs = 3000
const reachabilitiesEveryMs = 10_000

/** What the contract takes of what was typed: no choice of a provider, and no keys in the clear. */
const recordOf = ({ preset: _, ...draft }: Draft): Draft => ({ ...draft, srtp: draft.transport === 'tls' && draft.srtp })

const { id: _id, ...blank } = trunk.parse({ id: 'new', name: 'new' })

/** Ways to the public network. A password goes in and never comes out. */
export function Trunks() {
  const words = text.settings.fields
  const own = text.admin.trunks
  const { pbx } = useMe()
  const guest = useLoad(() => rpc.settings.pbx.state(), 'its trunks').data ?? null
  const endpoints = guest?.found?.lines.map(({ name }) => name) ?? []
  const start =
    pbx === 'external'
      ? { ...blank, kind: 'dialplan', context: guest?.context ?? guest?.last?.context ?? '', endpoint: '' }
      : { ...blank, context: '', endpoint: '' }
  const registrations = useLoad(() => rpc.settings.trunks.registrations(), 'registrations', ['trunk'])
  useAgain(registrations.reload, registrationsEveryMs)
  const standing = new Map(registrations.data?.map((each) => [each.trunkId, each]))
  const reachabilities = useLoad(() => rpc.settings.trunks.reachabilities(), 'reachabilities', ['trunk'])
  useAgain(reachabilities.reload, reachabilitiesEveryMs)
  const reach = new Map(reachabilities.data?.map((each) => [each.trunkId, each]))
  return (
    <Stack gap="md">
      <RecordList<TrunkView>
        what="trunks"
        list={() => rpc.settings.trunks.list()}
        keyOf={(record) => record.id}
        titleOf={(record) => record.name}
        columns={[
          { label: words.name, cell: (record) => record.name },
          { label: own.host, cell: (record) => <Server record={record} reach={reach.get(record.id)} /> },
          {
            label: own.registration,
            cell: (record) => <Registration record={record} standing={standing.get(record.id)} />,
          },
        ]}
        fields={trunkFields({ pbx, endpoints })}
        schema={wholeTrunk}
        blank={{ ...start, name: '', host: '', username: '', password: '', preset: '' }}
        toDraft={({ passwordSet: _, ...record }) => ({ context: '', endpoint: '', ...record, password: '' })}
        create={(draft) => rpc.settings.trunks.create(trunk.partial({ id: true }).parse(recordOf(draft)))}
        update={(draft, revision) => rpc.settings.trunks.update({ ...trunk.parse(recordOf(draft)), revision })}
        remove={({ id }) => rpc.settings.trunks.remove({ id })}
        extra={(record) => <TestCall record={record} />}
      />
      <TrunkTestCall />
    </Stack>
  )
}
