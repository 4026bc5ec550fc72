import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Elapsed } from '../../lib/view/Elapsed.tsx'
import classes from './phone.module.css'

type RowProps = {
  /** For a screen reader; without it the row is what it reads. */
  label?: string
  name: string
  /** Epoch ms. */
  since: number
  /** Behind the time, what is empty left out. */
  about: readonly (string | false | null | undefined)[]
  before?: ReactNode
  below?: ReactNode
  action?: ReactNode
}

/** A caller in a list of the panel: who, since when, what about them, and what can be done. */
export function PanelRow({ label, name, since, about, before, below, action }: RowProps) {
  return (
    <Group className={classes.parked} component="li" wrap="nowrap" gap="xs" {...(label ? { 'aria-label': label } : {})}>
      {before}
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm" truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          <Elapsed since={since} size="xs" c="dimmed" />
          {about.filter(Boolean).map((each) => ` · ${each}`)}
        </Text>
        {below}
      </div>
      {action}
    </Group>
  )
}

type ListProps = { icon: ReactNode; title: string; children: readonly ReactNode[]; more?: string | false }

/** A list of callers under a heading; nothing while there are none. `more`: who is not shown, in words. */
export function PanelList({ icon, title, children, more = false }: ListProps) {
  if (children.length === 0) return null
  return (
    <section aria-label={title}>
      <Group gap={6} mb={4}>
        {icon}
        <Title order={3} size="sm">
          {title}
        </Title>
      </Group>
      <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
        {children}
      </Stack>
      {more && (
        <Text size="xs" c="dimmed" mt={4}>
          {more}
        </Text>
      )}
    </section>
  )
}
