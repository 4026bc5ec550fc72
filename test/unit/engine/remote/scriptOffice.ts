// A call whose script is a function of the test, on simulated telephony.
import { ringsForEver } from '../../../../electron/adapters/sim/people.ts'
import type { ScriptRun } from '../../../../electron/engine/ports.ts'
import { flowOf, type OfficeParts, type World } from '../../../support/memory.ts'
import { end, office, start } from '../offices.ts'

const prompts = new Map(
  [
    { id: 'p-1', name: 'Welcome' },
    { id: 'p-2', name: 'Goodbye' },
  ].map((each) => [each.id, { ...each, seconds: 2, languages: [], file: `${each.id}.wav`, changedAt: 0 }]),
) as never
const parts: OfficeParts = { routes: { '5000': 'f' }, extensions: ['201', '202', '203'], more: { prompts } }
const flow = flowOf('f', { start, script: { type: 'script', script: 's', ports: ['next'] }, end, no: end }, [
  'start.next>script',
  'script.next>end',
  'script.error>no',
])

export type Act = (action: string, ...args: unknown[]) => Promise<unknown>
type Scene = World & { caller: ReturnType<World['sim']['call']>; answers: unknown[] }

/** A call whose script does `handler`; `act` takes a signal as its last argument. What it returns is in `answers`. */
export async function scripted(
  handler: (act: Act, run: ScriptRun) => Promise<unknown>,
  before = (_: World): void => {},
): Promise<Scene> {
  const w = await office(parts, flow)
  before(w)
  const answersOf: unknown[] = []
  w.ports.scripts.run = async (_name, run) => {
    const act: Act = (action, ...args) => {
      const signal = args.at(-1) instanceof AbortSignal ? (args.pop() as AbortSignal) : new AbortController().signal
      return run.act(action, args, signal)
    }
    answersOf.push(await handler(act, run).catch((error: Error) => error.name))
    return 'next'
  }
  const caller = w.sim.call('5000')
  await w.clock.advance(100)
  return { ...w, caller, answers: answersOf }
}
/** Aborted so many milliseconds after the call began. */
export function abortedAfter(w: World, ms: number): AbortSignal {
  const own = new AbortController()
  w.clock.after(ms, () => own.abort())
  return own.signal
}
/** Runs one action that is aborted a second after it began. */
export async function cancelled(action: string, ...args: unknown[]): Promise<unknown> {
  let signal: AbortSignal | undefined
  const { clock, answers: got } = await scripted(
    async (act) => {
      await act('answer')
      return act(action, ...args, signal)
    },
    (w) => {
      w.sim.phone('201', ringsForEver())
      signal = abortedAfter(w, 1000)
    },
  )
  await clock.advance(2000)
  return got[0]
}
/** Aborted before anything began. */
export const already = AbortSignal.abort()
