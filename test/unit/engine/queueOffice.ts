// An office with a queue and two operators, and how its tests look at it.
import { flowOf, type OfficeParts, type World } from '../../support/memory.ts'
import { end } from './offices.ts'

/** A caller in the queue `sales`, with somewhere to go by each port. */
export const queueFlow = (more: object = {}, edges: string[] = []) =>
  flowOf(
    'f',
    {
      start: { type: 'start' },
      q: { type: 'queue', queueId: 'sales', maxWaitSeconds: 60, ...more },
      late: { type: 'playAudio', prompt: { kind: 'text', text: 'late' } },
      full: { type: 'busy' },
      none: { type: 'reject' },
      end,
    },
    ['start.next>q', 'q.timeout>late', 'q.full>full', 'q.noOperators>none', 'late.next>end', ...edges],
  )
export const login = flowOf('login', { start: { type: 'start' }, l: { type: 'queueLogin', mode: 'onHook' } }, ['start.next>l'])
export const offHook = flowOf('offHook', { start: { type: 'start' }, l: { type: 'queueLogin', mode: 'offHook' } }, [
  'start.next>l',
])
export const quiet = { announcePosition: false }
export const two: OfficeParts = {
  routes: { '5000': 'f', '800': 'login', '801': 'offHook' },
  queues: [{ id: 'sales', ringSeconds: 10, wrapUpSeconds: 15, ...quiet }],
  operators: [
    { id: 'ann', extension: '201', queues: ['sales'], pin: '1111' },
    { id: 'bob', extension: '202', queues: ['sales'], pin: '2222' },
  ],
}
export const stateOf = ({ engine }: World, id: string) => engine.parts.queueing.operators.stateOf(id)
export const leg = ({ sim }: World, endpoint: string) =>
  [...sim.channels.values()].find((c) => c.endpoint === `PJSIP/${endpoint}`)?.info.id ?? ''
export const hangUp = (w: World, endpoint: string) => w.sim.end(leg(w, endpoint), { cause: 16, sip: 200 })

/** Who of the office spoke in the caller's call, from whom they had it and where they handed it. */
export function spoken({ log }: World, from: string): string[] {
  const id = [...log.calls].find(([, call]) => call.from === from)?.[0]
  return log.parts
    .filter(({ callId }) => callId === id)
    .map(({ extension, by, to, leftAt }) => `${by ?? ''}>${extension}>${to ?? ''}${leftAt === null ? ' …' : ''}`)
}
