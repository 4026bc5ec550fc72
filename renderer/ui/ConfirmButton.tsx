import { Button, type ButtonProps } from '@mantine/core'
import { useState } from 'react'

type SureButtonProps = Omit<ButtonProps, 'children'> & {
  label: string
  /** What the button says when it was pressed once. */
  sure: string
  /** What it is about, for those who cannot see the row. */
  about: string
  title?: string
  onSure(): void
}

/** A button for what cannot be taken back: it asks, and does it when pressed again. Looking elsewhere is a no. */
export function ConfirmButton({ label, sure, about, onSure, ...more }: SureButtonProps) {
  const [asked, setAsked] = useState(false)
  return (
    <Button
      size="compact-xs"
      {...more}
      variant={asked ? 'filled' : 'default'}
      color={asked ? 'red.9' : undefined}
      aria-label={`${asked ? sure : label}: ${about}`}
      onBlur={() => setAsked(false)}
      onClick={() => {
        setAsked(!asked)
        if (asked) onSure()
      }}
    >
      {asked ? sure : label}
    </Button>
  )
}
