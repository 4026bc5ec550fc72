// A board's figures in words: what each is called, says and is computed from.
import type { BoardFigure, BoardQueue } from '../../shared/domain/wallboard.ts'
import { figureOf, unitOf } from '../../shared/domain/wallboard.ts'
import { clock } from '../lib/format/time.ts'
import { locale, text } from '../lib/i18n/index.ts'

const percent = (value: number) =>
  new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(value / 100)

/** Its name above the figure. */
export const nameOf = (figure: BoardFigure): string =>
  figure === 'answered' ? text.wallboard.answered : text.queues.kpi[figure].name

/** As it stands on the wall; `–` where there is nothing to tell. */
export function shownFigure(figure: BoardFigure, queue: BoardQueue, now: number): string {
  const value = figureOf(figure, queue, now)
  if (figure === 'free') return `${queue.available} / ${queue.loggedIn}`
  if (value === null) return '–'
  const unit = unitOf(figure)
  if (unit === 'percent') return percent(value)
  return unit === 'seconds' ? clock(value * 1000) : String(value)
}

/** What it is computed from. */
export function formulaOf(figure: BoardFigure, { withinSeconds: seconds, shortSeconds: short }: BoardQueue): string {
  const words = text.queues.kpi
  if (figure === 'answered') return text.wallboard.answeredHelp
  if (figure === 'level') return words.level.formula({ seconds, short })
  return figure === 'abandoned' ? words.abandoned.formula({ short }) : words[figure].formula
}
