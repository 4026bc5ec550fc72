// Pages of the history as one list that grows downwards.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallRecord } from '../../shared/domain/calls.ts'
import { isTestCall } from '../../shared/domain/outcome.ts'
import { rpc } from '../lib/rpc/index.ts'
import { type Filters, queryOf } from './filters.ts'

/** `query`: what the calls were asked for by; its `next` belongs to no other. */
type History = {
  query: string
  calls: CallRecord[]
  total: number
  tests: number
  orMore: boolean
  next: string | null
  loading: boolean
  error: unknown
}

const pageSize = 60
/** Typing is waited for; opening the page is not, ms. */
const typingMs = 150

/** Loads the first page for the filters; `more()` loads the next. `key` is changed to load anew. */
export function useCalls(filters: Filters, key: string) {
  const [history, setHistory] = useState<History>({
    query: '',
    calls: [],
    total: 0,
    tests: 0,
    orMore: false,
    next: null,
    loading: true,
    error: undefined,
  })
  const asked = useRef(0)
  const query = JSON.stringify(queryOf(filters))
  const ask = useCallback(
    async (cursor: string | null) => {
      asked.current += 1
      const mine = asked.current
      setHistory((before) => ({ ...before, loading: true, error: undefined }))
      try {
        const page = await rpc.calls.list({ ...JSON.parse(query), limit: pageSize, ...(cursor ? { cursor } : {}) })
        if (mine !== asked.current) return
        setHistory((before) => ({
          query,
          calls: cursor ? [...before.calls, ...page.calls] : page.calls,
          ...(cursor
            ? {
                total: Math.max(before.total, [...before.calls, ...page.calls].filter((call) => !isTestCall(call)).length),
                tests: Math.max(before.tests, [...before.calls, ...page.calls].filter(isTestCall).length),
                orMore: before.orMore && page.next !== null,
              }
            : { total: page.total, tests: page.tests, orMore: page.totalIsMinimum }),
          next: page.next,
          loading: false,
          error: undefined,
        }))
      } catch (error) {
        if (mine === asked.current) setHistory((before) => ({ ...before, loading: false, error }))
      }
    },
    [query],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is a reason to load again.
  useEffect(() => {
    if (asked.current === 0) return void ask(null)
    const timer = setTimeout(() => void ask(null), typingMs)
    return () => clearTimeout(timer)
  }, [ask, key])
  // A search that finds little comes in short pages: they go on until there is a screenful.
  useEffect(() => {
    if (history.query === query && history.next && !history.loading && !history.error && history.calls.length < pageSize)
      void ask(history.next)
  }, [history, query, ask])
  const more = () => {
    if (history.query === query && history.next && !history.loading) void ask(history.next)
  }
  return { ...history, more, reload: () => void ask(null) }
}
