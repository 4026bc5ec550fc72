import { IconAlertTriangleFilled, IconEye } from '@tabler/icons-react'
import { Link } from 'react-router'
import { type BoardFigure, type BoardQueue, type Level, levelOf, type Wallboard } from '../../shared/domain/wallboard.ts'
import { text } from '../lib/i18n/index.ts'
import { formulaOf, shownFigure } from './figures.ts'
import classes from './wallboard.module.css'

/** Where the calls behind a figure are; a screen at which nobody sits has no such place. */
export type Behind = (queueId: string, figure: BoardFigure) => string

export type FigureProps = { board: Wallboard; queue: BoardQueue; figure: BoardFigure; now: number; behind: Behind | null }

const signs: Record<Level, typeof IconEye | null> = { calm: null, watch: IconEye, alarm: IconAlertTriangleFilled }

/** Its sign, and its word where there is room: they say what the colour says. */
export function LevelSign({ level, word }: { level: Level; word: boolean }) {
  const Sign = signs[level]
  if (!Sign || level === 'calm') return null
  const said = text.wallboard.levels[level]
  return (
    <>
      <Sign aria-hidden={word} {...(word ? {} : { role: 'img', 'aria-label': said })} className={classes.sign} />
      {word && <span className={classes.word}>{said}</span>}
    </>
  )
}

export const useLevel = ({ board, queue, figure, now }: FigureProps): Level => levelOf(board, figure, queue, now)

/** The figure itself; it leads to what is behind it. */
export function FigureValue({ queue, figure, now, behind }: FigureProps) {
  const value = shownFigure(figure, queue, now)
  const title = formulaOf(figure, queue)
  if (behind)
    return (
      <Link to={behind(queue.queueId, figure)} title={title} className={classes.figure}>
        {value}
      </Link>
    )
  return (
    <span title={title} className={classes.figure}>
      {value}
    </span>
  )
}
