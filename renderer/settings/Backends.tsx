import { z } from 'zod'
import { type Backend, backend } from '../../shared/domain/backend.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { RecordList } from './form/RecordList.tsx'

/** `Name: value` → the header; what has no colon is one without a value, and no header's name can hold a blank. */
const header = (line: string): [string, string] => {
  const [name = '', ...value] = line.split(':')
  return [name.trim(), value.join(':').trim()]
}

/** As the form edits it: headers are lines. */
const draft = z.preprocess((edited) => {
  const { headers, ...rest } = edited as { headers?: unknown }
  return { ...rest, headers: Object.fromEntries(Array.isArray(headers) ? headers.map((line) => header(String(line))) : []) }
}, backend)

/** Whoever drives calls from outside: step providers and call-action webhooks. */
export function Backends() {
  const { fields } = text.settings
  const words = text.outside.backends
  return (
    <RecordList<Backend>
      what="backends"
      list={() => rpc.settings.backends.list()}
      keyOf={({ id }) => id}
      titleOf={({ name }) => name}
      columns={[
        { label: fields.name, cell: ({ name }) => name },
        { label: words.kind, cell: ({ kind }) => words[kind] },
        { label: words.url, cell: ({ url }) => url },
      ]}
      fields={[
        { key: 'name', label: fields.name, kind: 'text', maxLength: 80, required: true },
        { key: 'id', label: fields.id, help: fields.idHelp, kind: 'text', fixed: true, required: true },
        {
          key: 'kind',
          label: words.kind,
          kind: 'select',
          required: true,
          fixed: true,
          options: (['step', 'callActions'] as const).map((value) => ({ value, label: words[value] })),
        },
        { key: 'url', label: words.url, kind: 'text', maxLength: 2000, required: true },
        { key: 'headers', label: words.headers, help: words.headersHelp, kind: 'words' },
        { key: 'fallback', label: words.fallback, kind: 'text', maxLength: 50_000 },
        { key: 'subAccountId', label: words.subAccountId, kind: 'text', maxLength: 100 },
        { key: 'summaryUrl', label: words.summaryUrl, kind: 'text', maxLength: 2000 },
        { key: 'olderForm', label: words.olderForm, kind: 'switch' },
      ]}
      schema={draft}
      blank={{ id: '', name: '', kind: 'step', url: 'https://', headers: [] }}
      toDraft={(record) => ({ ...record, headers: Object.entries(record.headers).map(([name, value]) => `${name}: ${value}`) })}
      save={(edited) => rpc.settings.backends.save(draft.parse(edited))}
      remove={({ id }) => rpc.settings.backends.remove({ id })}
    />
  )
}
