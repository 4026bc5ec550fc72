import { backendFlow } from '../../../shared/domain/backend.ts'
import { language, type Route, route } from '../../../shared/domain/office.ts'
import { useLoad } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMay } from '../../lib/session.ts'
import { type Listed, RecordList } from '../form/RecordList.tsx'

/** The flows, and for those who may see them the backends. */
async function leadsTo(admin: boolean): Promise<{ id: string; name: string }[]> {
  const [flows, backends] = await Promise.all([rpc.flows.list(), admin ? rpc.settings.backends.list() : []])
  return [...flows, ...backends.map((backend) => ({ id: backendFlow(backend), name: backend.name }))]
}

/** Which dialled number leads to which flow. */
export function RouteList() {
  const words = text.settings.fields
  const admin = useMay('admin')
  const flows = useLoad(() => leadsTo(admin), 'flows', ['flow', 'queue', 'mailbox', 'backend']).data ?? []
  return (
    <RecordList<Listed<Route>>
      what="routes"
      list={() => rpc.settings.routes.list()}
      keyOf={(record) => record.number}
      titleOf={(record) => record.number}
      columns={[
        { label: words.routeNumber, cell: (record) => record.number },
        { label: words.flow, cell: (record) => flows.find((flow) => flow.id === record.flowId)?.name ?? record.flowId },
        { label: words.language, cell: (record) => (record.language ? words.languages[record.language] : words.officeLanguage) },
      ]}
      fields={[
        { key: 'number', label: words.routeNumber, kind: 'text', maxLength: 40, fixed: true, required: true },
        {
          key: 'flowId',
          label: words.flow,
          kind: 'select',
          required: true,
          options: flows.map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          key: 'language',
          label: words.language,
          kind: 'select',
          optional: true,
          options: language.options.map((value) => ({ value, label: words.languages[value] })),
        },
      ]}
      schema={route}
      blank={{ number: '', flowId: flows[0]?.id ?? '', language: '' }}
      toDraft={(record) => ({ ...record })}
      create={(draft) => rpc.settings.routes.create(route.parse(draft))}
      update={(draft, revision) => rpc.settings.routes.update({ ...route.parse(draft), revision })}
      remove={({ number }) => rpc.settings.routes.remove({ number })}
    />
  )
}
