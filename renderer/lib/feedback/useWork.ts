import { useCallback, useState } from 'react'
import { tellError } from './tell.ts'

/** Runs one thing at a time behind a button: `busy` while it runs, its error told in a sentence. */
export function useWork() {
  const [busy, setBusy] = useState(false)
  const run = useCallback(async (work: () => Promise<unknown>, done?: () => void) => {
    setBusy(true)
    try {
      await work()
      done?.()
    } catch (error) {
      tellError(error)
    } finally {
      setBusy(false)
    }
  }, [])
  return { busy, run }
}
