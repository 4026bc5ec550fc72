import { describe, expect, test } from 'vitest'
import { openCallbacks } from '../../../renderer/callbacks/order.ts'
import { noFilters, queryOf } from '../../../renderer/calls/filters.ts'
import { storyOf } from '../../../renderer/calls/story.ts'
import { outlineOf } from '../../../renderer/flows/outline/outline.ts'
import { kpisOf } from '../../../renderer/queues/kpi.ts'
import { withoutEmpty } from '../../../renderer/settings/form/fields.ts'
import { memberOf, membersOf } from '../../../renderer/settings/people/penalties.ts'
import { callbackSamples, flow, liveSample, traceSample } from '../../e2e/support/sampleOffice.ts'
import { traced } from '../../support/trace.ts'

describe('callbacks', () => {
  test('oldest first, those not to be tried yet last, done ones not at all', () => {
    const now = 1_700_000_000_000
    expect(openCallbacks(callbackSamples(now), null, now).map((item) => item.id)).toEqual(['b-1', 'b-2', 'b-3', 'b-4'])
    expect(openCallbacks(callbackSamples(now), 'support', now).map((item) => item.id)).toEqual(['b-2'])
  })
})

describe('a call’s story', () => {
  test('names nodes, operators and queues, and leaves out what only leads on', () => {
    const names = { queue: (id: string) => `<${id}>`, operator: (id: string) => `[${id}]` }
    const lines = storyOf(traceSample('c', 0), { sales: 'Sales queue' }, names)
    expect(lines.map((line) => line.title)).toContain('Sales queue')
    expect(lines.find((line) => line.title === 'Offered to an operator')?.detail).toBe('[bram]')
    expect(lines.find((line) => line.title === 'Connected with an operator')?.detail).toBe('[anna] · 0:23')
    expect(lines.some((line) => line.title === 'Left by')).toBe(false)
  })

  test('an event nobody named yet is told plainly', () => {
    const line = storyOf([traced('queue.somethingNew')], {}, { queue: String, operator: String })[0]
    expect(line?.title).toBe('Queue something new')
  })
})

describe('the outline of a flow', () => {
  test('follows branches, names what was told before, and lists what is not reached', () => {
    const { lines, unreached } = outlineOf(flow)
    const told = lines.map(
      (line) => `${'-'.repeat(line.depth)}${line.port}:${line.node?.label}${line.kind === 'again' ? '…' : ''}`,
    )
    expect(told).toEqual([
      ':Start',
      ':Welcome',
      ':Main menu',
      '-1:Sales queue',
      '--timeout:Leave a message',
      '--:Good bye',
      '-2:Support queue',
      '--timeout:Leave a message…',
      '-invalid:Good bye…',
      '-timeout:Leave a message…',
    ])
    expect(unreached.map((node) => node.id)).toEqual(['old'])
  })

  test('a loop ends', () => {
    const looped = { ...flow, edges: [...flow.edges, { from: { node: 'bye', port: 'next' }, to: 'menu' }] }
    expect(outlineOf(looped).lines.filter((line) => line.kind === 'again').length).toBeGreaterThan(0)
  })
})

test('key figures of several queues are those of their calls together', () => {
  const { queues } = liveSample(1_000_000, 'available')
  const kpis = kpisOf(queues, { loggedIn: 4, available: 1, occupancy: null })
  expect(kpis.serviceLevel).toBeCloseTo(70 / (84 + 10 - 4))
  expect(kpis.asaMs).toBe(14_000)
  expect(kpis.longestWaitSince).toBe(1_000_000 - 95_000)
  expect(kpisOf([], { loggedIn: 0, available: 0, occupancy: null }).serviceLevel).toBeNull()
})

describe('forms', () => {
  test('empty optional fields are absent, required ones are kept to be complained about', () => {
    const draft = withoutEmpty({ name: '', email: '', extension: '', seconds: 0 }, [
      { key: 'name', label: '', kind: 'text', required: true },
      { key: 'email', label: '', kind: 'text' },
      { key: 'extension', label: '', kind: 'select', options: [], optional: true },
      { key: 'seconds', label: '', kind: 'number', min: 0, max: 9 },
    ])
    expect(draft).toEqual({ name: '', seconds: 0 })
  })

  test('penalties are words in brackets, both ways', () => {
    const queues = [
      { id: 'sales', name: 'Sales' },
      { id: 'support', name: 'Support (night)' },
    ]
    expect(memberOf({ queueId: 'sales', penalty: 2 }, 'Sales')).toBe('Sales (2)')
    expect(membersOf(['sales (2)', 'nobody', 'Support (night)'], queues)).toEqual([
      { queueId: 'sales', penalty: 2 },
      { queueId: 'support', penalty: 0 },
    ])
  })
})

test('whole days are asked for, and only what was filtered', () => {
  const query = queryOf({ ...noFilters, text: 'x', from: '2026-03-01', until: '2026-03-01' })
  expect(Object.keys(query)).toEqual(['text', 'from', 'until'])
  expect((query.until ?? 0) - (query.from ?? 0)).toBe(86_400_000)
})
