// A board's figures in words: what each is called, says and is computed from.
import type { BoardFigure, BoardQueue, BoardShown } from '../../shared/domain/wallboard.ts'
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

/** How wide a character is in bold type, em; digits where none is named. */
const widths: Partial<Record<string, number>> = {
  '%': 1.02,
  ' ': 0.35,
  '\u00a0': 0.35,
  '\u202f': 0.35,
  '/': 0.4,
  ':': 0.42,
  '.': 0.4,
  ',': 0.4,
}
const widthOf = (text: string): number => [...text].reduce((sum, character) => sum + (widths[character] ?? 0.7), 0)

/** The widest figure of a board, em: all of them are as large as that one lets them be. */
export const widest = ({ board, queues }: Pick<BoardShown, 'board' | 'queues'>, now: number): number =>
  Math.max(2.1, ...queues.flatMap((queue) => board.figures.map((figure) => widthOf(shownFigure(figure, queue, now)))))
