// The host's backups as they are, followed for as long as the page is open.
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { BackupsState } from '../../../../shared/contract/backups.ts'
import { connection, rpc } from '../../../lib/rpc/index.ts'

/** Undefined until the host has answered; `again` asks anew after an error. */
export function useBackups(): { state: BackupsState | undefined; error: unknown; again(): void } {
  const [state, setState] = useState<BackupsState>()
  const [error, setError] = useState<unknown>()
  const [turn, setTurn] = useState(0)
  const generation = useStore(connection, (each) => each.generation)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection is followed anew.
  useEffect(() => {
    const left = new AbortController()
    const follow = async () => {
      setError(undefined)
      for await (const each of await rpc.backups.follow(undefined, { signal: left.signal })) setState(each)
    }
    follow().catch((reason: unknown) => {
      if (!left.signal.aborted) setError(reason)
    })
    return () => left.abort()
  }, [generation, turn])
  return { state, error, again: () => setTurn((before) => before + 1) }
}
