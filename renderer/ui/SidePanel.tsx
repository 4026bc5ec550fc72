import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'

type SidePanelProps = { title: string; opened: boolean; onClose(): void; close: string; size?: number; children: ReactNode }

/**
 * A panel beside the page that leaves the telephone free: no veil, no trapped focus, and it ends where the telephone
 * begins, beside the page or below it, so that a call can be answered while it is open. Escape closes it.
 */
export function SidePanel({ title, opened, onClose, close, size = 460, children }: SidePanelProps) {
  return (
    <Drawer.Root
      opened={opened}
      onClose={onClose}
      position="right"
      size={`min(${size}px, 100vw)`}
      trapFocus={false}
      lockScroll={false}
      closeOnClickOutside={false}
      styles={{
        inner: {
          right: 'var(--app-shell-aside-width, 330px)',
          left: 'auto',
          width: `min(${size}px, 100vw)`,
          bottom: 'var(--cord-dock)',
        },
      }}
    >
      <Drawer.Content
        style={{
          height: 'calc(100dvh - var(--cord-dock))',
          borderLeft: '1px solid var(--cord-line)',
          boxShadow: 'var(--mantine-shadow-lg)',
        }}
      >
        <Drawer.Header component="div">
          <Drawer.Title>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={close} />
        </Drawer.Header>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
