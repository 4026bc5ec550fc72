// Figures of the mocked office: a morning and an afternoon for each working day of the period.
import { waitBins } from '../../../shared/domain/figures.ts'
import { quarterMs } from '../../../shared/domain/wallboard.ts'
import type { MockOffice, Os } from './mockOffice.ts'

const hourMs = 3_600_000

export function mockFigures(os: Os, office: MockOffice) {
  const f = os.figures
  return {
    queues: f.queues.handler(({ input: { from, until } }) => {
      const empty = office.options.empty === true
      const days = Math.round((until - from) / (24 * hourMs))
      const quarters = Array.from({ length: empty ? 0 : days * 40 }, (_, index) => {
        const [day, quarter] = [Math.floor(index / 40), index % 40]
        const answered = Math.max(1, Math.round(5 + 4 * Math.sin((quarter - 4) / 6) + ((index * 7) % 4)))
        const abandoned = index % 9 === 0 ? 2 : index % 4 === 0 ? 1 : 0
        const at = from + day * 24 * hourMs + 8 * hourMs + quarter * quarterMs
        return {
          at,
          answered,
          within: Math.max(0, answered - (index % 3)),
          abandoned,
          short: 0,
          otherwise: index % 13 === 0 ? 1 : 0,
        }
      })
      const waits = [...waitBins, null].map((upTo, index) => ({
        upTo,
        answered: empty ? 0 : Math.round(90 / (index + 1)),
        abandoned: empty ? 0 : index,
      }))
      return { quarters, waits }
    }),
    operators: f.operators.handler(({ input: { from } }) =>
      office.live.operators.flatMap(({ operatorId }, index) => {
        const at = (hour: number) => from + (hour + index / 4) * hourMs
        const change = (
          hour: number,
          state: 'available' | 'busy' | 'wrapUp' | 'paused' | 'offline' | 'unknown',
          reason: string | null = null,
        ) => ({
          operatorId,
          at: at(hour),
          state,
          reason,
        })
        return [
          change(8, 'available'),
          change(8.6, 'busy'),
          change(8.9, 'wrapUp'),
          change(9, 'available'),
          change(10.2, 'busy'),
          change(11, 'available'),
          change(12, 'paused', 'lunch'),
          change(12.7, 'available'),
          change(13.5, 'busy'),
          change(14.1, 'wrapUp'),
          change(14.2, 'available'),
          change(15, 'unknown'),
          change(15.4, 'available'),
          change(16.5, 'offline'),
        ]
      }),
    ),
  }
}
