import { Group, Text } from '@mantine/core'
import type { CallRecord } from '../../shared/domain/calls.ts'
import { useHostNow } from '../lib/clock.ts'
import { clock } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { partMs } from '../lib/parts.ts'
import { isOutgoing } from '../lib/party.ts'
import { Section } from '../ui/index.ts'
import classes from './desk.module.css'
import { useMyCallsToday } from './today.ts'

/** Of my calls of a day: how many came in and went out, and how long I spoke in them, ms. */
function figuresOf(calls: readonly CallRecord[], operatorId: string | null, now: number) {
  const spoken = calls.map((call) =>
    call.parts.filter((part) => part.operatorId === operatorId).reduce((sum, part) => sum + partMs(part, now), 0),
  )
  const talkMs = spoken.reduce((sum, ms) => sum + ms, 0)
  const talked = spoken.filter((ms) => ms > 0).length
  return {
    taken: calls.filter((call) => !isOutgoing(call)).length,
    made: calls.filter(isOutgoing).length,
    talkMs,
    averageMs: talked === 0 ? 0 : talkMs / talked,
  }
}

function Figure({ label, children }: { label: string; children: string | number }) {
  return (
    <div className={classes.figure}>
      <Text component="dt" size="xs" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="xl" fw={600} m={0} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {children}
      </Text>
    </div>
  )
}

/** My figures of today. Test calls are in none. */
export function MyFigures({ operatorId, missed }: { operatorId: string; missed: number }) {
  const { data: calls = [] } = useMyCallsToday()
  const { taken, made, talkMs, averageMs } = figuresOf(calls, operatorId, useHostNow())
  const words = text.desk.figures
  return (
    <Section title={words.title}>
      <Group component="dl" m={0} px="md" py="sm" gap="lg" style={{ rowGap: 4 }}>
        <Figure label={words.taken}>{taken}</Figure>
        <Figure label={words.made}>{made}</Figure>
        <Figure label={words.missed}>{missed}</Figure>
        <Figure label={words.talk}>{talkMs > 0 ? clock(talkMs) : '–'}</Figure>
        <Figure label={words.average}>{averageMs > 0 ? clock(averageMs) : '–'}</Figure>
      </Group>
    </Section>
  )
}
