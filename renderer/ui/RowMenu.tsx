import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'

/** The ⋯ of a list's row. A list of fifty makes no fifty menus: each is made when the mouse or the focus comes to its button. */
export function RowMenu({ label, children }: { label: string; children: ReactNode }) {
  const [made, setMade] = useState<'no' | 'hovered' | 'focused'>('no')
  const button = useRef<HTMLButtonElement>(null)
  // Within the menu it is another button, and the focus was on the one before.
  useEffect(() => {
    if (made === 'focused') button.current?.focus()
  }, [made])
  const face = { ref: button, variant: 'subtle', color: 'gray', 'aria-label': label, children: <IconDots size={17} /> }
  if (made === 'no')
    return (
      <ActionIcon aria-haspopup="menu" {...face} onMouseEnter={() => setMade('hovered')} onFocus={() => setMade('focused')} />
    )
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon {...face} />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
