import { z } from 'zod'
import { user } from '../../../shared/contract/settings.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMe, useOperatorName, useSession } from '../../lib/session.ts'
import { type Listed, RecordList } from '../form/RecordList.tsx'

type User = z.infer<typeof user>
const roles = ['agent', 'supervisor', 'admin'] as const
const password = z.string().min(10).max(200)
const withPassword = user.extend({ password: password.optional(), operatorId: z.string().nullish() })
const newUser = withPassword.omit({ id: true }).extend({ password })

/** Who signs in to the console, as what, and which operator they are. */
export function Users() {
  const words = text.settings.fields
  const me = useMe()
  const operators = useSession((state) => state.operators)
  const operatorName = useOperatorName()
  return (
    <RecordList<Listed<User>>
      what="users"
      list={() => rpc.settings.users.list()}
      keyOf={(record) => record.id}
      titleOf={(record) => record.name}
      columns={[
        { label: words.name, cell: (record) => record.name },
        { label: words.login, cell: (record) => record.login },
        { label: words.role, cell: (record) => words.roles[record.role] },
        { label: words.operator, cell: (record) => (record.operatorId ? operatorName(record.operatorId) : '–') },
      ]}
      fields={[
        { key: 'name', label: words.name, kind: 'text', maxLength: 80, required: true },
        { key: 'login', label: words.login, kind: 'text', maxLength: 64, required: true },
        {
          key: 'role',
          label: words.role,
          kind: 'select',
          required: true,
          options: roles.map((value) => ({ value, label: words.roles[value] })),
        },
        {
          key: 'operatorId',
          label: words.operator,
          kind: 'select',
          optional: true,
          options: operators.map(({ id, name }) => ({ value: id, label: name })),
        },
        { key: 'password', label: words.password, help: words.passwordKeep, kind: 'password' },
      ]}
      schema={withPassword}
      newSchema={newUser}
      blank={{ name: '', login: '', role: 'agent', operatorId: '', password: '' }}
      toDraft={(record) => ({ ...record, password: '' })}
      create={(draft) => {
        const { operatorId = null, ...record } = newUser.parse(draft)
        return rpc.settings.users.create({ ...record, operatorId })
      }}
      update={(draft, revision) => {
        const { operatorId = null, ...record } = withPassword.parse(draft)
        return rpc.settings.users.update({ ...record, operatorId, revision })
      }}
      remove={async ({ id }) => {
        if (id === me.userId) throw new Error(text.admin.users.notYourself)
        return rpc.settings.users.remove({ id })
      }}
    />
  )
}
