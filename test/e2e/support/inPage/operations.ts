// What people at five consoles do all day, by chance: the procedures that the pages call, with what the office has at that moment.
import type { LiveState } from '../../../../renderer/lib/live/state.ts'
import type { Me } from '../../../../shared/contract/desk.ts'

/** What a procedure gave, or its code. */
export type Answer = { ok: boolean; code?: string | undefined; value?: unknown }
type Operation = { path: string; input?: unknown }
type Given = { me: Me; pin: string; live(): LiveState; call(path: string, input?: unknown): Promise<Answer> }
type Chance = { of<T>(list: readonly T[]): T | undefined; number(below: number): number; word(): string }

/** Mulberry32: the same operations for the same seed, as far as the others let them. */
function chance(seed: number): Chance {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const number = (below: number) => Math.floor(random() * below)
  return {
    number,
    of: (list) => list[number(list.length)],
    word: () => `${['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord'][number(6)]} ${number(1000)}`,
  }
}

const ids = (map: Readonly<Record<string, unknown>>) => Object.keys(map)

/** The operator's own day, and work that waits for anybody. */
const anybody: ((given: Given, by: Chance) => Operation | Promise<Operation>)[] = [
  ({ pin }) => ({ path: 'desk.login', input: { pin } }),
  ({ pin, live }, by) => ({ path: 'desk.login', input: { pin, queues: [by.of(ids(live().queues))] } }),
  ({ live }, by) => ({ path: 'desk.logout', input: { queues: [by.of(ids(live().queues))] } }),
  (_, by) => ({ path: 'desk.pause', input: { reason: by.word() } }),
  () => ({ path: 'desk.resume' }),
  ({ live }, by) => ({
    path: 'callbacks.create',
    input: { number: `+493012${String(by.number(10_000)).padStart(4, '0')}`, queueId: by.of(ids(live().queues)) },
  }),
  ...['claim', 'release', 'claim'].map((what) => ({ live }: Given, by: Chance) => ({
    path: `callbacks.${what}`,
    input: { id: by.of(ids(live().callbacks)) },
  })),
  ({ live }, by) => ({
    path: 'callbacks.finish',
    input: { id: by.of(ids(live().callbacks)), outcome: by.of(['reached', 'noAnswer', 'wrongNumber']), note: by.word() },
  }),
  ({ live }, by) => ({ path: 'voicemails.note', input: { id: by.of(ids(live().voicemails)), note: by.word() } }),
  ({ live }, by) => ({
    path: 'voicemails.setStatus',
    input: { id: by.of(ids(live().voicemails)), status: by.of(['new', 'heard', 'archived']) },
  }),
  ({ live }, by) => ({
    path: 'voicemails.assign',
    input: { id: by.of(ids(live().voicemails)), operatorId: by.of([...ids(live().operators), null]) },
  }),
  async ({ me, call }, by) => {
    const { value } = await call('calls.list', { operatorId: me.operatorId, limit: 5 })
    const callId = by.of((value as { calls: { id: string }[] }).calls)?.id
    return { path: 'desk.note', input: { callId, note: by.word(), disposition: 'Solved' } }
  },
  (_, by) => ({
    path: 'directory.save',
    input: { id: '', name: by.word(), numbers: [`+49401${by.number(100_000)}`], note: by.word() },
  }),
]

const supervisors: typeof anybody = [
  ({ live }, by) => ({ path: 'supervise.pauseOperator', input: { id: by.of(ids(live().operators)), reason: by.word() } }),
  ({ live }, by) => ({ path: 'supervise.resumeOperator', input: { id: by.of(ids(live().operators)) } }),
  ({ live }, by) => ({ path: 'supervise.logoutOperator', input: { id: by.of(ids(live().operators)) } }),
  (_, by) => ({
    path: 'settings.blocked.create',
    input: { pattern: `+49700${by.number(100_000)}`, action: 'reject', message: by.word() },
  }),
]

/** A record as it is listed now, with another name. */
const renamed =
  (of: string) =>
  async ({ call }: Given, by: Chance) => {
    const { value } = await call(`settings.${of}.list`)
    return { path: `settings.${of}.update`, input: { ...by.of(value as Record<string, unknown>[]), name: by.word() } }
  }

const admins: typeof anybody = [
  ...['queues', 'operators', 'extensions', 'mailboxes'].map(renamed),
  async ({ call }, by) => {
    const { value } = await call('settings.office.get')
    return { path: 'settings.office.save', input: { ...(value as object), name: by.word() } }
  },
  async ({ call }, by) => {
    const { value } = await call('flows.draft', { id: 'reception' })
    const { document, revision } = value as { document: { nodes: { label: string }[] }; revision: number }
    const nodes = document.nodes.map((node, at) => (at === 2 ? { ...node, label: by.word() } : node))
    return { path: 'flows.save', input: { document: { ...document, nodes }, revision } }
  },
]

/** The next one, each time it is asked. */
export function operationsOf(seed: number, given: Given): () => Promise<Operation> {
  const by = chance(seed)
  const may = [...anybody, ...(given.me.role === 'agent' ? [] : supervisors), ...(given.me.role === 'admin' ? admins : [])]
  return async () => (may[by.number(may.length)] as (typeof may)[number])(given, by)
}
