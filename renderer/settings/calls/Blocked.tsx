import { type BlockRule, blockRule } from '../../../shared/domain/office.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { type Listed, RecordList } from '../form/RecordList.tsx'

const actions = ['reject', 'busy', 'message'] as const

/** Numbers that do not get in, and what they hear instead. */
export function Blocked() {
  const words = text.admin.blocked
  return (
    <RecordList<Listed<BlockRule>>
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
      create={(draft) => rpc.settings.blocked.create(blockRule.partial({ id: true }).parse(draft))}
      update={(draft, revision) => rpc.settings.blocked.update({ ...blockRule.parse(draft), revision })}
      remove={({ id }) => rpc.settings.blocked.remove({ id })}
    />
  )
}
