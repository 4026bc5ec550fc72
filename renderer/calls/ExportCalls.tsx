import { Button, Group, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { CallRecord } from '../../shared/domain/calls.ts'
import { toCsv } from '../../shared/domain/csv.ts'
import { saveAs } from '../lib/download.ts'
import { tellError } from '../lib/feedback/index.ts'
import { officeIso } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useSpeakers } from '../lib/parts.ts'
import { isOutgoing } from '../lib/party.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useQueueName } from '../lib/session.ts'
import { type Filters, queryOf } from './filters.ts'

const pageSize = 200
type Names = { queue(id: string | null): string; speakers(call: CallRecord): string }

/** One call as a row; times in ISO 8601 by the office's clocks, lengths in seconds, so that spreadsheets can reckon with them. */
const rowOf = (call: CallRecord, names: Names): string[] => [
  officeIso(call.startedAt),
  call.from,
  call.fromName,
  call.to,
  text.outcomes[call.outcome],
  names.queue(call.queueId),
  names.speakers(call),
  String(Math.round(call.waitMs / 1000)),
  String(Math.round(call.talkMs / 1000)),
  call.disposition ?? '',
  call.note ?? '',
  text.phone.recent[isOutgoing(call) ? 'out' : 'in'],
  call.id,
]

function headings(): string[] {
  const { time, to, outcome, queue, operator, wait, talk } = text.calls.columns
  const { number, name, note } = text.common
  return [
    time,
    number,
    name,
    to,
    outcome,
    queue,
    operator,
    `${wait} (s)`,
    `${talk} (s)`,
    text.calls.disposition,
    note,
    text.calls.direction,
    text.calls.id,
  ]
}

/** All calls that fit the filters, as a CSV file; says how far it is and can be stopped. */
export function ExportCalls({ filters, total }: { filters: Filters; total: number | null }) {
  const [done, setDone] = useState<number | null>(null)
  const running = useRef<AbortController>(null)
  const names: Names = { queue: useQueueName(), speakers: useSpeakers() }
  const run = async (stop: AbortController) => {
    const { signal } = stop
    const rows: string[][] = []
    let cursor: string | undefined
    do {
      setDone(rows.length)
      const page = await rpc.calls.list({ ...queryOf(filters), limit: pageSize, ...(cursor ? { cursor } : {}) }, { signal })
      rows.push(...page.calls.map((call) => rowOf(call, names)))
      cursor = page.next ?? undefined
    } while (cursor)
    if (!signal.aborted) saveAs('calls.csv', toCsv([headings(), ...rows]), 'text/csv')
  }
  const start = () => {
    const stop = new AbortController()
    running.current = stop
    setDone(0)
    run(stop)
      .catch((error: unknown) => !stop.signal.aborted && tellError(error))
      .finally(() => setDone(null))
  }
  if (done === null)
    return (
      <Button size="xs" variant="default" leftSection={<IconDownload size={15} />} disabled={total === 0} onClick={start}>
        {text.calls.exportCsv}
      </Button>
    )
  return (
    <Group gap="xs" role="status">
      <Text size="sm">{total === null ? text.calls.exporting({ done }) : text.calls.exportingOf({ done, total })}</Text>
      <Button size="compact-xs" variant="default" onClick={() => running.current?.abort()}>
        {text.common.cancel}
      </Button>
    </Group>
  )
}
