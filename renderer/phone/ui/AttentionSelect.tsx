import { NativeSelect } from '@mantine/core'
import { ringAttention } from '../../../shared/contract/shell.ts'
import { text } from '../../lib/i18n/index.ts'
import { chooseAttention, useAttention } from './attention.ts'

/** What the desktop app's window does when a call rings while it is behind others or closed. */
export function AttentionSelect() {
  const value = useAttention()
  return (
    <NativeSelect
      maw={460}
      label={text.phone.attention.label}
      description={text.phone.attention.help}
      value={value}
      onChange={(event) => chooseAttention(ringAttention.parse(event.currentTarget.value))}
      data={ringAttention.options.map((each) => ({ value: each, label: text.phone.attention[each] }))}
    />
  )
}
