import { Table, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { text } from '../../lib/i18n/index.ts'
import { EmptyState } from '../../ui/index.ts'

type ListingProps<T> = {
  /** Names what is said where there are none: one of `text.settings.empty`. */
  what: keyof typeof text.settings.empty
  icon: ReactNode
  headings: readonly string[]
  items: readonly T[]
  /** A `Table.Tr` with a cell for each heading, and one for what can be done. */
  row(item: T): ReactNode
}

/** Records that are shown and acted on, not edited: a table with a last column of actions, or what is said where there are none. */
export function Listing<T>({ what, icon, headings, items, row }: ListingProps<T>) {
  if (items.length === 0) return <EmptyState icon={icon} {...text.settings.empty[what]} />
  return (
    <Table.ScrollContainer minWidth={460}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {headings.map((label) => (
              <Table.Th key={label}>{label}</Table.Th>
            ))}
            <Table.Th>
              <VisuallyHidden>{text.common.actions}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{items.map(row)}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
