import { ActionIcon, Tooltip } from '@mantine/core'
import { IconBell, IconBellOff } from '@tabler/icons-react'
import { tellError } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { shownKeys } from '../../lib/keys.ts'
import { setDoNotDisturb } from '../actions.ts'
import { usePhone } from '../store.ts'

/** The switch for *Do not disturb*, as a bell. */
export function DoNotDisturb({ size }: { size?: number }) {
  const on = usePhone((state) => state.doNotDisturb)
  return (
    <Tooltip label={`${text.phone.doNotDisturb} (${shownKeys('alt+O')})`}>
      <ActionIcon
        {...(size === undefined ? {} : { size })}
        variant={on ? 'filled' : 'subtle'}
        color={on ? 'red.9' : 'gray'}
        aria-label={text.phone.doNotDisturb}
        aria-pressed={on}
        onClick={() => void setDoNotDisturb(!on).catch(tellError)}
      >
        {on ? <IconBellOff size={17} /> : <IconBell size={17} />}
      </ActionIcon>
    </Tooltip>
  )
}
