import { Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { IconClockHour4 } from '@tabler/icons-react'
import { useState } from 'react'
import type { HoursOverride } from '../../../shared/domain/office.ts'
import { useHostNow } from '../../lib/clock.ts'
import { Loaded, tell, useLoad, useWork } from '../../lib/feedback/index.ts'
import { officeMoment, shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMay } from '../../lib/session.ts'
import { EmptyState, Section } from '../../ui/index.ts'

type Switch = 'schedule' | HoursOverride['state']

/** One schedule: as it is written, or switched by hand, for good or until a moment. */
function Schedule({ name, override, onChanged }: { name: string; override: HoursOverride | undefined; onChanged(): void }) {
  const words = text.admin.hours
  const now = useHostNow()
  const may = useMay('supervisor')
  const [until, setUntil] = useState('')
  const { busy, run } = useWork()
  const inForce = override && (override.until === undefined || override.until > now) ? override : undefined
  const put = (state: Switch) =>
    run(
      async () => {
        if (state === 'schedule') await rpc.settings.hours.clear({ name })
        else await rpc.settings.hours.set({ name, state, ...(until ? { until: officeMoment(until) } : {}) })
      },
      () => {
        tell('success', text.common.saved)
        onChanged()
      },
    )
  const said = !inForce
    ? words.bySchedule
    : `${words.states[inForce.state]} ${inForce.until ? words.until({ time: shortMoment(inForce.until, now) }) : words.untilSwitched}`
  return (
    <Section title={name}>
      <Group p="md" gap="lg" align="flex-end">
        <SegmentedControl
          aria-label={name}
          disabled={!may || busy}
          value={inForce?.state ?? 'schedule'}
          onChange={(value) => void put(value as Switch)}
          data={[
            { value: 'schedule', label: words.schedule },
            { value: 'open', label: words.states.open },
            { value: 'closed', label: words.states.closed },
          ]}
        />
        <TextInput
          type="datetime-local"
          label={words.untilLabel}
          disabled={!may}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Text size="sm" c={inForce ? 'var(--cord-warn)' : 'dimmed'} role="status" pb={8}>
          {said}
        </Text>
      </Group>
    </Section>
  )
}

/** The schedules that flows go by, each with its switch. */
export function Hours() {
  const load = useLoad(() => Promise.all([rpc.settings.hours.names(), rpc.settings.hours.list()]), 'hours', ['hours', 'flow'])
  const empty = text.settings.empty.hours
  return (
    <Loaded load={load}>
      {([names, overrides]) => {
        const all = [...new Set([...names, ...overrides.map((each) => each.name)])]
        if (all.length === 0) return <EmptyState icon={<IconClockHour4 size={20} />} {...empty} />
        return (
          <Stack gap="md">
            {all.map((name) => (
              <Schedule key={name} name={name} override={overrides.find((each) => each.name === name)} onChanged={load.reload} />
            ))}
          </Stack>
        )
      }}
    </Loaded>
  )
}
