import { MantineProvider } from '@mantine/core'
import { useEffect, useState } from 'react'
import { type CallAct, type ShellState, shellState } from '../../../shared/contract/shell.ts'
import { setLanguage } from '../../lib/i18n/index.ts'
import { listenToShell } from '../../lib/shell/index.ts'
import { cssVariables, theme } from '../../ui/index.ts'
import { Idle } from './Idle.tsx'
import { ShownCall } from './ShownCall.tsx'

/** Has the console's page do it. */
const act = (what: CallAct): void => window.postMessage({ type: 'cordboard-do', act: what }, location.origin)

/** What the console's page last said, in its language. */
function useTold(): ShellState | null {
  const [told, setTold] = useState<ShellState | null>(null)
  useEffect(
    () =>
      listenToShell('cordboard-call', (said) => {
        const state = shellState.safeParse(said).data
        if (state) void setLanguage(state.language).then(() => setTold(state))
      }),
    [],
  )
  return told
}

/** The small window of a call, and of the telephone while it is undocked. */
export function CallWindow() {
  const told = useTold()
  const who = told?.call?.who
  useEffect(() => {
    if (who) document.title = who
  }, [who])
  if (!told || (!told.call && !told.undocked)) return null
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={told.dark ? 'dark' : 'light'}>
      {told.call ? (
        <ShownCall key={`${told.call.id} ${told.language}`} call={told.call} state={told} act={act} />
      ) : (
        <Idle key={told.language} state={told} act={act} />
      )}
    </MantineProvider>
  )
}
