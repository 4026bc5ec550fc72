import { Alert, Button, Code, CopyButton, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { type WebhookEvent, type WebhookRecord, webhookEvent, webhookRecord } from '../../shared/domain/webhooks.ts'
import { tell, useWork } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { RecordList } from './form/RecordList.tsx'

const nameOf = (event: WebhookEvent): string => text.webhooks.events[event]

/** What an event of the webhook looks like, and one sent to try it out. */
function Example({ hook, onClose }: { hook: WebhookRecord; onClose(): void }) {
  const words = text.webhooks
  const [event, setEvent] = useState<WebhookEvent>(hook.events[0] ?? 'call.started')
  const [body, setBody] = useState('')
  const { busy, run } = useWork()
  const { template } = hook
  useEffect(() => {
    let stale = false
    rpc.settings.webhooks.preview({ template, event }).then(
      (preview) => !stale && setBody(preview.body),
      (error: unknown) => !stale && setBody(String((error as Error).message)),
    )
    return () => {
      stale = true
    }
  }, [template, event])
  return (
    <Modal opened onClose={onClose} title={`${words.example}: ${hook.name}`} size="lg">
      <Stack>
        <NativeSelect
          label={words.event}
          value={event}
          data={hook.events.map((value) => ({ value, label: nameOf(value) }))}
          onChange={({ currentTarget: { value } }) => setEvent(webhookEvent.parse(value))}
        />
        <Code block aria-label={words.example}>
          {pretty(body)}
        </Code>
        <Group justify="end">
          <Button
            loading={busy}
            onClick={() =>
              run(
                () => rpc.settings.webhooks.test({ id: hook.id, event }),
                () => tell('success', words.sent),
              )
            }
          >
            {words.send}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

/** A secret, this once. */
function Secret({ secret, onClose }: { secret: string; onClose(): void }) {
  const words = text.webhooks
  return (
    <Alert
      icon={<IconKey size={18} />}
      mb="md"
      withCloseButton
      closeButtonLabel={text.common.close}
      onClose={onClose}
      role="status"
    >
      <Text size="sm">{words.once}</Text>
      <Group mt="xs">
        <Code>{secret}</Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? words.copied : words.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  )
}

/** Who is told what happens: each with its secret, its words, and a way to try it. */
export function Webhooks() {
  const { fields } = text.settings
  const words = text.webhooks
  const [secret, setSecret] = useState<string | null>(null)
  const [example, setExample] = useState<WebhookRecord | null>(null)
  const { busy, run } = useWork()
  const rotate = (id: string) =>
    run(async () => {
      const made = await rpc.settings.webhooks.rotate({ id })
      setSecret(made.secret)
    })
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw={680}>
        {words.help}
      </Text>
      {secret && <Secret secret={secret} onClose={() => setSecret(null)} />}
      <RecordList<WebhookRecord>
        what="webhooks"
        list={() => rpc.settings.webhooks.list()}
        keyOf={({ id }) => id}
        titleOf={({ name }) => name}
        columns={[
          { label: fields.name, cell: ({ name }) => name },
          { label: words.url, cell: ({ url }) => url },
          { label: words.eventsLabel, cell: ({ events, enabled }) => (enabled ? events.map(nameOf).join(', ') : words.off) },
        ]}
        fields={[
          { key: 'name', label: fields.name, kind: 'text', maxLength: 80, required: true },
          { key: 'id', label: fields.id, help: fields.idHelp, kind: 'text', fixed: true, required: true },
          { key: 'url', label: words.url, kind: 'text', maxLength: 2000, required: true },
          {
            key: 'events',
            label: words.eventsLabel,
            kind: 'several',
            options: webhookEvent.options.map((value) => ({ value, label: nameOf(value) })),
          },
          { key: 'template', label: words.template, help: words.templateHelp, kind: 'text', maxLength: 20_000 },
          { key: 'enabled', label: words.enabled, kind: 'switch' },
        ]}
        schema={webhookRecord}
        blank={{ id: '', name: '', url: 'https://', events: ['call.ended'], template: '', enabled: true }}
        toDraft={(record) => ({ ...record })}
        save={async (draft) => {
          const saved = await rpc.settings.webhooks.save(webhookRecord.parse(draft))
          if (saved.secret) setSecret(saved.secret)
        }}
        remove={({ id }) => rpc.settings.webhooks.remove({ id })}
        extra={(hook) => (
          <Group gap="xs" wrap="nowrap" justify="end">
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`${words.example}: ${hook.name}`}
              onClick={() => setExample(hook)}
            >
              {words.example}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              loading={busy}
              aria-label={`${words.rotate}: ${hook.name}`}
              onClick={() => rotate(hook.id)}
            >
              {words.rotate}
            </Button>
          </Group>
        )}
      />
      <Group mt="md" gap="xs">
        <Text size="sm">{words.flows}</Text>
        <Button size="compact-xs" variant="default" loading={busy} onClick={() => rotate('flows')}>
          {words.rotate}
        </Button>
      </Group>
      {example && <Example hook={example} onClose={() => setExample(null)} />}
    </>
  )
}
