import { Stack, Switch, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ShellAsk, ShellStatus } from '../../../shared/contract/shell.ts'
import { tell } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { askShell, chooseForShell, useShellChoice } from '../../lib/shell/index.ts'
import { Shortcuts } from './Shortcuts.tsx'
import { Updates } from './Updates.tsx'

/** The desktop app on this computer: start at sign-in, links, keys, the locked screen, spelling. */
export function ThisComputer() {
  const [status, setStatus] = useState<ShellStatus | null>(null)
  const shortcuts = useShellChoice((choices) => choices.shortcuts)
  const pauseOnLock = useShellChoice((choices) => choices.pauseOnLock)
  const spelling = useShellChoice((choices) => choices.spelling)
  const words = text.app.shell
  const ask = async (what: ShellAsk) => {
    const answer = await askShell(what)
    setStatus(answer)
    return answer
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: other keys may have another status.
  useEffect(() => {
    // After the page's state, by which the shell hears of them.
    const timer = setTimeout(() => void askShell({ do: 'status' }).then(setStatus))
    return () => clearTimeout(timer)
  }, [shortcuts])
  if (!status) return null
  const links = async (on: boolean) => {
    const answer = await ask({ do: 'links', on })
    if (on && !answer?.links) tell('info', words.linksRefused)
  }
  return (
    <Stack gap="sm" maw={460} component="section" aria-label={words.computerTitle}>
      <Text size="sm" fw={600}>
        {words.computerTitle}
      </Text>
      {status.startAtLogin !== null && (
        <Switch
          label={words.startAtLogin}
          description={words.startAtLoginHelp}
          checked={status.startAtLogin}
          onChange={(event) => void ask({ do: 'startAtLogin', on: event.currentTarget.checked })}
        />
      )}
      <Switch
        label={words.links}
        description={words.linksHelp}
        checked={status.links}
        onChange={(event) => void links(event.currentTarget.checked)}
      />
      {status.tellsLock && (
        <Switch
          label={words.pauseOnLock}
          description={words.pauseOnLockHelp}
          checked={pauseOnLock}
          onChange={(event) => chooseForShell({ pauseOnLock: event.currentTarget.checked })}
        />
      )}
      <Switch
        label={words.spelling}
        description={status.fetchesDictionaries ? words.spellingFetches : undefined}
        checked={spelling}
        onChange={(event) => chooseForShell({ spelling: event.currentTarget.checked })}
      />
      <Shortcuts status={status.shortcuts} />
      <Updates />
    </Stack>
  )
}
