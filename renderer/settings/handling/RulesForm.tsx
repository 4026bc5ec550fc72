import { ActionIcon, Button, Group, NativeSelect, NumberInput, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { answerCases, awayNow, type CallHandling, type HandlingTarget } from '../../../shared/domain/callHandling.ts'
import { hostNow } from '../../lib/clock.ts'
import { officeIso, officeMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { Section } from '../../ui/index.ts'
import type { Problems } from './problems.ts'
import { TargetInput } from './TargetInput.tsx'

type PartProps = { rules: CallHandling; set(part: Partial<CallHandling>): void; problems: Problems }

const mostOthers = 5

/** Others beside or behind the own telephones. */
function Ringing({ rules, set, problems }: PartProps) {
  const words = text.callHandling
  const { order, to } = rules.findMe
  const others = (next: typeof to) => set({ findMe: { order, to: next } })
  const change = (at: number, value: HandlingTarget | null) => {
    if (value?.kind === 'extension' || value?.kind === 'number') others(to.map((each, i) => (i === at ? value : each)))
  }
  return (
    <Section title={words.ringing}>
      <Stack gap="md" p="sm">
        <NumberInput
          maw={300}
          label={words.seconds}
          description={words.secondsHelp}
          min={5}
          max={120}
          allowDecimal={false}
          value={rules.ringSeconds ?? ''}
          onChange={(next) => set({ ringSeconds: next === '' ? null : Number(next) })}
          error={problems.ringSeconds}
        />
        {to.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two of them may be the same, and they are known by their place.
          <Group key={at} align="flex-start" gap="xs" wrap="nowrap">
            <div style={{ flex: 1, maxWidth: 460 }}>
              <TargetInput
                rungOnly
                label={words.otherOf({ n: at + 1 })}
                value={each}
                own={rules.extension}
                error={problems[`findMe.${at}`]}
                onChange={(value) => change(at, value)}
              />
            </div>
            <ActionIcon
              mt={26}
              variant="subtle"
              color="gray"
              aria-label={words.removeOther({ n: at + 1 })}
              onClick={() => others(to.filter((_other, i) => i !== at))}
            >
              <IconTrash size={17} />
            </ActionIcon>
          </Group>
        ))}
        {to.length > 0 && (
          <NativeSelect
            maw={460}
            label={words.order.label}
            value={order}
            onChange={(event) => set({ findMe: { order: event.currentTarget.value === 'inTurn' ? 'inTurn' : 'atOnce', to } })}
            data={(['atOnce', 'inTurn'] as const).map((value) => ({ value, label: words.order[value] }))}
          />
        )}
        {to.length < mostOthers && (
          <Group>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={15} />}
              onClick={() => others([...to, { kind: 'number', number: '', confirm: true, showCaller: false }])}
            >
              {words.addOther}
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  )
}

function Cases({ rules, set, problems }: PartProps) {
  const words = text.callHandling
  return (
    <Section title={words.cases}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" p="sm">
        {answerCases.map((of) => (
          <TargetInput
            key={of}
            label={words.case[of]}
            value={rules[of]}
            own={rules.extension}
            error={problems[of]}
            onChange={(value) => set({ [of]: value })}
          />
        ))}
      </SimpleGrid>
    </Section>
  )
}

function Away({ rules, set, problems }: PartProps) {
  const words = text.callHandling.away
  const { away } = rules
  const change = (part: Partial<NonNullable<CallHandling['away']>>) =>
    set({ away: { until: null, text: '', to: null, ...away, ...part } })
  return (
    <Section title={words.title}>
      <Stack gap="md" p="sm">
        <Switch
          label={words.on}
          checked={away !== null}
          onChange={(event) => (event.currentTarget.checked ? change({}) : set({ away: null }))}
        />
        {away && (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Stack gap="md">
              <TextInput
                type="datetime-local"
                label={words.until}
                description={words.untilHelp}
                value={away.until === null ? '' : officeIso(away.until).slice(0, 16)}
                onChange={(event) => {
                  const { value } = event.currentTarget
                  change({ until: value === '' ? null : officeMoment(value) })
                }}
              />
              {!awayNow(rules, hostNow()) && (
                <Text size="sm" c="var(--cord-warn)" role="status">
                  {words.over}
                </Text>
              )}
              <TextInput
                label={words.text}
                placeholder={words.placeholder}
                maxLength={80}
                value={away.text}
                onChange={(event) => change({ text: event.currentTarget.value })}
              />
            </Stack>
            <TargetInput
              label={words.to}
              value={away.to}
              own={rules.extension}
              error={problems.away}
              onChange={(to) => change({ to })}
            />
          </SimpleGrid>
        )}
      </Stack>
    </Section>
  )
}

function Hours({ rules, set, problems, schedules }: PartProps & { schedules: readonly { id: string; name: string }[] }) {
  const words = text.callHandling.hours
  const { hours } = rules
  if (schedules.length === 0) return null
  const pick = (scheduleId: string) =>
    set({ hours: scheduleId === '' ? null : { to: { kind: 'mailbox', mailboxId: '' }, ...hours, scheduleId } })
  return (
    <Section title={words.title}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" p="sm">
        <NativeSelect
          label={words.schedule}
          value={hours?.scheduleId ?? ''}
          onChange={(event) => pick(event.currentTarget.value)}
          data={[{ value: '', label: words.always }, ...schedules.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        {hours && (
          <TargetInput
            label={words.to}
            value={hours.to}
            own={rules.extension}
            error={problems.hours}
            onChange={(to) => set({ hours: to && { ...hours, to } })}
          />
        )}
      </SimpleGrid>
    </Section>
  )
}

/** The rules, part by part. */
export function RulesForm(props: PartProps & { schedules: readonly { id: string; name: string }[] }) {
  return (
    <>
      <Away {...props} />
      <Ringing {...props} />
      <Cases {...props} />
      <Hours {...props} />
    </>
  )
}
