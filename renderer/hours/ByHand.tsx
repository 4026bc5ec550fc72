import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { momentIn } from '../../shared/domain/days.ts'
import type { HoursOverride } from '../../shared/domain/office.ts'
import { useHostNow } from '../lib/clock.ts'
import { useWork } from '../lib/feedback/index.ts'
import { momentWords } from '../lib/hours/words.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMay } from '../lib/session.ts'

/** The switch that holds at `now`, or null. */
export const inForce = (override: HoursOverride | undefined, now: number): HoursOverride | null =>
  override && (override.until === undefined || override.until > now) ? override : null

function switchWords({ state, until }: HoursOverride, now: number, zone: string): string {
  const words = text.hours.byHand
  if (until === undefined) return words[state]
  return (state === 'open' ? words.openUntil : words.closedUntil)({ time: momentWords(until, now, zone) })
}

type ByHandProps = { label: string; name: string; override: HoursOverride | undefined; zone: string; onChanged(): void }

/** Opens or closes at once, until a moment or until it is switched back. `name`: the switch's. */
export function ByHand({ label, name, override, zone, onChanged }: ByHandProps) {
  const words = text.hours.byHand
  const now = useHostNow()
  const may = useMay('supervisor')
  const [until, setUntil] = useState('')
  const { busy, run } = useWork()
  const switched = inForce(override, now)
  const end = until ? momentIn(until, zone) : undefined
  const past = end !== undefined && end <= now
  const put = (state: HoursOverride['state']) =>
    void run(
      () => rpc.settings.hours.set({ name, state, ...(end === undefined ? {} : { until: end }) }),
      () => {
        setUntil('')
        onChanged()
      },
    )
  return (
    <Stack gap={6} role="group" aria-label={label}>
      <Text size="sm" c={switched ? 'var(--cord-warn)' : 'dimmed'} role="status">
        {switched ? switchWords(switched, now, zone) : words.none}
      </Text>
      {may && (
        <Group gap="xs" align="flex-start">
          <TextInput
            type="datetime-local"
            size="xs"
            aria-label={words.until}
            title={words.until}
            description={words.untilHelp}
            inputWrapperOrder={['input', 'description', 'error']}
            leftSection={<Text size="xs">{words.until}</Text>}
            leftSectionWidth={64}
            w={240}
            value={until}
            error={past ? words.past : undefined}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          <Button size="xs" variant="default" disabled={busy || past} onClick={() => put('open')}>
            {words.openNow}
          </Button>
          <Button size="xs" variant="default" disabled={busy || past} onClick={() => put('closed')}>
            {words.closeNow}
          </Button>
          {switched && (
            <Button size="xs" disabled={busy} onClick={() => void run(() => rpc.settings.hours.clear({ name }), onChanged)}>
              {words.lift}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  )
}
