import { Button, Table, Text } from '@mantine/core'
import { IconAlertTriangleFilled, IconCircleCheckFilled, IconCircleMinus, IconClock, IconMail } from '@tabler/icons-react'
import type { MailStatus, ShownMail } from '../../../../shared/domain/mail.ts'
import { useHostNow } from '../../../lib/clock.ts'
import { Loaded, tell, useAgain, useLoad, useWork } from '../../../lib/feedback/index.ts'
import { shortMoment } from '../../../lib/format/time.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { StatusBadge, type Tone } from '../../../ui/index.ts'
import { Listing } from '../../form/Listing.tsx'

const looks: Record<MailStatus, { tone: Tone; Icon: typeof IconClock }> = {
  pending: { tone: 'idle', Icon: IconClock },
  sent: { tone: 'good', Icon: IconCircleCheckFilled },
  dead: { tone: 'bad', Icon: IconAlertTriangleFilled },
  withdrawn: { tone: 'idle', Icon: IconCircleMinus },
}

function Retry({ mail, onRetried }: { mail: ShownMail; onRetried(): void }) {
  const words = text.mail
  const { busy, run } = useWork()
  const retry = () =>
    run(
      () => rpc.settings.mail.retry({ id: mail.id }),
      () => {
        tell('success', words.retried)
        onRetried()
      },
    )
  const waits = mail.status === 'pending' && mail.attempts > 0
  if (mail.status !== 'dead' && !waits) return null
  return (
    <Button size="compact-xs" variant="default" loading={busy} aria-label={`${words.retry}: ${mail.recipient}`} onClick={retry}>
      {words.retry}
    </Button>
  )
}

/** How often it was tried, when it is tried next, and what went wrong the last time. */
function Tries({ mail: { status, attempts, nextAt, failure, answer }, now }: { mail: ShownMail; now: number }) {
  const words = text.mail
  const tries = attempts > 0 ? [words.attempts({ count: attempts })] : []
  if (status === 'pending') tries.push(words.next({ when: shortMoment(nextAt, now) }))
  return (
    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {tries.join(' · ')}
      {failure && ` · ${words.failures[failure]}`}
      {answer !== '' && ` ${words.answer({ answer })}`}
    </Text>
  )
}

function MailRow({ mail, onRetried }: { mail: ShownMail; onRetried(): void }) {
  const now = useHostNow()
  const { tone, Icon } = looks[mail.status]
  return (
    <Table.Tr>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{shortMoment(mail.createdAt, now)}</Table.Td>
      <Table.Td style={{ minWidth: 170, overflowWrap: 'break-word' }}>
        {mail.recipient}
        <Text size="xs" c="dimmed">
          {text.mail.kinds[mail.kind]}
        </Text>
      </Table.Td>
      <Table.Td>
        <StatusBadge tone={tone} icon={<Icon size={15} />} label={text.mail.status[mail.status]} />
        <Tries mail={mail} now={now} />
      </Table.Td>
      <Table.Td ta="right">
        <Retry mail={mail} onRetried={onRetried} />
      </Table.Td>
    </Table.Tr>
  )
}

/** The mails, newest first, with what became of each; follows those that wait. */
export function Mails() {
  const load = useLoad(() => rpc.settings.mail.list({}), 'mails', ['mail'])
  useAgain(
    load.reload,
    3000,
    load.data?.some(({ status }) => status === 'pending'),
  )
  const words = text.mail
  return (
    <Loaded load={load}>
      {(mails) => (
        <Listing
          what="mails"
          icon={<IconMail size={20} />}
          headings={[words.when, words.to, words.state]}
          items={mails}
          row={(mail) => <MailRow key={mail.id} mail={mail} onRetried={load.reload} />}
        />
      )}
    </Loaded>
  )
}
