import { MantineProvider } from '@mantine/core'
import { useEffect, useState } from 'react'
import { type CallAct, type ShellState, shellState } from '../../../shared/contract/shell.ts'
import { setLanguage } from '../../lib/i18n/index.ts'
import { listenToShell } from '../../lib/shell/index.ts'
import { cssVariables, theme } from '../../ui/index.ts'
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

/** The small window of a call. */
export function CallWindow() {
  const told = useTold()
  const who = told?.call?.who
  useEffect(() => {
    if (who) document.title = who
  }, [who])
  if (!told?.call) return null
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={told.dark ? 'dark' : 'light'}>
      <ShownCall key={`${told.call.id} ${told.language}`} call={told.call} state={told} act={act} />
    </MantineProvider>
  )
}
