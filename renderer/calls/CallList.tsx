// biome-ignore-all lint/a11y/useSemanticElements: rows of a virtual list are placed by hand, which table elements do not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows take the focus; their heading and cells need none.
import { Text } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { CallRecord } from '../../shared/domain/calls.ts'
import { useHostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { clock, shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useOperatorName, useQueueName } from '../lib/session.ts'
import classes from './calls.module.css'
import { OutcomeMark } from './OutcomeMark.tsx'

const rowHeight = 44

function Row({ call, top, index, onOpen }: { call: CallRecord; top: number; index: number; onOpen(): void }) {
  const callerName = useCallerName()
  const now = useHostNow()
  const queueName = useQueueName()
  const operatorName = useOperatorName()
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
      style={{ transform: `translateY(${top}px)` }}
      onClick={onOpen}
      onKeyDown={onKeyDown}
    >
      <span role="cell">{shortMoment(call.startedAt, now)}</span>
      <span role="cell" className={classes.strong}>
        {callerName(call.from, call.fromName)}
      </span>
      <span role="cell" className={classes.quiet}>
        {showNumber(call.to)}
      </span>
      <span role="cell">
        <OutcomeMark outcome={call.outcome} />
      </span>
      <span role="cell" className={classes.quiet}>
        {call.queueId ? queueName(call.queueId) : '–'}
      </span>
      <span role="cell" className={classes.quiet}>
        {call.operatorId ? operatorName(call.operatorId) : '–'}
      </span>
      <span role="cell" className={classes.figure}>
        {call.waitMs > 0 ? clock(call.waitMs) : '–'}
      </span>
      <span role="cell" className={classes.figure}>
        {call.talkMs > 0 ? clock(call.talkMs) : '–'}
      </span>
    </div>
  )
}

/** The calls, only those on the screen rendered; reaching the end asks for more. */
export function CallList({ calls, onMore, onOpen }: { calls: readonly CallRecord[]; onMore(): void; onOpen(id: string): void }) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: calls.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => calls[index]?.id ?? index,
  })
  const items = rows.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the last row on the screen decides.
  useEffect(() => {
    if (last >= calls.length - 15) onMore()
  }, [last, calls.length])
  const words = text.calls.columns
  return (
    <div className={classes.table} role="table" aria-label={text.calls.title} aria-rowcount={calls.length + 1}>
      <div role="row" className={classes.head} aria-rowindex={1}>
        {Object.entries(words).map(([column, label]) => (
          <Text
            span
            key={column}
            role="columnheader"
            size="xs"
            c="dimmed"
            ta={column === 'wait' || column === 'talk' ? 'right' : 'left'}
          >
            {label}
          </Text>
        ))}
      </div>
      <div ref={scroller} className={classes.scroller} role="rowgroup">
        <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
          {items.map((item) => {
            const call = calls[item.index]
            return call && <Row key={call.id} call={call} index={item.index} top={item.start} onOpen={() => onOpen(call.id)} />
          })}
        </div>
      </div>
    </div>
  )
}
