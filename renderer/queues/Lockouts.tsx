import { Alert, Button, Group, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useLoad, useWork } from '../lib/feedback/index.ts'
import { timeOfDay } from '../lib/format/time.ts'
import { type Message, say, text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { rpc } from '../lib/rpc/index.ts'

/** What waits, in words; a key of a kind this console does not know speaks for itself. */
function nameOf(key: string): string {
  const [kind = '', ...rest] = key.split(':')
  const words: Partial<Record<string, Message>> = text.queues.lockoutOf
  const said = words[kind]
  return said === undefined ? key : say(said, { who: rest.join(':') })
}

/** Telephones and consoles locked after wrong PINs; nothing at all while there are none. */
export function Lockouts() {
  const alerts = useLive((state) => state.alerts.filter((alert) => alert.kind === 'lockout').length)
  const load = useLoad(() => rpc.supervise.lockouts(), `lockouts ${alerts}`, ['lockout'])
  const { busy, run } = useWork()
  const locked = (load.data ?? []).filter((each) => each.lockedUntil > Date.now())
  if (locked.length === 0) return null
  return (
    <Alert color="yellow" icon={<IconLock size={18} />} title={text.queues.lockouts}>
      {locked.map(({ key, failures, lockedUntil }) => (
        <Group key={key} justify="space-between" gap="md">
          <Text size="sm">
            <b>{nameOf(key)}</b> · {text.queues.failures({ count: failures })} ·{' '}
            {text.queues.lockedUntil({ time: timeOfDay(lockedUntil) })}
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            aria-label={`${text.queues.lift}: ${nameOf(key)}`}
            onClick={() => run(() => rpc.supervise.liftLockout({ key }), load.reload)}
          >
            {text.queues.lift}
          </Button>
        </Group>
      ))}
    </Alert>
  )
}
