import { ActionIcon, Tooltip } from '@mantine/core'
import { IconPictureInPicture, IconPictureInPictureOff } from '@tabler/icons-react'
import { tell, tellError } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { usePhone } from '../store.ts'
import { dock, undock } from '../undock.ts'

/** Puts the telephone into a window of its own, and back. */
export function Undock({ size }: { size?: number }) {
  const undocked = usePhone((state) => state.undocked)
  const words = text.phone.bar
  const label = undocked ? words.dock : words.undock
  const Sign = undocked ? IconPictureInPictureOff : IconPictureInPicture
  const onClick = () => {
    if (undocked) return dock()
    undock().then((opened) => {
      if (!opened) tell('warning', words.blocked)
    }, tellError)
  }
  return (
    <Tooltip label={label}>
      <ActionIcon
        {...(size === undefined ? {} : { size })}
        variant="subtle"
        color={undocked ? undefined : 'gray'}
        aria-label={label}
        onClick={onClick}
      >
        <Sign size={18} />
      </ActionIcon>
    </Tooltip>
  )
}
