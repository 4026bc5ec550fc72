// biome-ignore-all lint/a11y/useSemanticElements: rows of a virtual list are placed by hand, which table elements do not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows take the focus; their heading and cells need none.
import { Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { FlexRender, type Row, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import type { CallRecord } from '../../shared/domain/calls.ts'
import type { Density } from '../../shared/domain/preferences.ts'
import { text } from '../lib/i18n/index.ts'
import { useDensity } from '../lib/preferences.ts'
import classes from './calls.module.css'
import { callColumns, callTable } from './columns.tsx'

const rowHeights: Record<Density, number> = { comfortable: 44, compact: 34 }

type CallRowProps = { row: Row<typeof callTable, CallRecord>; top: number; index: number; grid: string; onOpen(): void }

function CallRow({ row, top, index, grid, onOpen }: CallRowProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const moves: Record<string, Element | null> = {
      ArrowDown: event.currentTarget.nextElementSibling,
      ArrowUp: event.currentTarget.previousElementSibling,
    }
    if (event.key === 'Enter') onOpen()
    else if (moves[event.key] instanceof HTMLElement) (moves[event.key] as HTMLElement).focus()
    else return
    event.preventDefault()
  }
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      tabIndex={0}
      className={classes.row}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: grid }}
      onClick={onOpen}
      onKeyDown={onKeyDown}
    >
      {row.getAllCells().map((cell) => (
        <span key={cell.id} role="cell" className={cell.column.columnDef.meta?.className}>
          <FlexRender cell={cell} />
        </span>
      ))}
    </div>
  )
}

/** The columns that the window has room for. */
function useColumns() {
  const words = text.calls.columns
  const medium = useMediaQuery('(min-width: 860px)', true, { getInitialValueInEffect: false })
  const wide = useMediaQuery('(min-width: 1280px)', true, { getInitialValueInEffect: false })
  return useMemo(
    () => callColumns(words).filter(({ meta }) => (meta?.from === 'wide' ? wide : meta?.from !== 'medium' || medium)),
    [words, medium, wide],
  )
}

/** The calls, only those on the screen rendered; reaching the end asks for more. */
export function CallList({ calls, onMore, onOpen }: { calls: readonly CallRecord[]; onMore(): void; onOpen(id: string): void }) {
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = rowHeights[useDensity()]
  const virtual = useVirtualizer({
    count: calls.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => calls[index]?.id ?? index,
  })
  const items = virtual.getVirtualItems().filter(({ index }) => index < calls.length)
  const columns = useColumns()
  // The table knows the rows on the screen only: a list can be long.
  const data = items.map(({ index }) => calls[index] as CallRecord)
  const table = useTable({ features: callTable, columns, data, getRowId: ({ id }) => id })
  const { rows } = table.getRowModel()
  const grid = columns.map(({ meta }) => meta?.width).join(' ')
  const last = items.at(-1)?.index ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the last row on the screen decides.
  useEffect(() => {
    if (last >= calls.length - 15) onMore()
  }, [last, calls.length])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured at another density does not hold.
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  return (
    <div className={classes.table} role="table" aria-label={text.calls.title} aria-rowcount={calls.length + 1}>
      <div role="row" className={classes.head} style={{ gridTemplateColumns: grid }} aria-rowindex={1}>
        {table.getFlatHeaders().map((header) => (
          <Text
            span
            key={header.id}
            role="columnheader"
            size="xs"
            c="dimmed"
            ta={header.column.columnDef.meta?.right ? 'right' : 'left'}
          >
            <FlexRender header={header} />
          </Text>
        ))}
      </div>
      <div ref={scroller} className={classes.scroller} role="rowgroup">
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {rows.map((row, at) => {
            const { start, index } = items[at] ?? { start: 0, index: 0 }
            const open = () => onOpen(row.original.id)
            return <CallRow key={row.id} row={row} top={start} index={index} grid={grid} onOpen={open} />
          })}
        </div>
      </div>
    </div>
  )
}
