import { type Mailbox, mailbox } from '../../../shared/domain/office.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useSession } from '../../lib/session.ts'
import { type Listed, RecordList } from '../form/RecordList.tsx'

/** Where messages are kept. */
export function Mailboxes() {
  const words = text.settings.fields
  const extensions = useSession((state) => state.extensions)
  return (
    <RecordList<Listed<Mailbox>>
      what="mailboxes"
      list={() => rpc.settings.mailboxes.list()}
      keyOf={(record) => record.id}
      titleOf={(record) => record.name}
      columns={[
        { label: words.name, cell: (record) => record.name },
        { label: words.lampExtension, cell: (record) => record.extension ?? '–' },
        { label: words.maxSeconds, cell: (record) => record.maxSeconds },
        { label: words.email, cell: (record) => record.email ?? '–' },
      ]}
      fields={[
        { key: 'name', label: words.name, kind: 'text', maxLength: 80, required: true },
        { key: 'id', label: words.id, help: words.idHelp, kind: 'text', fixed: true, required: true },
        {
          key: 'extension',
          label: words.lampExtension,
          kind: 'select',
          optional: true,
          options: extensions.map((each) => ({ value: each.number, label: `${each.number} ${each.name}` })),
        },
        { key: 'maxSeconds', label: words.maxSeconds, kind: 'number', min: 5, max: 1800 },
        { key: 'email', label: words.email, kind: 'text' },
      ]}
      schema={mailbox}
      blank={{ name: '', extension: '', maxSeconds: 180, email: '' }}
      toDraft={(record) => ({ ...record })}
      create={(draft) => rpc.settings.mailboxes.create(mailbox.partial({ id: true }).parse(draft))}
      update={(draft, revision) => rpc.settings.mailboxes.update({ ...mailbox.parse(draft), revision })}
      remove={({ id }) => rpc.settings.mailboxes.remove({ id })}
      naming={({ id }) => rpc.flows.naming({ kind: 'mailbox', id })}
    />
  )
}
