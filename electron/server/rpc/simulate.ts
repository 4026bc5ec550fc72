// Simulated calls of a console: each is an event iterator, and ends with it.
import type { SimulationView } from '../../../shared/contract/simulate.ts'
import { momentOf } from '../../../shared/flow/run.ts'
import { EngineError } from '../../engine/api.ts'
import type { Simulation, Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'
import { found, ok } from './mine.ts'
import { spoken } from './prompts.ts'

export const simulateProcedures = (os: Guarded, deps: Uses<'simulations' | 'speech' | 'log'>) => {
  const { simulations } = deps
  const mine = (id: string, consoleId: string) => found(simulations.find(id, consoleId), 'This simulated call is over.')
  return os.simulate.router({
    call: os.simulate.call.handler(async ({ input, context, signal }) => {
      if (momentOf(input.start) === null)
        throw new EngineError('INVALID', 'There is no such date and time.', { field: 'start.at' })
      return views(await simulations.open(input, context.consoleId), signal, context.present)
    }),
    act: os.simulate.act.handler(async ({ input, context }) => {
      await mine(input.id, context.consoleId).act(input.act)
      return ok
    }),
    pace: os.simulate.pace.handler(async ({ input, context }) => {
      await mine(input.id, context.consoleId).pace(input.moving)
      return ok
    }),
    say: os.simulate.say.handler(async ({ input }) => ({
      wav: (await spoken(deps, input.text, input.language)).toString('base64'),
    })),
    runs: os.simulate.runs.handler(({ input }) => simulations.runs(input.document)),
  })
}

/** What is to be seen of the call, until nobody looks any more; then it is released. */
async function* views(
  simulation: Simulation,
  signal: AbortSignal | undefined,
  present: () => boolean,
): AsyncGenerator<SimulationView, void> {
  const waiting: SimulationView[] = []
  let over = false
  let wake = () => {}
  const aborted = () => {
    over = true
    wake()
    void simulation.close() // also where nobody came to look
  }
  signal?.addEventListener('abort', aborted)
  simulation.follow(
    (view) => {
      waiting.push(view)
      wake()
    },
    () => wake(),
  )
  try {
    while (!over && !simulation.closed && !signal?.aborted && present()) {
      const view = waiting.shift()
      if (view) yield view
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    signal?.removeEventListener('abort', aborted)
    await simulation.close()
  }
}
