import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { OperatorLive } from '../../shared/domain/calls.ts'
import { useWork } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { Dialog } from '../ui/index.ts'

/** Asks before an operator is logged out, and for the reason that they are told. */
export function LogOutDialog({ operator, onClose }: { operator: OperatorLive; onClose(): void }) {
  const [reason, setReason] = useState('')
  const { busy, run } = useWork()
  const words = text.queues
  const logOut = () => run(() => rpc.supervise.logoutOperator({ id: operator.operatorId, reason }), onClose)
  return (
    <Dialog title={words.logOutTitle({ name: operator.name })} close={text.common.close} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void logOut()
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{words.logOutHelp}</Text>
          <TextInput
            data-autofocus
            label={words.logOutWhy}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {text.common.cancel}
            </Button>
            <Button type="submit" color="red.9" loading={busy}>
              {words.logOut}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
