import type { ReactNode } from 'react'
import { text } from '../../lib/i18n/index.ts'
import { EmptyState } from '../../ui/index.ts'
import { ActionTable } from './ActionTable.tsx'

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
  return <ActionTable headings={headings}>{items.map(row)}</ActionTable>
}
