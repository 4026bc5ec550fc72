import { NativeSelect } from '@mantine/core'
import { callWindowChoice, ringAttention } from '../../../shared/contract/shell.ts'
import { text } from '../../lib/i18n/index.ts'
import { chooseForShell, useShellChoice } from '../../lib/shell/index.ts'

/** What the desktop app's windows do when a call rings: the big one while it is behind others or closed, and the small one. */
export function AttentionSelect() {
  const attention = useShellChoice((choices) => choices.attention)
  const callWindow = useShellChoice((choices) => choices.callWindow)
  return (
    <>
      <NativeSelect
        maw={460}
        label={text.phone.attention.label}
        description={text.phone.attention.help}
        value={attention}
        onChange={(event) => chooseForShell({ attention: ringAttention.parse(event.currentTarget.value) })}
        data={ringAttention.options.map((each) => ({ value: each, label: text.phone.attention[each] }))}
      />
      <NativeSelect
        maw={460}
        label={text.phone.callWindow.label}
        description={text.phone.callWindow.help}
        value={callWindow}
        onChange={(event) => chooseForShell({ callWindow: callWindowChoice.parse(event.currentTarget.value) })}
        data={callWindowChoice.options.map((each) => ({ value: each, label: text.phone.callWindow[each] }))}
      />
    </>
  )
}
