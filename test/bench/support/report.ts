// What a bench tells: figures on stdout (a JSON line each, or a table at the end), progress on stderr.

import { rounded } from './stats.ts'

/** `<=10`, `>=5000`, `delta<=20`, `ratio>=0.6`; `info`: nothing is aimed at. */
export type Aim = `${'' | 'delta' | 'ratio'}${'<=' | '>='}${number}` | 'info'

export type Measured = {
  case: string
  metric: string
  unit: string
  ours: number
  /** The same of Asterisk alone, where there is such a thing. */
  peer?: number
  aim: Aim
}

export type Figure = Measured & { bench: string; ratio?: number; delta?: number; ok: boolean }

export type Report = {
  figure(measured: Measured): void
  /** A line of progress. */
  say(line: string): void
}

/** One bench: a name, a sentence, and what measures. */
export type Bench = { name: string; about: string; run(report: Report): Promise<void> }

/** Adds what follows from the numbers. */
export function figureOf(bench: string, measured: Measured): Figure {
  const { case: name, metric, unit, aim } = measured
  const ours = rounded(measured.ours)
  const figure: Figure = { bench, case: name, metric, unit, ours, aim, ok: true }
  if (measured.peer !== undefined) {
    figure.peer = rounded(measured.peer)
    if (figure.peer > 0) figure.ratio = rounded(ours / figure.peer)
    figure.delta = rounded(ours - figure.peer)
  }
  figure.ok = meets(figure)
  return figure
}

function meets({ aim, ours, ratio, delta }: Figure): boolean {
  const [, what, sign, limit] = /^(delta|ratio)?(<=|>=)(.+)$/.exec(aim) ?? []
  if (!sign) return true
  const value = what === 'delta' ? delta : what === 'ratio' ? ratio : ours
  if (value === undefined || Number.isNaN(value)) return false
  return sign === '<=' ? value <= Number(limit) : value >= Number(limit)
}

const order = ['bench', 'case', 'metric', 'unit', 'ours', 'peer', 'ratio', 'delta', 'aim', 'ok'] as const

/** The figure as one line of JSON, its keys in the order of the README. */
export const jsonLine = (figure: Figure): string =>
  JSON.stringify(Object.fromEntries(order.flatMap((key) => (figure[key] === undefined ? [] : [[key, figure[key]]]))))

/** All figures as a table for people. */
export function table(figures: readonly Figure[]): string {
  const cell = (figure: Figure, key: (typeof order)[number]): string => {
    if (key === 'ok') return figure.aim === 'info' ? '' : figure.ok ? 'yes' : 'NO'
    return figure[key] === undefined ? '' : String(figure[key])
  }
  const rows = [[...order] as string[], ...figures.map((figure) => order.map((key) => cell(figure, key)))]
  const widths = order.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
