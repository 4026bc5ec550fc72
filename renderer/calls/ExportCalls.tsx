import { Button, Group, Text } from '@mantine/core'
import { IconDownload, IconTable } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { saveAs } from '../lib/download.ts'
import { tellError } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { useSpeakers } from '../lib/parts.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useQueueName } from '../lib/session.ts'
import { csvOf, type Names, rowOf, workbookOf } from './exported.ts'
import { type Filters, queryOf } from './filters.ts'

const pageSize = 200
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
type Kind = 'csv' | 'xlsx'
const kinds = [
  { kind: 'csv', Icon: IconDownload, label: () => text.calls.exportCsv },
  { kind: 'xlsx', Icon: IconTable, label: () => text.calls.exportWorkbook },
] as const

/** All calls that fit the filters, as a CSV file or a workbook; says how far it is and can be stopped. */
export function ExportCalls({ filters, total }: { filters: Filters; total: number | null }) {
  const [done, setDone] = useState<number | null>(null)
  const running = useRef<AbortController>(null)
  const names: Names = { queue: useQueueName(), speakers: useSpeakers() }
  const run = async (kind: Kind, stop: AbortController) => {
    const { signal } = stop
    const rows: ReturnType<typeof rowOf>[] = []
    let cursor: string | undefined
    do {
      setDone(rows.length)
      const page = await rpc.calls.list({ ...queryOf(filters), limit: pageSize, ...(cursor ? { cursor } : {}) }, { signal })
      rows.push(...page.calls.map((call) => rowOf(call, names)))
      cursor = page.next ?? undefined
    } while (cursor)
    const content = kind === 'csv' ? csvOf(rows) : await workbookOf(rows)
    if (!signal.aborted) saveAs(`calls.${kind}`, content, kind === 'csv' ? 'text/csv' : workbookType)
  }
  const start = (kind: Kind) => () => {
    const stop = new AbortController()
    running.current = stop
    setDone(0)
    run(kind, stop)
      .catch((error: unknown) => !stop.signal.aborted && tellError(error))
      .finally(() => setDone(null))
  }
  if (done === null)
    return (
      <Group gap={6}>
        {kinds.map(({ kind, Icon, label }) => (
          <Button
            key={kind}
            size="xs"
            variant="default"
            leftSection={<Icon size={15} />}
            disabled={total === 0}
            onClick={start(kind)}
          >
            {label()}
          </Button>
        ))}
      </Group>
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
