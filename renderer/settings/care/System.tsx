import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react'
import { useHostNow } from '../../lib/clock.ts'
import { Loaded, useLoad } from '../../lib/feedback/index.ts'
import { roughly } from '../../lib/format/time.ts'
import { type Message, say, text } from '../../lib/i18n/index.ts'
import { useLive } from '../../lib/live/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { Section, StatusBadge } from '../../ui/index.ts'

type Status = Awaited<ReturnType<typeof rpc.system.status>>

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text fw={500}>{value}</Text>
    </div>
  )
}

function Facts({ status }: { status: Status }) {
  const now = useHostNow()
  const words = text.settings.system
  return (
    <SimpleGrid cols={{ base: 2, md: 3, xl: 6 }} spacing="md" p="md">
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
      <Fact name={words.version} value={status.version} />
      <Fact name={words.up} value={roughly(now - status.startedAt)} />
      <Fact name={words.calls} value={String(status.runningCalls)} />
    </SimpleGrid>
  )
}

/** What a check found, in the reader's language; one this console does not know speaks for itself. */
function wordsOf({ id, ok, detail, help, facts }: Status['checks'][number]): { name: string; found: string; help: string } {
  if (!Object.hasOwn(text.doctor, id)) return { name: id, found: detail, help: ok ? '' : help }
  const said: { name: string; good?: Message; bad?: Message } = text.doctor[id as keyof typeof text.doctor]
  const sentence = ok ? said.good : said.bad
  return { name: said.name, found: sentence === undefined ? detail : say(sentence, facts), help: '' }
}

function Check({ check }: { check: Status['checks'][number] }) {
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

/** What is wrong with the host itself, where anything is. */
function Problems() {
  const problems = useLive((state) => state.problems)
  if (problems.length === 0) return null
  return (
    <Section title={text.health.title}>
      <Stack component="ul" gap="sm" p="md" m={0}>
        {problems.map(({ code, count }) => (
          <Group key={code} component="li" wrap="nowrap" align="flex-start" gap="sm" style={{ listStyle: 'none' }}>
            <StatusBadge tone="bad" icon={<IconAlertTriangleFilled size={16} />} label="" />
            <div>
              <Text fw={500}>{text.health.problems[code].sentence}</Text>
              <Text size="sm">{say(text.health.problems[code].help, { count })}</Text>
            </div>
          </Group>
        ))}
      </Stack>
    </Section>
  )
}

/** How the system is, and what the doctor found. */
export function System() {
  const connected = useLive((state) => state.pbxConnected)
  const load = useLoad(() => rpc.system.status(), `status ${connected}`)
  const words = text.settings.system
  return (
    <Loaded load={load}>
      {(status) => (
        <Stack gap="md">
          <Section title={words.pbx}>
            <Facts status={status} />
          </Section>
          <Problems />
          <Section
            title={words.checks}
            beside={
              <Button size="compact-sm" variant="default" loading={load.loading} onClick={load.reload}>
                {words.again}
              </Button>
            }
          >
            <Stack component="ul" gap="sm" p="md" m={0}>
              {status.checks.length === 0 && <Text size="sm">{words.allWell}</Text>}
              {[...status.checks]
                .sort((a, b) => Number(a.ok) - Number(b.ok))
                .map((check) => (
                  <Check key={`${check.id} ${check.facts.name ?? ''}`} check={check} />
                ))}
            </Stack>
          </Section>
        </Stack>
      )}
    </Loaded>
  )
}
