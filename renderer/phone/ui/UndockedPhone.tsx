import { type MantineThemeOverride, MantineThemeProvider, Portal } from '@mantine/core'
import { useMemo } from 'react'
import { createPortal } from 'react-dom'
import { useUndockedWindow } from '../undock.ts'
import { PhonePanel } from './PhonePanel.tsx'

function Inside({ body }: { body: HTMLElement }) {
  // Menus and tips open in the window they belong to.
  const theme = useMemo<MantineThemeOverride>(
    () => ({ components: { Portal: Portal.extend({ defaultProps: { target: body } }) } }),
    [body],
  )
  return (
    <MantineThemeProvider theme={theme}>
      <div style={{ height: '100dvh', background: 'var(--cord-surface)' }}>
        <PhonePanel />
      </div>
    </MantineThemeProvider>
  )
}

/** The telephone in its own window, while it is there. */
export function UndockedPhone() {
  const window = useUndockedWindow()
  return window && createPortal(<Inside body={window.document.body} />, window.document.body)
}
