// What the call window and the computer have the page do: find whom to transfer to, transfer, note; sleep, wake up, be locked.
import { useEffect, useMemo, useRef, useState } from 'react'
import { type CallAct, callAct, type ShellState } from '../../../shared/contract/shell.ts'
import { tell, tellError } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { live } from '../../lib/live/index.ts'
import { rpc, sentenceOf } from '../../lib/rpc/index.ts'
import { useMe } from '../../lib/session.ts'
import { listenToShell, shellChoices } from '../../lib/shell/index.ts'
import {
  dial,
  dock,
  lineCall,
  noteOnCall,
  phoneCommands,
  phoneNow,
  transferLine,
  useTargets,
  wakePhone,
} from '../../phone/index.ts'

/** What needs nothing of the page around the telephone. */
async function phoneAct(act: CallAct): Promise<void> {
  if (act.do === 'dock') dock()
  if (act.do === 'dial') await dial(act.number)
  if (act.do !== 'command') return
  const command = phoneCommands().find(({ id }) => id === act.command)
  if (command?.possible(phoneNow())) command.run()
}

/** What a person pressed; what is typed and saved by itself says nothing of it. */
const asksFor: ReadonlySet<CallAct['do']> = new Set(['command', 'transfer', 'dial'])

/** Does it, finds whom the call may be handed to, and says why something could not be done. */
export function useShellActs(): Pick<ShellState, 'targets' | 'problem'> {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const { operatorId } = useMe()
  const { entries } = useTargets(typed)
  useEffect(() => {
    // What is typed last comes when the line is over.
    const callsOf = new Map<string, string>()
    const callOf = (lineId: string) => {
      const line = phoneNow().lines.find(({ id }) => id === lineId)
      const call = line ? lineCall(live.getState(), operatorId, line) : null
      if (call) callsOf.set(lineId, call.id)
      return callsOf.get(lineId)
    }
    const work = async (said: unknown) => {
      const act = callAct.safeParse(said).data
      if (act && asksFor.has(act.do)) setProblem(null)
      if (act?.do === 'find') setTyped(act.typed)
      if (act) await phoneAct(act)
      if (act?.do === 'transfer') {
        await transferLine(act.callId, act.to)
        tell('info', text.phone.transferSent)
      }
      const callId = act?.do === 'note' ? callOf(act.callId) : undefined
      if (act?.do !== 'note' || callId === undefined) return
      await noteOnCall(callId, act.note)
    }
    const failed = (error: unknown) => {
      tellError(error)
      setProblem(sentenceOf(error).slice(0, 400))
    }
    return listenToShell('cordboard-act', (said) => void work(said).catch(failed))
  }, [operatorId])
  usePower(operatorId)
  const key = JSON.stringify(entries.slice(0, 6).map(({ target, name }) => [target, name]))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the entries are made anew at each turn; their text says whether they differ.
  const targets = useMemo(() => {
    const found = entries.slice(0, 6).map((entry) => ({
      target: entry.target.slice(0, 80),
      name: entry.name.slice(0, 200),
      detail: entry.kind === 'extension' ? text.phone.presence[entry.state] : text.phone.kinds[entry.kind],
    }))
    return { typed, found }
  }, [typed, key])
  return { targets, problem }
}

/** After sleep the telephone looks at once whether it is still registered; who wants it is paused while the screen is locked. */
function usePower(operatorId: string | null): void {
  const paused = useRef(false)
  useEffect(() => {
    const state = () => (operatorId ? live.getState().operators[operatorId]?.state : undefined)
    const work = async (event: unknown) => {
      if (event === 'resume') wakePhone()
      if (event === 'lock' && shellChoices().pauseOnLock && state() === 'available') {
        await rpc.desk.pause({ reason: text.app.shell.locked })
        paused.current = true
      }
      if (event !== 'unlock' || !paused.current) return
      paused.current = false
      if (state() === 'paused') await rpc.desk.resume()
    }
    return listenToShell('cordboard-power', (said) => void work(said).catch(tellError))
  }, [operatorId])
}
