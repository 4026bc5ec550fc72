// Figures of a period: asked from the history, on another thread than the one that runs calls.
import type { QuarterHour } from '../../../shared/domain/wallboard.ts'
import type { Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'

/** Several queues' quarter-hours as one list, oldest first. */
function together(lists: readonly (readonly QuarterHour[])[]): QuarterHour[] {
  const sums = new Map<number, QuarterHour>()
  for (const { at, ...counts } of lists.flat()) {
    const sum = sums.get(at) ?? { at, answered: 0, within: 0, abandoned: 0, short: 0, otherwise: 0 }
    for (const part of ['answered', 'within', 'abandoned', 'short', 'otherwise'] as const) sum[part] += counts[part]
    sums.set(at, sum)
  }
  return [...sums.values()].sort((a, b) => a.at - b.at)
}

export const figureProcedures = (os: Guarded, deps: Uses<'ask' | 'config'>) =>
  os.figures.router({
    queues: os.figures.queues.handler(async ({ input: { from, until, queueIds }, signal }) => {
      const chosen = [...deps.config().queues.values()].filter(({ id }) => queueIds.length === 0 || queueIds.includes(id))
      const queues = chosen.map(({ id, serviceLevelSeconds, shortAbandonSeconds }) => ({
        queueId: id,
        withinMs: serviceLevelSeconds * 1000,
        shortMs: shortAbandonSeconds * 1000,
      }))
      const quarters = await deps.ask('quarterHours', { from, until, queues }, signal)
      const waits = await deps.ask('waits', { from, until, queueIds: queues.map(({ queueId }) => queueId) }, signal)
      return { quarters: together(Object.values(quarters)), waits }
    }),
    operators: os.figures.operators.handler(({ input, signal }) => deps.ask('operatorStates', input, signal)),
  })
