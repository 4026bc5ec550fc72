import { Anchor, Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import {
  templateFault,
  type WebhookEvent,
  type WebhookRecord,
  webhookEvent,
  webhookRecord,
} from '../../../shared/domain/webhooks.ts'
import { useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { ConfirmButton, type Secret, SecretDialog } from '../../ui/index.ts'
import type { Draft, Field } from '../form/fields.ts'
import { type Listed, RecordList } from '../form/RecordList.tsx'
import { Preview, WebhookExample } from './WebhookExample.tsx'

const nameOf = (event: WebhookEvent): string => text.webhooks.events[event]

/** The record, and a template that can be filled with what its events have. */
const checked = webhookRecord.superRefine(({ template, events }, found) => {
  const fault = templateFault(template, events)
  const { unknownName, noJson } = text.webhooks
  if (fault) {
    const said = fault.kind === 'name' ? unknownName(fault) : noJson({ reason: fault.reason })
    found.addIssue({ code: 'custom', path: ['template'], params: { said } })
  }
})

function fieldsOf(): Field[] {
  const { fields } = text.settings
  const words = text.webhooks
  return [
    { key: 'name', label: fields.name, kind: 'text', maxLength: 80, required: true },
    { key: 'id', label: fields.id, help: fields.idHelp, kind: 'text', fixed: true, required: true },
    { key: 'url', label: words.url, kind: 'text', maxLength: 2000, required: true },
    {
      key: 'events',
      label: words.eventsLabel,
      kind: 'several',
      options: webhookEvent.options.map((value) => ({ value, label: nameOf(value) })),
    },
    { key: 'enabled', label: words.enabled, kind: 'switch' },
    { key: 'template', label: words.template, help: words.templateHelp, kind: 'long', maxLength: 20_000 },
  ]
}

/** What the first of the chosen events would send. */
function previewOf(draft: Draft) {
  const [event] = webhookEvent.array().safeParse(draft.events).data ?? []
  return event && <Preview template={String(draft.template ?? '')} event={event} />
}

/** Who is told what happens: each with its secret, its words, and a way to try it. */
export function Webhooks() {
  const words = text.webhooks
  const [secret, setSecret] = useState<Secret | null>(null)
  const [example, setExample] = useState<WebhookRecord | null>(null)
  const { busy, run } = useWork()
  const show = (name: string, value: string) =>
    setSecret({ title: words.secretOf({ name }), help: words.once, values: [{ label: words.secret, value }] })
  const rotation = (id: string, name: string) => (
    <ConfirmButton
      label={words.rotate}
      sure={words.rotateSure}
      about={name}
      title={words.rotateHelp}
      loading={busy}
      onSure={() => run(async () => show(name, (await rpc.settings.webhooks.rotate({ id })).secret))}
    />
  )
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw={680}>
        {words.help}{' '}
        <Anchor component={Link} to="/settings/deliveries" underline="always">
          {text.settings.tabs.deliveries}
        </Anchor>
      </Text>
      <SecretDialog
        secret={secret}
        onClose={() => setSecret(null)}
        copy={words.copy}
        copied={words.copied}
        close={text.common.close}
      />
      <RecordList<Listed<WebhookRecord>>
        what="webhooks"
        list={() => rpc.settings.webhooks.list()}
        keyOf={({ id }) => id}
        titleOf={({ name }) => name}
        columns={[
          { label: text.settings.fields.name, cell: ({ name }) => name },
          { label: words.eventsLabel, cell: (hook) => <Wanted hook={hook} /> },
        ]}
        fields={fieldsOf()}
        schema={checked}
        blank={{ name: '', url: 'https://', events: ['call.ended'], template: '', enabled: true }}
        toDraft={(record) => ({ ...record })}
        create={async (draft) => {
          const { name, secret } = await rpc.settings.webhooks.create(webhookRecord.partial({ id: true }).parse(draft))
          show(name, secret)
        }}
        update={(draft, revision) => rpc.settings.webhooks.update({ ...webhookRecord.parse(draft), revision })}
        remove={({ id }) => rpc.settings.webhooks.remove({ id })}
        below={previewOf}
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
            {rotation(hook.id, hook.name)}
          </Group>
        )}
      />
      <Group mt="md" gap="xs">
        <Text size="sm">{words.flows}</Text>
        {rotation('flows', words.flowsName)}
      </Group>
      {example && <WebhookExample hook={example} onClose={() => setExample(null)} />}
    </>
  )
}

/** Where it goes and what it is told. */
function Wanted({ hook: { enabled, events, url } }: { hook: WebhookRecord }) {
  return (
    <>
      <Text size="sm">{enabled ? events.map(nameOf).join(', ') : text.webhooks.off}</Text>
      <Text size="xs" c="dimmed" truncate maw={300} title={url}>
        {url}
      </Text>
    </>
  )
}
