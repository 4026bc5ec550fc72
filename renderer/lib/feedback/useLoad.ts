// Loading from the host into a component: with what is shown while it loads, and again when the connection is back.
import { useCallback, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useLastChangeOf } from '../live/store.ts'
import { connection } from '../rpc/index.ts'

export type Load<T> = {
  data: T | undefined
  error: unknown
  loading: boolean
  reload(): void
  /** Puts a value in place without asking, after a change whose answer told it. */
  put(change: (data: T) => T): void
}

/**
 * Loads now, whenever `key` changes, after a reconnection, and when anybody changes something of the kinds it `follows` (the
 * audit trail's words: `queue`, `flow`, …; `*` for any). What was loaded stays on the screen meanwhile.
 */
export function useLoad<T>(load: () => Promise<T>, key: string, follows: readonly string[] = []): Load<T> {
  const [state, setState] = useState<{ data?: T; error?: unknown; loading: boolean }>({ loading: true })
  const [turn, setTurn] = useState(0)
  const generation = useStore(connection, (each) => each.generation)
  const configured = useLastChangeOf(follows)
  const latest = useRef(load)
  latest.current = load
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the reasons to load again, not what is read.
  useEffect(() => {
    let stale = false
    setState((before) => ({ ...before, loading: true }))
    latest.current().then(
      (data) => !stale && setState({ data, loading: false }),
      (error: unknown) => !stale && setState((before) => ({ ...before, error, loading: false })),
    )
    return () => {
      stale = true
    }
  }, [key, turn, generation, configured])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  const put = useCallback((change: (data: T) => T) => {
    setState((before) => (before.data === undefined ? before : { ...before, data: change(before.data) }))
  }, [])
  return { data: state.data, error: state.data === undefined ? state.error : undefined, loading: state.loading, reload, put }
}
