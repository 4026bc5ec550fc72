import { type Queue, queue, strategy } from '../../../shared/domain/office.ts'
import type { OfficeSchedule } from '../../../shared/domain/officeSchedule.ts'
import { useLoad } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import type { Draft, Field } from '../form/fields.ts'
import { type Listed, RecordList } from '../form/RecordList.tsx'

function fields(schedules: readonly OfficeSchedule[]): Field[] {
  const words = text.settings.fields
  return [
    { key: 'name', label: words.name, kind: 'text', maxLength: 80, required: true },
    { key: 'id', label: words.id, help: words.idHelp, kind: 'text', fixed: true, required: true },
    {
      key: 'strategy',
      label: words.strategy,
      kind: 'select',
      options: strategy.options.map((value) => ({ value, label: words.strategies[value] })),
    },
    { key: 'ringSeconds', label: words.ringSeconds, kind: 'number', min: 5, max: 120 },
    { key: 'wrapUpSeconds', label: words.wrapUpSeconds, kind: 'number', min: 0, max: 600 },
    { key: 'maxWaiting', label: words.maxWaiting, help: words.maxWaitingHelp, kind: 'number', min: 0, max: 10_000 },
    {
      key: 'whenEmpty',
      label: words.whenEmpty,
      kind: 'select',
      options: (['wait', 'leave'] as const).map((value) => ({ value, label: words.whenEmptyKinds[value] })),
    },
    {
      key: 'scheduleId',
      label: words.scheduleId,
      help: words.scheduleIdHelp,
      kind: 'select',
      options: [{ value: '', label: text.hours.always }, ...schedules.map(({ id, name }) => ({ value: id, label: name }))],
    },
    { key: 'priority', label: words.priority, kind: 'number', min: 0, max: 100 },
    { key: 'record', label: words.record, kind: 'switch' },
    { key: 'retentionDays', label: words.retentionDays, help: words.retentionHelp, kind: 'number', min: 0, max: 3650 },
    { key: 'announcePosition', label: words.announcePosition, kind: 'switch' },
    { key: 'announceWait', label: words.announceWait, kind: 'switch' },
    { key: 'announceEverySeconds', label: words.announceEverySeconds, kind: 'number', min: 10, max: 600 },
    { key: 'callbackKey', label: words.callbackKey, help: words.callbackKeyHelp, kind: 'text', maxLength: 1 },
    { key: 'serviceLevelSeconds', label: words.serviceLevelSeconds, kind: 'number', min: 1, max: 600 },
    {
      key: 'serviceLevelTarget',
      label: words.serviceLevelTarget,
      help: words.serviceLevelTargetHelp,
      kind: 'number',
      min: 0,
      max: 100,
    },
    { key: 'shortAbandonSeconds', label: words.shortAbandonSeconds, kind: 'number', min: 0, max: 60 },
    {
      key: 'rejectionsBeforePause',
      label: words.rejectionsBeforePause,
      help: words.rejectionsBeforePauseHelp,
      kind: 'number',
      min: 0,
      max: 20,
    },
    { key: 'rejectionsWithinSeconds', label: words.rejectionsWithinSeconds, kind: 'number', min: 10, max: 3600 },
    { key: 'dispositions', label: words.dispositions, kind: 'words' },
  ]
}

const { id: _, ...blank }: Draft = queue.parse({ id: 'new', name: 'new' })

/** Queues. */
export function Queues() {
  const words = text.settings.fields
  const schedules = useLoad(() => rpc.settings.schedules.list(), 'schedules', ['schedule'])
  return (
    <RecordList<Listed<Queue>>
      what="queues"
      list={() => rpc.settings.queues.list()}
      keyOf={(record) => record.id}
      titleOf={(record) => record.name}
      columns={[
        { label: words.name, cell: (record) => record.name },
        { label: words.strategy, cell: (record) => words.strategies[record.strategy] },
        { label: words.ringSeconds, cell: (record) => record.ringSeconds },
        { label: words.wrapUpSeconds, cell: (record) => record.wrapUpSeconds },
        { label: words.record, cell: (record) => (record.record ? text.common.yes : text.common.no) },
      ]}
      fields={fields(schedules.data ?? [])}
      schema={queue}
      blank={{ ...blank, name: '' }}
      toDraft={(record) => ({ ...record })}
      create={(draft) => rpc.settings.queues.create(queue.partial({ id: true }).parse(draft))}
      update={(draft, revision) => rpc.settings.queues.update({ ...queue.parse(draft), revision })}
      remove={({ id }) => rpc.settings.queues.remove({ id })}
      naming={({ id }) => rpc.flows.naming({ kind: 'queue', id })}
    />
  )
}
