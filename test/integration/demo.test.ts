// The demo office: what somebody finds who has no Asterisk.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../../electron/adapters/store/store.ts'
import { startHost } from '../../electron/host/host.ts'
import { until } from '../support/office.ts'

let data = ''
let host: Awaited<ReturnType<typeof startHost>> | null = null
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'cordboard-demo-'))
})
afterEach(async () => {
  await host?.stop()
  host = null
  await rm(data, { recursive: true, force: true })
})

const start = async (quiet = false) => {
  host = await startHost({ data, demo: true, quiet })
  return { store: host.deps.store as Store, deps: host.deps }
}
const past = (store: Store) => store.calls.list({ until: host?.deps.startedAt ?? 0 }, { limit: 5000 })

test('has a past of a week, messages that can be heard, and people who call', async () => {
  const { store, deps } = await start()
  const { calls } = past(store)
  const days = new Set(calls.map(({ startedAt }) => new Date(startedAt).toDateString()))
  expect(days.size).toBeGreaterThanOrEqual(7)
  const outcomes = new Set(calls.map(({ outcome }) => outcome))
  for (const one of ['answered', 'abandoned', 'voicemail', 'callback'] as const) expect(outcomes).toContain(one)
  expect(calls.filter(({ endedAt }) => endedAt === null)).toEqual([])
  const trace = store.calls.get(calls.find(({ outcome }) => outcome === 'answered')?.id ?? '')?.trace.map(({ type }) => type)
  expect(trace).toEqual(expect.arrayContaining(['call.started', 'node.entered', 'queue.connected', 'talk.started', 'call.ended']))
  const messages = store.voicemails.list({ limit: 100 })
  expect(messages.map(({ status }) => status)).toContain('new')
  for (const { file, seconds } of messages) {
    expect(seconds).toBeGreaterThan(2)
    expect(existsSync(deps.media.absolute('voicemail', file))).toBe(true)
  }
  const newest = calls[0]?.startedAt ?? 0
  await until('somebody to call', () => store.calls.list({ from: newest + 1 }, { limit: 1 }).total > 0)
})

test('has surroundings: what other pages would show empty; nothing of it is told or called', async () => {
  const { store, deps } = await start()
  const { office } = store
  const lists = [
    office.trunks,
    office.outgoing,
    office.blocked,
    office.mailboxes,
    office.routes,
    office.backends,
    office.webhooks,
  ]
  for (const list of lists) expect(list.list().length).toBeGreaterThan(1)
  expect(store.apiTokens.list()).toHaveLength(2)
  for (const { variants, seconds } of office.prompts.list()) {
    expect(seconds).toBeGreaterThan(1)
    expect(existsSync(deps.media.absolute('prompts', variants.en ?? ''))).toBe(true)
  }
  expect(office.prompts.list()).toHaveLength(3)
  await until('somebody to have been served', () => store.calls.list({ outcome: 'answered' }, { limit: 1 }).total > 0)
  expect(store.outbox.pending()).toEqual([])
  expect(store.outbox.list(10).map(({ status }) => status)).toEqual(['delivered', 'delivered', 'failed', 'delivered'])
})

test('is seeded once', async () => {
  const first = await start()
  const before = past(first.store).total
  await host?.stop()
  const again = await start()
  expect(again.store.calls.list({}, { limit: 1 }).total).toBeLessThan(before + 20)
  expect(again.store.voicemails.list({ limit: 100 })).toHaveLength(4)
})

test('is quiet when asked to be: a new office in which nobody calls', async () => {
  const { store } = await start(true)
  expect(store.calls.list({}, { limit: 1 }).total).toBe(0)
  expect(store.office.queues.list().map(({ name }) => name)).toEqual(['Reception'])
})
