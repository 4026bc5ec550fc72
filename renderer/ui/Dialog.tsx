import { Modal, type ModalProps } from '@mantine/core'
import { useEffect, useState } from 'react'

type DialogProps = Omit<ModalProps, 'opened' | 'closeButtonProps'> & {
  /** What the closing cross is called. */
  close: string
}

/** A dialog that is in the page only while it is open; what had the focus before has it again afterwards. */
export function Dialog({ close, ...more }: DialogProps) {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // The dialog's own hold on the focus ends after this.
      queueMicrotask(() => before instanceof HTMLElement && before.isConnected && before.focus())
    },
    [before],
  )
  return <Modal opened closeButtonProps={{ 'aria-label': close }} {...more} />
}
