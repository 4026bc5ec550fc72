import { Table, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { text } from '../../lib/i18n/index.ts'

type ActionTableProps = {
  headings: readonly string[]
  /** Below it, px, the table scrolls in its own frame. */
  minWidth?: number
  /** `Table.Tr`s with a cell for each heading, and one for what can be done. */
  children: ReactNode
}

/** A table whose last column is what can be done with a row. */
export function ActionTable({ headings, minWidth = 460, children }: ActionTableProps) {
  return (
    <Table.ScrollContainer minWidth={minWidth}>
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
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
