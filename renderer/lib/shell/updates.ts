// The state of this app's updates, as the shell tells it.
import { useEffect, useState } from 'react'
import type { ShellAsk } from '../../../shared/contract/shell.ts'
import type { UpdateStatus } from '../../../shared/contract/updates.ts'
import { askShell, listenToShell } from './ask.ts'

type ShownUpdates = {
  /** Null: there is no place for updates; undefined: not known yet, or a shell of before. */
  status: UpdateStatus | null | undefined
  ask(what: ShellAsk): void
}

/** Anew at each change. */
export function useUpdates(): ShownUpdates {
  const [status, setStatus] = useState<UpdateStatus | null>()
  const ask = (what: ShellAsk) => void askShell(what).then((answer) => setStatus(answer?.updates))
  useEffect(() => {
    void askShell({ do: 'status' }).then((answer) => setStatus(answer?.updates))
    return listenToShell('cordboard-updates', (said) => setStatus(said as UpdateStatus))
  }, [])
  return { status, ask }
}
