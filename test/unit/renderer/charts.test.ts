// What charts draw: quarter-hours put together, changes of state as spans.
import { describe, expect, test } from 'vitest'
import { segmentsOf, spanOf } from '../../../renderer/queues/charts/states.ts'
import { barsOf, hoursOf, levelOf, offered, sharedTarget, totalOf } from '../../../renderer/queues/charts/sums.ts'
import { type StateChange, withGaps } from '../../../shared/domain/figures.ts'

const hour = 3_600_000
const quarter = (at: number, answered: number, abandoned = 0, more = {}) => ({
  at,
  answered,
  within: answered,
  abandoned,
  short: 0,
  otherwise: 0,
  ...more,
})
const hourOf = (at: number) => Math.floor(at / hour)

describe('calls', () => {
  const quarters = [
    quarter(9 * hour, 2, 1),
    quarter(9.25 * hour, 3, 0, { within: 1 }),
    quarter(11 * hour, 1, 0, { otherwise: 4 }),
  ]

  test('each bar is there, also where nobody called, and together they are all calls', () => {
    const bars = barsOf(quarters, ['9', '10', '11'], (at) => String(hourOf(at)))
    expect(bars.map(({ key, answered, abandoned, otherwise }) => [key, answered, abandoned, otherwise])).toEqual([
      ['9', 5, 1, 0],
      ['10', 0, 0, 0],
      ['11', 1, 0, 4],
    ])
    expect(bars.reduce((sum, bar) => sum + offered(bar), 0)).toBe(offered(totalOf(quarters)))
  })

  test('the service level is the formula of everywhere else, and nothing where nobody called', () => {
    expect(levelOf(quarter(0, 4, 1))).toBe(80)
    expect(levelOf(quarter(0, 4, 2, { short: 1 }))).toBe(80)
    expect(levelOf(quarter(0, 0, 0, { otherwise: 3 }))).toBeNull()
  })

  test('queues that aim at the same level share a target, others have none', () => {
    expect(sharedTarget([{ serviceLevelTarget: 90 }, { serviceLevelTarget: 90 }])).toBe(90)
    expect(sharedTarget([{ serviceLevelTarget: 90 }, { serviceLevelTarget: 80 }])).toBeNull()
    expect(sharedTarget([])).toBeNull()
  })

  test('the hours shown are a working day, and whatever calls lie outside it', () => {
    expect(hoursOf([], hourOf)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
    expect(hoursOf([quarter(6 * hour, 1), quarter(20.75 * hour, 1)], hourOf)).toMatchObject({ 0: 6, length: 15 })
  })
})

describe('states', () => {
  const change = (operatorId: string, at: number, state: StateChange['state']): StateChange => ({
    operatorId,
    at: at * hour,
    state,
    reason: null,
  })

  test('a state lasts until the next, from the period’s beginning and up to its end; offline is nothing', () => {
    const lines = segmentsOf(
      [change('a', 2, 'available'), change('a', 9, 'busy'), change('a', 9.5, 'offline'), change('b', 3, 'offline')],
      8 * hour,
      12 * hour,
    )
    expect(lines).toEqual([
      {
        operatorId: 'a',
        segments: [
          { state: 'available', reason: null, from: 8 * hour, until: 9 * hour },
          { state: 'busy', reason: null, from: 9 * hour, until: 9.5 * hour },
        ],
      },
    ])
    expect(spanOf(lines, 0, 24 * hour)).toEqual([8 * hour, 10 * hour])
  })

  test('who is still there is drawn until now', () => {
    expect(segmentsOf([change('a', 8, 'available')], 0, 9.5 * hour)[0]?.segments).toMatchObject([{ until: 9.5 * hour }])
  })

  test('while the host was down nothing is known; after it the state of before stands, or what came next', () => {
    const runs = [
      { since: 0, until: 10 * hour },
      { since: 11 * hour, until: 12 * hour },
      { since: 12 * hour + 5000, until: 20 * hour },
    ]
    const told = withGaps(
      [change('a', 8, 'available'), change('a', 10.5, 'offline'), change('b', 9, 'paused'), change('c', 11.5, 'available')],
      runs,
      24 * hour,
    )
    expect(told.map(({ operatorId, at, state }) => [operatorId, at / hour, state])).toEqual([
      ['a', 8, 'available'],
      ['a', 10, 'unknown'],
      ['a', 11, 'offline'],
      ['b', 9, 'paused'],
      ['b', 10, 'unknown'],
      ['b', 11, 'paused'],
      ['c', 11.5, 'available'],
    ])
    const [, gap] = segmentsOf(told, 8 * hour, 12 * hour)[1]?.segments ?? []
    expect(gap).toMatchObject({ state: 'unknown', from: 10 * hour, until: 11 * hour })
  })
})
