// The columns of the call list: what each shows, how wide it is, and from which width of the window on it is there.
import { Badge } from '@mantine/core'
import { createColumnHelper, metaHelper, tableFeatures } from '@tanstack/react-table'
import type { CallRecord } from '../../shared/domain/calls.ts'
import { isTestCall } from '../../shared/domain/outcome.ts'
import { useHostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { clock, longestShortMoment, shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useSpeakers } from '../lib/parts.ts'
import { useQueueName } from '../lib/session.ts'
import classes from './calls.module.css'
import { OutcomeMark } from './OutcomeMark.tsx'

/** `width`: of a CSS grid's column. `from`: the least width of the window. */
type ColumnMeta = { width: string; className?: string; right?: boolean; from?: 'medium' | 'wide' }

export const callTable = tableFeatures({ columnMeta: metaHelper<ColumnMeta>() })
const { display, columns } = createColumnHelper<typeof callTable, CallRecord>()

const nothing = '–'

function Started({ call }: { call: CallRecord }) {
  return shortMoment(call.startedAt, useHostNow())
}
function Caller({ call }: { call: CallRecord }) {
  const name = useCallerName()(call.from, call.fromName)
  if (!isTestCall(call)) return name
  return (
    <>
      <Badge size="xs" variant="default" mr={6}>
        {text.calls.test}
      </Badge>
      {name}
    </>
  )
}
function Called({ call }: { call: CallRecord }) {
  return useCallerName()(call.to, '')
}
function Queue({ call }: { call: CallRecord }) {
  const name = useQueueName()
  return call.queueId ? name(call.queueId) : nothing
}
function Operator({ call }: { call: CallRecord }) {
  const names = useSpeakers()(call)
  return names ? <span title={names}>{names}</span> : nothing
}
const figure = { width: '52px', className: classes.figure, right: true }

/** `words`: the headings, in the language in force. */
export const callColumns = (words: typeof text.calls.columns) =>
  columns([
    display({
      id: 'time',
      header: words.time,
      // Never cut off, in any language.
      meta: { width: `${longestShortMoment()}ch` },
      cell: ({ row }) => <Started call={row.original} />,
    }),
    display({
      id: 'caller',
      header: words.caller,
      meta: { width: 'minmax(90px, 1.5fr)', className: classes.strong },
      cell: ({ row }) => <Caller call={row.original} />,
    }),
    display({
      id: 'to',
      header: words.to,
      meta: { width: 'minmax(70px, 0.8fr)', className: classes.quiet, from: 'wide' },
      cell: ({ row }) => <Called call={row.original} />,
    }),
    display({
      id: 'outcome',
      header: words.outcome,
      meta: { width: '118px' },
      cell: ({ row }) => <OutcomeMark outcome={row.original.outcome} />,
    }),
    display({
      id: 'queue',
      header: words.queue,
      meta: { width: 'minmax(70px, 1.2fr)', className: classes.quiet, from: 'medium' },
      cell: ({ row }) => <Queue call={row.original} />,
    }),
    display({
      id: 'operator',
      header: words.operator,
      meta: { width: 'minmax(80px, 1.3fr)', className: classes.quiet, from: 'wide' },
      cell: ({ row }) => <Operator call={row.original} />,
    }),
    display({
      id: 'wait',
      header: words.wait,
      meta: { ...figure, from: 'medium' },
      cell: ({ row }) => (row.original.waitMs > 0 ? clock(row.original.waitMs) : nothing),
    }),
    display({
      id: 'talk',
      header: words.talk,
      meta: figure,
      cell: ({ row }) => (row.original.talkMs > 0 ? clock(row.original.talkMs) : nothing),
    }),
  ])
