import { Button, Code, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { type WebhookEvent, type WebhookRecord, webhookEvent } from '../../../shared/domain/webhooks.ts'
import { useAgain, useLoad, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { Dialog } from '../../ui/index.ts'
import { Answer, DeliveryState } from './DeliveryState.tsx'

/** The body that an event gives, as the host fills it in; follows the template while it is typed. */
export function Preview({ template, event }: { template: string; event: WebhookEvent }) {
  const [body, setBody] = useState('')
  useEffect(() => {
    let stale = false
    const asked = setTimeout(() => {
      rpc.settings.webhooks.preview({ template, event }).then(
        (preview) => !stale && setBody(pretty(preview.body)),
        // What is wrong with it stands at the field once it is saved; half a word is nothing to shout about.
        () => !stale && setBody('…'),
      )
    }, 150)
    return () => {
      stale = true
      clearTimeout(asked)
    }
  }, [template, event])
  return (
    <div>
      <Text size="sm" fw={600} mb={4} id="webhook-preview">
        {text.webhooks.preview}
      </Text>
      <Code block tabIndex={0} role="region" aria-labelledby="webhook-preview" style={{ maxHeight: 260, overflow: 'auto' }}>
        {body}
      </Code>
    </div>
  )
}

/** JSON in lines; anything else as it is. */
export function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

/** What came back of a delivery, as soon as it is known. */
function Sent({ id }: { id: string }) {
  const load = useLoad(async () => (await rpc.system.deliveries({ limit: 50 })).find((each) => each.id === id) ?? null, id)
  const delivery = load.data
  useAgain(load.reload, 700, delivery?.status === 'pending')
  return (
    <Group gap="xs" role="status">
      {delivery ? <DeliveryState status={delivery.status} /> : <Text size="sm">{text.webhooks.sent}</Text>}
      {delivery && (
        <Text size="xs" c="dimmed">
          <Answer delivery={delivery} />
        </Text>
      )}
    </Group>
  )
}

/** What an event of the webhook looks like, and one sent to try it out. */
export function WebhookExample({ hook, onClose }: { hook: WebhookRecord; onClose(): void }) {
  const words = text.webhooks
  const [event, setEvent] = useState<WebhookEvent>(hook.events[0] ?? 'call.started')
  const [sent, setSent] = useState<string | null>(null)
  const { busy, run } = useWork()
  const send = () =>
    run(async () => {
      const { deliveryId } = await rpc.settings.webhooks.test({ id: hook.id, event })
      setSent(deliveryId)
    })
  return (
    <Dialog onClose={onClose} title={`${words.example}: ${hook.name}`} size="lg" close={text.common.close}>
      <Stack>
        <NativeSelect
          label={words.event}
          value={event}
          data={hook.events.map((value) => ({ value, label: words.events[value] }))}
          onChange={({ currentTarget: { value } }) => setEvent(webhookEvent.parse(value))}
        />
        <Preview template={hook.template} event={event} />
        <Group justify="space-between" mih={36}>
          <div>{sent && <Sent key={sent} id={sent} />}</div>
          <Button loading={busy} onClick={send}>
            {words.send}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
