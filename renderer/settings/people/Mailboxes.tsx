import { type Mailbox, mailbox, mailSound } from '../../../shared/domain/office.ts'
import { ownMailbox } from '../../../shared/domain/person.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useSession } from '../../lib/session.ts'
import type { Draft } from '../form/fields.ts'
import { type Listed, RecordList } from '../form/RecordList.tsx'
import { usePlace } from './persons/place.ts'

/** Whether its messages are mailed to somebody. */
const mailed = ({ addresses }: Draft): boolean => Array.isArray(addresses) && addresses.length > 0

/** Where messages are kept. */
export function Mailboxes() {
  const words = text.settings.fields
  const extensions = useSession((state) => state.extensions)
  const mailboxes = useSession((state) => state.mailboxes)
  const placeOf = usePlace()
  /** Edited with whom it belongs to. */
  const owner = ({ id, extension }: Mailbox) => {
    const line = extensions.find(({ number }) => number === extension)
    return line && ownMailbox(line, mailboxes, extensions)?.id === id ? placeOf(line.number) : null
  }
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
        { label: words.addresses, cell: (record) => record.addresses.join(', ') || '–' },
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
        { key: 'addresses', label: words.addresses, help: words.addressesHelp, kind: 'words' },
        {
          key: 'sound',
          label: words.mailSound,
          kind: 'select',
          options: mailSound.options.map((value) => ({ value, label: words.mailSounds[value] })),
          when: mailed,
        },
        {
          key: 'deleteAfterMail',
          label: words.deleteAfterMail,
          help: words.deleteAfterMailHelp,
          kind: 'switch',
          when: (draft) => mailed(draft) && (draft.sound === 'wav' || draft.sound === 'mp3'),
        },
      ]}
      schema={mailbox}
      blank={{ name: '', extension: '', maxSeconds: 180, addresses: [], sound: 'wav', deleteAfterMail: false }}
      toDraft={(record) => ({ ...record })}
      create={(draft) => rpc.settings.mailboxes.create(mailbox.partial({ id: true }).parse(draft))}
      update={(draft, revision) => rpc.settings.mailboxes.update({ ...mailbox.parse(draft), revision })}
      remove={({ id }) => rpc.settings.mailboxes.remove({ id })}
      elsewhere={owner}
      naming={({ id }) => rpc.flows.naming({ kind: 'mailbox', id })}
    />
  )
}
