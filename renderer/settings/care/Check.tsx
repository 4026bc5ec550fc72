// What the doctor found, in the reader's language.
import { Group, Text } from '@mantine/core'
import { IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react'
import { type Message, say, text } from '../../lib/i18n/index.ts'
import type { rpc } from '../../lib/rpc/index.ts'
import { StatusBadge } from '../../ui/index.ts'

export type Status = Awaited<ReturnType<typeof rpc.system.status>>

/** A value with its name above it. */
export function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text fw={500}>{value}</Text>
    </div>
  )
}

/** Which Asterisk the office has, and whether the host is connected to it. */
export function PbxFacts({ status }: { status: Status }) {
  const words = text.settings.system
  return (
    <>
      <Fact name={words.pbx} value={words.kinds[status.pbx]} />
      <div>
        <Text size="xs" c="dimmed">
          {text.common.state}
        </Text>
        <StatusBadge
          tone={status.pbxConnected ? 'good' : 'bad'}
          icon={status.pbxConnected ? <IconCircleCheckFilled size={15} /> : <IconAlertTriangleFilled size={15} />}
          label={status.pbxConnected ? words.connected : words.disconnected}
        />
      </div>
      <Fact name={words.pbxVersion} value={status.pbxVersion?.split('+')[0] ?? '–'} />
    </>
  )
}

/** What a check found, in the reader's language; one this console does not know speaks for itself. */
function wordsOf({ id, ok, detail, help, facts }: Status['checks'][number]): { name: string; found: string; help: string } {
  if (!Object.hasOwn(text.doctor, id)) return { name: id, found: detail, help: ok ? '' : help }
  const said: { name: string; good?: Message; bad?: Message } = text.doctor[id as keyof typeof text.doctor]
  const sentence = ok ? said.good : said.bad
  return { name: said.name, found: sentence === undefined ? detail : say(sentence, facts), help: '' }
}

/** One finding. */
export function Check({ check }: { check: Status['checks'][number] }) {
  const words = text.settings.system
  const said = wordsOf(check)
  return (
    <Group component="li" wrap="nowrap" align="flex-start" gap="sm" style={{ listStyle: 'none' }}>
      <StatusBadge
        tone={check.ok ? 'good' : 'bad'}
        icon={check.ok ? <IconCircleCheckFilled size={16} /> : <IconAlertTriangleFilled size={16} />}
        label={<span style={{ position: 'absolute', clipPath: 'inset(50%)' }}>{check.ok ? words.ok : words.notOk}</span>}
      />
      <div>
        <Text fw={500}>{said.name}</Text>
        <Text size="sm" c={check.ok ? 'dimmed' : undefined}>
          {said.found}
        </Text>
        {said.help && <Text size="sm">{said.help}</Text>}
      </div>
    </Group>
  )
}
