import { Title } from '@mantine/core'
import type { CSSProperties } from 'react'
import type { BoardShown } from '../../shared/domain/wallboard.ts'
import { type Behind, type FigureProps, FigureValue, LevelSign, useLevel } from './Figure.tsx'
import { nameOf, widest } from './figures.ts'
import { Trend } from './Trend.tsx'
import classes from './wallboard.module.css'

function Tile(props: FigureProps) {
  const level = useLevel(props)
  return (
    <div className={classes.tile} data-level={level}>
      <dt>
        {nameOf(props.figure)}
        <LevelSign level={level} word />
      </dt>
      <dd>
        <FigureValue {...props} />
      </dd>
    </div>
  )
}

/** A few queues: each a row of large tiles, with its day below. */
export function QueueTiles({ view, now, behind }: { view: BoardShown; now: number; behind: Behind | null }) {
  const { board } = view
  const size = { '--em': widest(view, now) } as CSSProperties
  return view.queues.map((queue) => (
    <section
      key={queue.queueId}
      className={classes.queue}
      style={size}
      aria-label={queue.name}
      data-alone={(view.queues.length === 1 && board.figures.length > 3) || undefined}
    >
      <Title order={2} className={classes.name}>
        {queue.name}
      </Title>
      <dl className={classes.tiles}>
        {board.figures.map((figure) => (
          <Tile key={figure} board={board} queue={queue} figure={figure} now={now} behind={behind} />
        ))}
      </dl>
      {board.trend && <Trend quarters={view.trend[queue.queueId] ?? []} now={now} />}
    </section>
  ))
}
