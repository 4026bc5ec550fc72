import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { useHostNow } from '../../lib/clock.ts'
import { Loaded, useLoad } from '../../lib/feedback/index.ts'
import { roughly } from '../../lib/format/time.ts'
import { say, text } from '../../lib/i18n/index.ts'
import { useLive } from '../../lib/live/index.ts'
import { inShell, rpc } from '../../lib/rpc/index.ts'
import { Section, StatusBadge } from '../../ui/index.ts'
import { Check, Fact, PbxFacts, type Status } from './Check.tsx'
import { CrashReports } from './CrashReports.tsx'

function Facts({ status }: { status: Status }) {
  const now = useHostNow()
  const words = text.settings.system
  return (
    <SimpleGrid cols={{ base: 2, md: 3, xl: 6 }} spacing="md" p="md">
      <PbxFacts status={status} />
      <Fact name={words.version} value={status.version} />
      <Fact name={words.up} value={roughly(now - status.startedAt)} />
      <Fact name={words.calls} value={String(status.runningCalls)} />
      <Fact
        name={words.loop}
        value={words.loopValue({ usual: status.loop.p50Ms, p99: status.loop.p99Ms, longest: status.loop.maxMs })}
      />
    </SimpleGrid>
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
  const load = useLoad(() => rpc.system.status(), `status ${connected}`, ['office', 'trunk', 'extension', 'certificate'])
  const words = text.settings.system
  return (
    <Loaded load={load}>
      {(status) => (
        <Stack gap="md">
          <Section title={words.pbx}>
            <Facts status={status} />
          </Section>
          <Problems />
          {inShell && <CrashReports />}
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
