// Malicious call tracing: an administrator asks, with a reason, who withheld the number of one call.
import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { fewestReasonLetters, mostReasonLetters } from '../../shared/contract/work.ts'
import { isWithheld } from '../../shared/domain/caller.ts'
import type { CallRecord } from '../../shared/domain/calls.ts'
import { tellError } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMay } from '../lib/session.ts'
import { Dialog } from '../ui/index.ts'

function TraceDialog({ callId, onClose }: { callId: string; onClose(): void }) {
  const words = text.calls.trace
  const [reason, setReason] = useState('')
  const [found, setFound] = useState<{ number: string | null } | null>(null)
  const ask = (event: FormEvent) => {
    event.preventDefault()
    rpc.calls.traceCaller({ id: callId, reason: reason.trim() }).then(setFound, tellError)
  }
  return (
    <Dialog title={words.title} close={text.common.close} onClose={onClose}>
      <form onSubmit={ask}>
        <Stack gap="md">
          <Text size="sm">{words.about}</Text>
          <Textarea
            label={words.reason}
            description={words.reasonHelp}
            autosize
            minRows={2}
            maxLength={mostReasonLetters}
            required
            data-autofocus
            readOnly={found !== null}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {found && (
            <Alert
              role="status"
              color={found.number ? 'blue' : 'gray'}
              title={found.number ? showNumber(found.number) : undefined}
            >
              {found.number ? words.found : words.none}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text.common.close}
            </Button>
            {!found && (
              <Button type="submit" disabled={reason.trim().length < fewestReasonLetters}>
                {words.show}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

/** The button and its dialog; nothing where the caller is known, or for whoever is no administrator. */
export function TraceCaller({ call }: { call: CallRecord }) {
  const [open, setOpen] = useState(false)
  if (!useMay('admin') || call.kind !== 'inbound' || !isWithheld(call.from)) return null
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconFingerprint size={15} />} onClick={() => setOpen(true)}>
        {text.calls.trace.action}
      </Button>
      {open && <TraceDialog callId={call.id} onClose={() => setOpen(false)} />}
    </>
  )
}
