import type { CSSProperties } from 'react'
import type { BoardShown } from '../../shared/domain/wallboard.ts'
import { text } from '../lib/i18n/index.ts'
import { type Behind, type FigureProps, FigureValue, LevelSign, useLevel } from './Figure.tsx'
import { nameOf, widest } from './figures.ts'
import { Trend } from './Trend.tsx'
import classes from './wallboard.module.css'

function Cell(props: FigureProps) {
  const level = useLevel(props)
  return (
    <td data-level={level}>
      <span className={classes.cell}>
        <LevelSign level={level} word={false} />
        <FigureValue {...props} />
      </span>
    </td>
  )
}

/** Many queues: one table, so that a figure's name stands there once and its digits have the room. */
export function QueueGrid({ view, now, behind }: { view: BoardShown; now: number; behind: Behind | null }) {
  const { board, queues, trend } = view
  const columns = board.figures.length + (board.trend ? 1 : 0)
  const size = { '--rows': queues.length, '--columns': columns, '--em': widest(view, now) } as CSSProperties
  return (
    <div className={classes.gridRoom} style={size}>
      <table className={classes.grid}>
        <thead>
          <tr>
            <th scope="col">{text.common.queue}</th>
            {board.figures.map((figure) => (
              <th key={figure} scope="col">
                {nameOf(figure)}
              </th>
            ))}
            {board.trend && <th scope="col">{text.wallboard.today}</th>}
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <tr key={queue.queueId}>
              <th scope="row">{queue.name}</th>
              {board.figures.map((figure) => (
                <Cell key={figure} board={board} queue={queue} figure={figure} now={now} behind={behind} />
              ))}
              {board.trend && (
                <td className={classes.trendCell}>
                  <Trend quarters={trend[queue.queueId] ?? []} now={now} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
