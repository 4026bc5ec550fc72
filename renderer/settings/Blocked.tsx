import { type BlockRule, blockRule } from '../../shared/domain/office.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { RecordList } from './form/RecordList.tsx'

const actions = ['reject', 'busy', 'message'] as const

/** Numbers that do not get in, and what they hear instead. */
export function Blocked() {
  const words = text.admin.blocked
  const change = async (edit: (rules: BlockRule[]) => BlockRule[]) =>
    rpc.settings.blocked.save(edit(await rpc.settings.blocked.list()))
  return (
    <RecordList<BlockRule>
      what="blocked"
      editableBy="supervisor"
      list={() => rpc.settings.blocked.list()}
      keyOf={(record) => record.id}
      titleOf={(record) => record.pattern}
      columns={[
        { label: words.pattern, cell: (record) => record.pattern },
        { label: words.action, cell: (record) => words.actions[record.action] },
        { label: words.message, cell: (record) => record.message || '–' },
      ]}
      fields={[
        { key: 'pattern', label: words.pattern, help: words.patternHelp, kind: 'text', maxLength: 40, required: true },
        {
          key: 'action',
          label: words.action,
          kind: 'select',
          options: actions.map((value) => ({ value, label: words.actions[value] })),
        },
        { key: 'message', label: words.message, help: words.messageHelp, kind: 'text', maxLength: 500 },
      ]}
      schema={blockRule.omit({ id: true })}
      blank={{ pattern: '', action: 'reject', message: '' }}
      toDraft={(record) => ({ ...record })}
      save={(draft) => {
        const saved = blockRule.parse({ ...draft, id: draft.id ?? `block-${crypto.randomUUID().slice(0, 8)}` })
        return change((rules) => (draft.id ? rules.map((rule) => (rule.id === saved.id ? saved : rule)) : [...rules, saved]))
      }}
      remove={({ id }) => change((rules) => rules.filter((rule) => rule.id !== id))}
    />
  )
}
