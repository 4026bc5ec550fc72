import { Stack, Text, ThemeIcon } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Art, Illustration } from './illustrations.tsx'

type EmptyProps = {
  title: string
  help: string
  children?: ReactNode
} & ({ art: Art; icon?: never } | { art?: never; icon: ReactNode })

/** An empty list, which says what to do next: with a drawing, or in a narrow panel with a sign. */
export function EmptyState({ art, icon, title, help, children }: EmptyProps) {
  return (
    <Stack align="center" gap={6} py="xl" px="md" ta="center">
      {art ? (
        <Illustration of={art} />
      ) : (
        <ThemeIcon variant="light" size={40} radius="xl" color="gray" aria-hidden>
          {icon}
        </ThemeIcon>
      )}
      <Text fw={600} size="md">
        {title}
      </Text>
      <Text c="dimmed" size="sm" maw={380}>
        {help}
      </Text>
      {children}
    </Stack>
  )
}
