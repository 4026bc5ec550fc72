import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react'
import { type GuestDrift, type GuestState, guestFileNames, hasDrift } from '../../../../shared/domain/guest.ts'
import { text } from '../../../lib/i18n/index.ts'
import { Section, StatusBadge } from '../../../ui/index.ts'

/** What differs, a sentence for each file and kind of difference. */
function sentences(drift: GuestDrift, kind: keyof typeof guestFileNames): string[] {
  const words = text.guest
  const { phones, dialplan } = guestFileNames[kind]
  const said = (list: readonly string[] | null, say: (given: { file: string; list: string }) => string, file: string) =>
    list === null || list.length === 0 ? [] : [say({ file, list: list.join(', ') })]
  return [
    ...said(drift.missing, words.missing, phones),
    ...said(drift.outdated, words.outdated, phones),
    ...said(drift.left, words.left, phones),
    ...said(drift.numbers, words.numbers, dialplan),
  ]
}

function Line({ good, children }: { good: boolean; children: string }) {
  return (
    <Group component="li" wrap="nowrap" align="flex-start" gap="sm" style={{ listStyle: 'none' }}>
      <StatusBadge
        tone={good ? 'good' : 'bad'}
        icon={good ? <IconCircleCheckFilled size={16} /> : <IconAlertTriangleFilled size={16} />}
        label=""
      />
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </Group>
  )
}

/** What that Asterisk has of this office, beside what it should have. */
export function Drift({ state, onAgain, busy }: { state: GuestState; onAgain(): void; busy: boolean }) {
  const words = text.guest
  const { found, last } = state
  return (
    <Section
      title={words.state}
      beside={
        <Button size="compact-sm" variant="default" loading={busy} onClick={onAgain}>
          {text.settings.system.again}
        </Button>
      }
    >
      <Stack gap="sm" p="md">
        {found === null ? (
          <Text size="sm">{words.unreached}</Text>
        ) : (
          <>
            <Stack component="ul" gap="xs" m={0} p={0}>
              {sentences(found.drift, last?.kind ?? 'plain').map((sentence) => (
                <Line key={sentence} good={false}>
                  {sentence}
                </Line>
              ))}
              {!hasDrift(found.drift) && <Line good>{words.inOrder}</Line>}
            </Stack>
            {found.drift.numbers === null && <Text size="sm">{words.numbersUnknown}</Text>}
            {hasDrift(found.drift) && <Text size="sm">{words.renew}</Text>}
          </>
        )}
      </Stack>
    </Section>
  )
}
