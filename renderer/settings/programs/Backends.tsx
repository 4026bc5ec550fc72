import { Anchor, Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { z } from 'zod'
import { type Backend, backend } from '../../../shared/domain/backend.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import type { Draft, Field } from '../form/fields.ts'
import { type Listed, RecordList } from '../form/RecordList.tsx'
import { BackendLog } from './BackendLog.tsx'
import { BackendTrial } from './BackendTrial.tsx'

const isAction = (written: string): boolean => {
  try {
    const action: unknown = JSON.parse(written)
    return typeof action === 'object' && action !== null && 'type' in action
  } catch {
    return false
  }
}

/** The record, and what a backend would stumble over: names that are no header's, a fallback that is no action. */
const checked = backend.superRefine((edited, found) => {
  const words = text.integrations.backends
  const say = (path: string, said: string) => found.addIssue({ code: 'custom', path: [path], params: { said } })
  if (Object.keys(edited.headers).some((name) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name))) say('headers', words.badHeader)
  if (edited.kind === 'step' && edited.fallback.trim() && !isAction(edited.fallback)) say('fallback', words.badAction)
  if (edited.kind === 'callActions' && edited.summaryUrl && !z.url({ protocol: /^https?$/ }).safeParse(edited.summaryUrl).success)
    say('summaryUrl', text.problems.field.url)
})

/** A new one's id is the host's to give. */
const fresh = z.discriminatedUnion('kind', [backend.options[0].partial({ id: true }), backend.options[1].partial({ id: true })])

const step = (draft: Draft) => draft.kind !== 'callActions'
const callActions = (draft: Draft) => draft.kind === 'callActions'

function fieldsOf(): Field[] {
  const { fields } = text.settings
  const words = text.integrations.backends
  const kinds = ['step', 'callActions'] as const
  return [
    { key: 'name', label: fields.name, kind: 'text', maxLength: 80, required: true },
    { key: 'id', label: fields.id, help: fields.idHelp, kind: 'text', fixed: true, required: true },
    {
      key: 'kind',
      label: words.kind,
      example: (kind) => words.kinds[kind === 'callActions' ? kind : 'step'],
      kind: 'select',
      required: true,
      fixed: true,
      options: kinds.map((value) => ({ value, label: words[value] })),
    },
    { key: 'url', label: words.url, kind: 'text', maxLength: 2000, required: true },
    {
      key: 'headers',
      label: words.headers,
      help: words.headersHelp,
      kind: 'pairs',
      labels: [text.editor.header, text.editor.value],
    },
    { key: 'fallback', label: words.fallback, help: words.fallbackHelp, kind: 'long', maxLength: 50_000, when: step },
    {
      key: 'subAccountId',
      label: words.subAccountId,
      help: words.subAccountHelp,
      kind: 'text',
      maxLength: 100,
      when: callActions,
    },
    {
      key: 'summaryUrl',
      label: words.summaryUrl,
      help: words.summaryHelp,
      kind: 'text',
      maxLength: 2000,
      when: callActions,
    },
    {
      key: 'references',
      label: words.references,
      help: words.referencesHelp,
      kind: 'pairs',
      labels: [words.referenceNumber, words.reference],
      when: callActions,
    },
    { key: 'olderForm', label: words.olderForm, kind: 'switch', when: callActions },
  ]
}

/** Whoever drives calls from outside: step providers and call-action webhooks. */
export function Backends() {
  const words = text.integrations.backends
  const [tried, setTried] = useState<Backend | null>(null)
  const [logged, setLogged] = useState<Backend | null>(null)
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw={680}>
        {words.help}{' '}
        <Anchor component={Link} to="/settings/routes" underline="always">
          {text.settings.tabs.routes}
        </Anchor>
      </Text>
      <RecordList<Listed<Backend>>
        what="backends"
        list={() => rpc.settings.backends.list()}
        keyOf={({ id }) => id}
        titleOf={({ name }) => name}
        columns={[
          { label: text.settings.fields.name, cell: ({ name }) => name },
          { label: words.kind, cell: ({ kind }) => words[kind] },
          {
            label: words.url,
            cell: ({ url }) => (
              <Text size="sm" truncate maw={320} title={url}>
                {url}
              </Text>
            ),
          },
        ]}
        fields={fieldsOf()}
        schema={checked}
        blank={{ name: '', kind: 'step', url: 'https://', headers: {} }}
        toDraft={(record) => ({ ...record })}
        create={(edited) => rpc.settings.backends.create(fresh.parse(edited))}
        update={(edited, revision) => rpc.settings.backends.update({ ...backend.parse(edited), revision })}
        remove={({ id }) => rpc.settings.backends.remove({ id })}
        extra={(record) => (
          <Group gap={4} wrap="nowrap">
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`${words.try}: ${record.name}`}
              onClick={() => setTried(record)}
            >
              {words.try}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`${words.log}: ${record.name}`}
              onClick={() => setLogged(record)}
            >
              {words.log}
            </Button>
          </Group>
        )}
      />
      {tried && <BackendTrial backend={tried} onClose={() => setTried(null)} />}
      {logged && <BackendLog backend={logged} onClose={() => setLogged(null)} />}
    </>
  )
}
