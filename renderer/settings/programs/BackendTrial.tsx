import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { Backend } from '../../../shared/domain/backend.ts'
import type { BackendTrial as Trial } from '../../../shared/domain/backendTrial.ts'
import { useWork } from '../../lib/feedback/index.ts'
import { locale, text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { Dialog } from '../../ui/index.ts'
import { reach } from '../reach.ts'
import { pretty } from './WebhookExample.tsx'

/** What a caller would have got of it. */
function foundWords({ found, status }: Trial): string {
  const words = text.integrations.backends
  switch (found.kind) {
    case 'actions':
      return words.trialActions({ actions: found.actions.join(' → ') })
    case 'nothing':
      return words.trialNothing
    case 'wrong':
      return words.trialWrong({ problem: found.problem })
    case 'status':
      return words.trialStatus({ status: status ?? 0 })
    case 'unreached':
      return words.trialNotReached({ reason: reach(found.error) })
  }
}

function Found({ trial }: { trial: Trial }) {
  const words = text.integrations.backends
  const well = trial.found.kind === 'actions' || trial.found.kind === 'nothing'
  const passedOver = (trial.found.kind === 'actions' && trial.found.passedOver) || []
  const Icon = well ? IconCircleCheckFilled : IconAlertTriangleFilled
  return (
    <Stack gap={4} role="status">
      <Group gap={6} wrap="nowrap" align="start" c={`var(--cord-${well ? 'good' : 'bad'})`}>
        <Icon size={16} aria-hidden style={{ flex: 'none', marginTop: 3 }} />
        <Text size="sm" fw={500} c="inherit" style={{ overflowWrap: 'anywhere' }}>
          {foundWords(trial)}
        </Text>
      </Group>
      {passedOver.length > 0 && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {words.trialPassedOver({ fields: passedOver.join('; ') })}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {trial.status === null ? '' : `${trial.status}, `}
        {words.trialTook({ milliseconds: trial.ms.toLocaleString(locale()) })}
      </Text>
    </Stack>
  )
}

function Body({ label, body }: { label: string; body: string }) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {label}
      </Text>
      <Code block tabIndex={0} role="region" aria-label={label} style={{ maxHeight: 220, overflow: 'auto' }}>
        {pretty(body)}
      </Code>
    </div>
  )
}

/** Asks a backend once, as for a call from a number of one's choice, and shows what a caller would get. */
export function BackendTrial({ backend: { id, name }, onClose }: { backend: Backend; onClose(): void }) {
  const words = text.integrations.backends
  const [from, setFrom] = useState('')
  const [trial, setTrial] = useState<Trial | null>(null)
  const { busy, run } = useWork()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => setTrial(await rpc.settings.backends.try({ id, from })))
  }
  return (
    <Dialog onClose={onClose} title={words.trial({ name })} size="lg" close={text.common.close}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {words.trialHelp}
          </Text>
          <Group align="end">
            <TextInput
              label={words.trialFrom}
              description={words.trialFromHelp}
              inputMode="tel"
              maxLength={40}
              value={from}
              onChange={({ currentTarget: { value } }) => setFrom(value)}
              style={{ flex: 1 }}
              data-autofocus
            />
            <Button type="submit" loading={busy}>
              {words.try}
            </Button>
          </Group>
          {trial && !busy && <Found trial={trial} />}
          {trial?.answer && <Body label={words.trialAnswer} body={trial.answer} />}
          {trial && <Body label={words.trialSent} body={trial.sent} />}
        </Stack>
      </form>
    </Dialog>
  )
}
