// Figures of a period for charts. Test calls count nowhere.
import { z } from 'zod'
import { queueFigures, stateChange } from '../domain/figures.ts'
import { supervisor } from './base.ts'

const dayMs = 86_400_000
const period = (days: number) =>
  z
    .object({ from: z.number(), until: z.number() })
    .refine(({ from, until }) => until > from && until - from <= days * dayMs, { message: `A period of up to ${days} days.` })

export const figures = {
  /** Calls that began in the period, `until` excluded; without queues of all there are. */
  queues: supervisor
    .input(period(400).and(z.object({ queueIds: z.array(z.string()).max(500).default([]) })))
    .output(queueFigures),
  /** How operators' states changed in the period, by operator and time; the first of each may be from before it. */
  operators: supervisor.input(period(8)).output(z.array(stateChange)),
}
