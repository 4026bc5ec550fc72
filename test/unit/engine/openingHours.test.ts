// Opening hours of the office in calls: the step that refers to them, queues outside them, callbacks that wait for them. A change or a
// switch by hand counts for the next caller.
import { describe, expect, test } from 'vitest'
import { answers } from '../../../electron/adapters/sim/people.ts'
import type { HoursOverride } from '../../../shared/domain/office.ts'
import { type OfficeSchedule, officeSchedule, overrideName } from '../../../shared/domain/officeSchedule.ts'
import { days } from '../../../shared/domain/schedule.ts'
import { validateFlow } from '../../../shared/flow/validate.ts'
import { flowOf } from '../../support/memory.ts'
import { end, office, quietAfterEach } from './offices.ts'
import { login, queueFlow, quiet, two } from './queueOffice.ts'

quietAfterEach()

const weekly = Object.fromEntries(days.map((day) => [day, [{ from: '09:00', to: '17:00' }]]))
const always = Object.fromEntries(days.map((day) => [day, [{ from: '00:00', to: '24:00' }]]))
const schedule = (of: Partial<OfficeSchedule> = {}) =>
  officeSchedule.parse({ id: 'shop', name: 'Shop', timeZone: 'UTC', weekly, ...of })

/** An office's hours, changed in place as the host's next configuration. */
function hours(of?: Partial<OfficeSchedule>) {
  const schedules = new Map([['shop', schedule(of)]])
  const overrides = new Map<string, HoursOverride>()
  const switched = (state: 'open' | 'closed', until?: number) =>
    overrides.set(overrideName('shop'), { name: overrideName('shop'), state, ...(until ? { until } : {}) })
  return { more: { schedules, overrides }, schedules, overrides, switched }
}

const flow = flowOf(
  'f',
  {
    start: { type: 'start' },
    h: { type: 'businessHours', scheduleId: 'shop', timeZone: 'UTC', weekly: {} },
    o: end,
    c: end,
    x: end,
  },
  ['start.next>h', 'h.open>o', 'h.closed>c', 'h.holiday>x'],
)

describe('the Business Hours step that refers to them', () => {
  test('asks them anew for each caller: a change, a switch by hand and its end need no publishing', async () => {
    const { more, schedules, switched, overrides } = hours({ weekly: always })
    const w = await office({ routes: { '5000': 'f' }, more }, flow)
    const port = async () => {
      const before = w.log.story().length
      w.sim.call('5000')
      await w.clock.advance(100)
      return w.log
        .story()
        .slice(before)
        .find((step) => step.startsWith('h '))
    }
    expect(await port()).toBe('h open')
    switched('closed', w.clock.now() + 60_000)
    expect(await port()).toBe('h closed')
    await w.clock.advance(60_000)
    expect(await port()).toBe('h open')
    overrides.clear()
    const today = new Date(w.clock.now()).toISOString().slice(0, 10)
    schedules.set('shop', schedule({ weekly: always, holidays: [{ date: today, name: 'Founding day' }] }))
    expect(await port()).toBe('h holiday')
    switched('open')
    expect(await port()).toBe('h open')
  })

  test('the check says that they are gone, and not that the step’s own hours never open', () => {
    const problems = (known: boolean) => validateFlow(flow, { schedule: () => known }).map(({ code, field }) => [code, field])
    expect(problems(true)).toEqual([])
    expect(problems(false)).toEqual([['UNKNOWN_REFERENCE', 'scheduleId']])
  })
})

describe('a queue outside its hours', () => {
  const parts = { ...two, queues: [{ id: 'sales', scheduleId: 'shop', ringSeconds: 10, ...quiet }] }
  const storyOf = async (edges: string[]) => {
    const { more, switched } = hours({ weekly: always })
    switched('closed')
    const w = await office({ ...parts, more }, queueFlow({}, edges))
    const caller = w.sim.call('5000')
    await w.clock.advance(100)
    return { w, story: w.log.story(), gone: caller.gone }
  }

  test('lets nobody in: the caller leaves by Closed, unanswered, also while operators are there', async () => {
    const { story, w } = await storyOf(['q.closed>end'])
    expect(story).toContain('q closed')
    expect(w.engine.parts.queueing.dispatcher.waitingCount('sales')).toBe(0)
  })

  test('goes by No agents where nothing is connected to Closed', async () => {
    expect((await storyOf([])).story).toContain('q noOperators')
  })

  test('who waits when it closes goes on waiting', async () => {
    const { more, switched } = hours({ weekly: always })
    const w = await office({ ...parts, more }, queueFlow())
    w.sim.call('5000')
    await w.clock.advance(1000)
    switched('closed')
    w.engine.configChanged()
    await w.clock.advance(1000)
    expect(w.engine.parts.queueing.dispatcher.waitingCount('sales')).toBe(1)
  })

  test('is open where its hours are not there', async () => {
    const w = await office(parts, queueFlow())
    w.sim.call('5000')
    await w.clock.advance(1000)
    expect(w.engine.parts.queueing.dispatcher.waitingCount('sales')).toBe(1)
  })
})

describe('a callback whose place is kept', () => {
  test('is not offered while the queue is closed, keeps its place, and is when it opens', async () => {
    const { more, switched } = hours({ weekly: always })
    const queues = [{ id: 'sales', announcePosition: true, callbackKey: '5', scheduleId: 'shop' }]
    const w = await office({ ...two, queues, more }, queueFlow({}, ['q.callbackRequested>end']), login)
    const caller = w.sim.call('5000')
    await w.clock.advance(100)
    caller.press('5')
    await w.clock.advance(100)
    const waiting = () => w.engine.parts.queueing.dispatcher.waitingView('sales').length
    expect(waiting()).toBe(1)
    switched('closed', w.clock.now() + 3_600_000)
    w.engine.configChanged()
    w.sim.phone('201', answers())
    w.sim.phone('*', answers())
    ;(w.config.outgoing as unknown[]).push({ id: 'all', pattern: '*', trunkId: 't1', callerId: '', strip: 0, class: 'national' })
    w.engine.desk.admit('ann')
    await w.clock.advance(10_000)
    expect([waiting(), w.stores.callbacks.open()[0]?.status, w.engine.parts.queueing.operators.stateOf('ann')]).toEqual([
      0,
      'pending',
      'available',
    ])
    await w.clock.advance(3_600_000)
    expect(w.stores.callbacks.open()).toMatchObject([{ attempts: [{ operatorId: 'ann' }] }])
    expect(w.sim.commands.filter((each) => each.startsWith('originate PJSIP/201'))).toHaveLength(1)
  })

  test('a switch by hand that is lifted early is seen at once', async () => {
    const { more, switched, overrides } = hours({ weekly: always })
    const queues = [{ id: 'sales', announcePosition: true, callbackKey: '5', scheduleId: 'shop' }]
    const w = await office({ ...two, queues, more }, queueFlow({}, ['q.callbackRequested>end']), login)
    const caller = w.sim.call('5000')
    await w.clock.advance(100)
    switched('closed')
    caller.press('5')
    await w.clock.advance(100)
    const waiting = () => w.engine.parts.queueing.dispatcher.waitingView('sales').length
    expect(waiting()).toBe(0)
    overrides.clear()
    w.engine.configChanged()
    expect(waiting()).toBe(1)
  })
})
