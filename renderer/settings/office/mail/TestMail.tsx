import { Alert, Button, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconSend } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { z } from 'zod'
import { mailAddress } from '../../../../shared/domain/mail.ts'
import { useWork } from '../../../lib/feedback/index.ts'
import { fieldProblems } from '../../../lib/fieldProblems.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'

type Outcome = Awaited<ReturnType<typeof rpc.settings.mail.test>>
const typed = z.object({ to: mailAddress })

function OutcomeAlert({ outcome: { failure, answer } }: { outcome: Outcome }) {
  const words = text.mail
  if (failure === null) {
    return (
      <Alert color="green" role="status" icon={<IconCircleCheck size={18} />}>
        {words.taken}
      </Alert>
    )
  }
  return (
    <Alert color="red" role="alert" title={words.notSent} icon={<IconAlertTriangle size={18} />}>
      {words.failures[failure]}
      {answer !== '' && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {words.answer({ answer })}
        </Text>
      )}
    </Alert>
  )
}

/** Sends a mail by the saved account and says what came of it. */
export function TestMail() {
  const words = text.mail
  const [to, setTo] = useState('')
  const [problem, setProblem] = useState<string>()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const { busy, run } = useWork()
  const send = (event: FormEvent) => {
    event.preventDefault()
    const address = to.trim()
    const found = fieldProblems(typed, { to: address }).to
    setProblem(found)
    setOutcome(null)
    if (found === undefined) void run(async () => setOutcome(await rpc.settings.mail.test({ to: address })))
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="md" p="md" maw={492}>
        <TextInput
          label={words.testTo}
          description={words.testHelp}
          type="email"
          maxLength={254}
          value={to}
          error={problem}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          loading={busy}
          leftSection={<IconSend size={15} />}
          style={{ alignSelf: 'start' }}
        >
          {words.send}
        </Button>
        {outcome && <OutcomeAlert outcome={outcome} />}
      </Stack>
    </form>
  )
}
