import { Stack, Text, ThemeIcon } from '@mantine/core'
import type { ReactNode } from 'react'

/** An empty list, which says what to do next. */
export function EmptyState({
  icon,
  title,
  help,
  children,
}: {
  icon: ReactNode
  title: string
  help: string
  children?: ReactNode
}) {
  return (
    <Stack align="center" gap={6} py={36} px="md" ta="center">
      <ThemeIcon variant="light" size={40} radius="xl" color="gray" aria-hidden>
        {icon}
      </ThemeIcon>
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
