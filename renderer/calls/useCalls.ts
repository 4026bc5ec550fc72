// Pages of the history as one list that grows downwards.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallRecord } from '../../shared/domain/calls.ts'
import { rpc } from '../lib/rpc/index.ts'
import { type Filters, queryOf } from './filters.ts'

type History = { calls: CallRecord[]; total: number; next: string | null; loading: boolean; error: unknown }

const pageSize = 60
/** Typing is waited for; opening the page is not, ms. */
const typingMs = 150

/** Loads the first page for the filters; `more()` loads the next. `key` is changed to load anew. */
export function useCalls(filters: Filters, key: string) {
  const [history, setHistory] = useState<History>({ calls: [], total: 0, next: null, loading: true, error: undefined })
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
          calls: cursor ? [...before.calls, ...page.calls] : page.calls,
          total: page.total,
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
  const more = () => {
    if (history.next && !history.loading) void ask(history.next)
  }
  return { ...history, more, reload: () => void ask(null) }
}
