import { Box, Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Page.module.css'

type PageProps = {
  title: string
  beside?: ReactNode
  actions?: ReactNode
  children: ReactNode /** The page scrolls its parts itself. */
  fixed?: boolean
}

/** A page: its name, what can be done on it, its content. */
export function Page({ title, beside, actions, children, fixed = false }: PageProps) {
  return (
    <Box className={classes.page} data-fixed={fixed || undefined}>
      <Group className={classes.head} justify="space-between" gap="sm" wrap="wrap">
        <Group gap="sm">
          <Title order={1}>{title}</Title>
          {beside}
        </Group>
        <Group gap="xs">{actions}</Group>
      </Group>
      <Box className={classes.body} data-fixed={fixed || undefined}>
        {children}
      </Box>
    </Box>
  )
}

/** A titled part of a page. */
export function Section({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <Group className={classes.sectionHead} justify="space-between" gap="sm">
        <Title order={2}>{title}</Title>
        {beside}
      </Group>
      {children}
    </section>
  )
}
