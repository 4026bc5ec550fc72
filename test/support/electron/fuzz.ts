// Messages such as a page that was taken over might send to the shell: of every kind, near to right and far from it.
import fc from 'fast-check'

/** What the preload hands on, by what it is in. */
const kinds = [
  'cordboard-state',
  'cordboard-do',
  'cordboard-ask',
  'cordboard-shell',
  'cordboard-raise',
  'cordboard-port',
  '__proto__',
]

const near = fc.oneof(
  fc.constantFrom(
    'status',
    'startAtLogin',
    'links',
    'headset',
    'own',
    'demo',
    'join',
    'look',
    'open',
    'forget',
    'pinAgain',
    'command',
  ),
  fc.string(),
)
const value = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  fc.constantFrom<unknown>(null, '', -1, 1e308, [], {}, 'x'.repeat(100_000), { __proto__: { polluted: true } }),
)
/** No ask or act is right by chance: each has a key that none has, or lacks what it needs. */
const ask = fc.record({ do: near, id: value, address: value, on: value, notOfTheContract: value })
const state = fc.record({
  phone: fc.oneof(fc.constantFrom('ready', 'ringing', 'talking'), value),
  summary: value,
  calls: fc.oneof(fc.constantFrom<unknown>(-1, 1.5, 1e9, '1'), value),
  attention: value,
  commands: value,
  shortcuts: value,
})

export type FuzzMessage = { type: string; id: unknown; ask?: unknown; act?: unknown; state?: unknown }

/** As many, the same each time. */
export function fuzzMessages(count: number): FuzzMessage[] {
  const message = fc.record({
    type: fc.constantFrom(...kinds),
    id: fc.oneof(fc.integer(), value),
    ask: fc.oneof(ask, value),
    act: fc.oneof(ask, value),
    state: fc.oneof(state, value),
  })
  return fc.sample(message, { numRuns: count, seed: 20_261_129 })
}
