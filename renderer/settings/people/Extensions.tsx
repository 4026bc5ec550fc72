import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { type Extension, extension } from '../../../shared/domain/office.ts'
import { tellError } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMay, useSession } from '../../lib/session.ts'
import { type Secret, SecretDialog } from '../../ui/index.ts'
import type { Field } from '../form/fields.ts'
import { type Listed, RecordList } from '../form/RecordList.tsx'
import { usePlace } from './persons/place.ts'

const classes = ['national', 'international', 'premium'] as const

function useFields(): Field[] {
  const words = text.settings.fields
  const mailboxes = useSession((state) => state.mailboxes)
  return [
    { key: 'name', label: words.name, kind: 'text', maxLength: 80, required: true },
    { key: 'number', label: text.common.number, kind: 'text', maxLength: 6, fixed: true, required: true },
    {
      key: 'mailbox',
      label: words.mailbox,
      kind: 'select',
      optional: true,
      options: mailboxes.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      key: 'mayDial',
      label: words.mayDial,
      kind: 'several',
      options: classes.map((value) => ({ value, label: words.dialClasses[value] })),
    },
    { key: 'pickUpGroup', label: words.pickUpGroup, help: words.pickUpGroupHelp, kind: 'text', maxLength: 40 },
  ]
}

/** Telephones inside the office; the password of a desk phone is shown once. */
export function Extensions() {
  const words = text.settings.fields
  const [secret, setSecret] = useState<Secret | null>(null)
  const mailboxes = useSession((state) => state.mailboxes)
  const admin = useMay('admin')
  const placeOf = usePlace()
  const fields = useFields()
  const resetPassword = async ({ number }: Extension) => {
    const { user, password, server } = await rpc.settings.extensions.resetPassword({ number })
    const { passwordOnce, passwordOnceHelp, sipUser, sipPassword, sipServer } = text.settings
    const values = [
      { label: sipUser, value: user },
      { label: sipPassword, value: password },
      { label: sipServer, value: server },
    ]
    setSecret({ title: passwordOnce({ number }), help: passwordOnceHelp, values })
  }
  const extra = (record: Extension) => (
    <Group gap="xs" justify="flex-end">
      <Button
        component={Link}
        to={`/settings/handling?extension=${record.number}`}
        size="compact-xs"
        variant="default"
        aria-label={`${text.settings.tabs.handling} ${record.number}`}
      >
        {text.settings.tabs.handling}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => void resetPassword(record).catch(tellError)}>
        {text.settings.resetPassword}
      </Button>
    </Group>
  )
  return (
    <>
      <RecordList<Listed<Extension>>
        what="extensions"
        list={() => rpc.settings.extensions.list()}
        keyOf={(record) => record.number}
        titleOf={(record) => `${record.number} ${record.name}`}
        columns={[
          { label: words.name, cell: (record) => record.name },
          { label: text.common.number, cell: (record) => record.number },
          { label: words.mailbox, cell: (record) => mailboxes.find((each) => each.id === record.mailbox)?.name ?? '–' },
          { label: words.mayDial, cell: (record) => record.mayDial.map((each) => words.dialClasses[each]).join(', ') || '–' },
        ]}
        fields={fields}
        schema={extension}
        blank={{ number: '', name: '', mailbox: '', mayDial: ['national'], pickUpGroup: '' }}
        toDraft={(record) => ({ ...record })}
        create={(draft) => rpc.settings.extensions.create(extension.parse(draft))}
        update={(draft, revision) => rpc.settings.extensions.update({ ...extension.parse(draft), revision })}
        elsewhere={({ number }) => placeOf(number)}
        remove={({ number }) => rpc.settings.extensions.remove({ number })}
        {...(admin ? { extra } : {})}
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
