import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Operator, operator } from '../../../shared/domain/office.ts'
import { tellError } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMay, useQueueName, useSession } from '../../lib/session.ts'
import { type Secret, SecretDialog } from '../../ui/index.ts'
import type { Draft, Field } from '../form/fields.ts'
import { type Listed, RecordList } from '../form/RecordList.tsx'
import { memberOf, membersOf } from './penalties.ts'

function useFields(): Field[] {
  const words = text.settings.fields
  const extensions = useSession((state) => state.extensions)
  return [
    { key: 'name', label: words.name, kind: 'text', maxLength: 80, required: true },
    { key: 'id', label: words.id, help: words.idHelp, kind: 'text', fixed: true, required: true },
    {
      key: 'extension',
      label: words.extension,
      kind: 'select',
      required: true,
      options: extensions.map((each) => ({ value: each.number, label: `${each.number} ${each.name}` })),
    },
    { key: 'queues', label: words.queues, help: words.queuesHelp, kind: 'words' },
    { key: 'loginFromOutside', label: words.loginFromOutside, help: words.loginFromOutsideHelp, kind: 'switch' },
  ]
}

/** Operators; a new one's PIN, and a new PIN, are shown once. */
export function Operators() {
  const words = text.settings.fields
  const [secret, setSecret] = useState<Secret | null>(null)
  const queues = useSession((state) => state.queues)
  const extensions = useSession((state) => state.extensions)
  const supervisor = useMay('supervisor')
  const queueName = useQueueName()
  const fields = useFields()
  const showPin = (name: string, pin: string) =>
    setSecret({
      title: text.settings.pinOnce({ name }),
      help: text.settings.pinOnceHelp,
      values: [{ label: text.desk.pin, value: pin }],
    })
  const toRecord = (draft: Draft) => ({ ...draft, queues: membersOf(draft.queues as string[], queues) })
  const told = ({ pin, name }: { pin: string | null; name: string }) => {
    if (pin) showPin(name, pin)
  }
  const create = (draft: Draft) => rpc.settings.operators.create(operator.partial({ id: true }).parse(toRecord(draft))).then(told)
  const update = (draft: Draft, revision: string | undefined) =>
    rpc.settings.operators.update({ ...operator.parse(toRecord(draft)), revision }).then(told)
  const resetPin = (record: Operator) =>
    rpc.supervise.resetPin({ id: record.id }).then(({ pin }) => showPin(record.name, pin), tellError)
  return (
    <>
      <RecordList<Listed<Operator>>
        what="operators"
        list={() => rpc.settings.operators.list()}
        keyOf={(record) => record.id}
        titleOf={(record) => record.name}
        columns={[
          { label: words.name, cell: (record) => record.name },
          { label: words.extension, cell: (record) => record.extension },
          {
            label: words.queues,
            cell: (record) => record.queues.map((entry) => memberOf(entry, queueName(entry.queueId))).join(', ') || '–',
          },
        ]}
        fields={fields}
        schema={operator.omit({ queues: true })}
        blank={{
          name: '',
          loginFromOutside: false,
          extension: extensions[0]?.number ?? '',
          queues: queues.map((queue) => queue.name),
        }}
        toDraft={(record) => ({ ...record, queues: record.queues.map((entry) => memberOf(entry, queueName(entry.queueId))) })}
        create={create}
        update={update}
        remove={({ id }) => rpc.settings.operators.remove({ id })}
        {...(supervisor
          ? {
              extra: (record: Operator) => (
                <Button size="compact-xs" variant="default" onClick={() => void resetPin(record)}>
                  {text.settings.resetPin}
                </Button>
              ),
            }
          : {})}
      />
      <SecretDialog
        secret={secret}
        onClose={() => setSecret(null)}
        copy={text.common.copy}
        copied={text.common.copied}
        close={text.common.close}
      />
    </>
  )
}
