import { Text } from '@mantine/core'
import { useNavigate, useParams } from 'react-router'
import { useStore } from 'zustand'
import { LoadError, LoadingRows } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { connection } from '../lib/rpc/index.ts'
import { EmptyState, Page } from '../ui/index.ts'
import { CallDrawer } from './CallDrawer.tsx'
import { CallList } from './CallList.tsx'
import { ExportCalls } from './ExportCalls.tsx'
import { FilterBar } from './FilterBar.tsx'
import { noFilters } from './filters.ts'
import { useCalls } from './useCalls.ts'
import { useFilters } from './useFilters.ts'

/** The history: filters, a list that scrolls without end, the story of a call in a drawer. */
export function CallsPage() {
  const { filters, setFilters, going } = useFilters()
  const { id } = useParams()
  const navigate = useNavigate()
  const to = (path: string) => {
    const narrowed = going()
    void navigate(narrowed ? `${path}?${narrowed}` : path)
  }
  const generation = useStore(connection, (state) => state.generation)
  const running = useLive((state) => Object.keys(state.calls).join(' '))
  const { calls, total, tests, orMore, next, loading, error, more, reload } = useCalls(filters, `${generation} ${running}`)
  const filtered = JSON.stringify(filters) !== JSON.stringify(noFilters)
  const words = text.calls
  const empty = filtered ? [words.emptyFiltered, words.emptyFilteredHelp] : [words.empty, words.emptyHelp]
  const counted = [
    (orMore ? words.totalOrMore : words.total)({ count: total }),
    ...(tests > 0 ? [words.tests({ count: tests })] : []),
  ]
  const count = (
    <Text size="sm" c="dimmed" role="status">
      {loading && calls.length === 0 ? '' : counted.join(' · ')}
    </Text>
  )
  return (
    <Page
      title={words.title}
      beside={count}
      actions={<ExportCalls filters={filters} total={orMore ? null : total + tests} />}
      fixed
    >
      <FilterBar filters={filters} onChange={setFilters} filtered={filtered} />
      {error !== undefined && calls.length === 0 ? (
        <LoadError error={error} retry={reload} />
      ) : calls.length > 0 ? (
        <CallList calls={calls} onMore={more} onOpen={(call) => to(`/calls/${encodeURIComponent(call)}`)} />
      ) : loading || next ? (
        <LoadingRows rows={8} />
      ) : (
        <EmptyState art="calls" title={empty[0] ?? ''} help={empty[1] ?? ''} />
      )}
      <CallDrawer id={id ?? null} onClose={() => to('/calls')} />
    </Page>
  )
}
