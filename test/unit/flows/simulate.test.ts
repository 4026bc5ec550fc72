// The simulator: the engine on simulated telephony, by hand and as flow tests.
import { describe, expect, test } from 'vitest'
import { settle, VirtualClock } from '../../../electron/adapters/sim/clock.ts'
import { SimulatedCall } from '../../../electron/host/simulate/call.ts'
import { simulatedOffice } from '../../../electron/host/simulate/office.ts'
import { repeatRuns } from '../../../electron/host/simulate/runs.ts'
import { runsOnThread } from '../../../electron/host/simulate/runsOnThread.ts'
import { simulations } from '../../../electron/host/simulate/sessions.ts'
import { wallClock } from '../../../electron/host/system.ts'
import type { SimulationView } from '../../../shared/contract/simulate.ts'
import { callHandling } from '../../../shared/domain/callHandling.ts'
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { FlowTest, SimulatedStart } from '../../../shared/flow/run.ts'
import { flow } from '../shared/flows.ts'

const said = (text: string) => ({ kind: 'text', text })
const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [{ from: '09:00', to: '17:00' }]]))
const office = () =>
  flow(
    {
      start: { type: 'start' },
      hours: { type: 'businessHours', timeZone: 'Europe/Berlin', weekly: week },
      menu: { type: 'menu', prompt: said('Press 1 for sales, or 2 to leave a message.'), keys: ['1', '2'] },
      sales: { type: 'queue', queueId: 'sales', maxWaitSeconds: 60 },
      message: { type: 'voicemail', mailboxId: 'box', greeting: said('After the tone.') },
      closed: { type: 'playAudio', prompt: said('We are closed.') },
      bye: { type: 'hangup' },
    },
    [
      'start.next>hours',
      'hours.open>menu',
      'hours.closed>closed',
      'hours.holiday>closed',
      'closed.next>bye',
      'menu.1>sales',
      'menu.2>message',
      'menu.invalid>bye',
      'menu.timeout>bye',
      'sales.timeout>message',
      'sales.full>message',
      'sales.noOperators>message',
    ],
  )
const start = (more: Partial<SimulatedStart> = {}): SimulatedStart => ({
  from: '+4930777',
  to: '100',
  at: '2026-11-20T11:00',
  timeZone: 'Europe/Berlin',
  language: 'en',
  phones: {},
  ...more,
})
const callOn = async (document: FlowDocument, more: Partial<SimulatedStart> = {}) => {
  const call = new SimulatedCall({ document, start: start(more), office: null, flows: null })
  await call.begin()
  return call
}

describe('a simulated call', () => {
  test('goes the way of the called person’s call handling, and whoever answers outside takes it by the key', async () => {
    const document = flow(
      { start: { type: 'start' }, go: { type: 'transfer', to: { kind: 'extension', number: '201' } }, bye: { type: 'hangup' } },
      ['start.next>go', 'go.ended>bye'],
    )
    const rules = callHandling.parse({ extension: '201', ringSeconds: 10, noAnswer: { kind: 'number', number: '01715550100' } })
    const config: OfficeConfig = {
      ...simulatedOffice(null, document, start()),
      handling: new Map([['201', rules]]),
    }
    const call = new SimulatedCall({ document, start: start({ phones: { '201': 'noAnswer' } }), office: config, flows: null })
    await call.begin()
    for (let turns = 0; turns < 20 && call.phones[0]?.state !== 'up'; turns++) await call.act({ do: 'skip' })
    expect(call.phones).toMatchObject([{ phone: '01715550100', state: 'up' }])
    await call.pass(10_000)
    await call.act({ do: 'otherHangsUp' })
    await call.runOut()
    expect([call.outcome, call.path]).toEqual(['answered', ['start next', 'go ended', 'bye done']])
    await call.close()
  })

  test('walks the flow by keypad, is answered by an operator who hangs up, and leaves nothing behind', async () => {
    const call = await callOn(office())
    expect(call.node).toBe('menu')
    expect(call.values['call.language']).toBe('en')
    await call.act({ do: 'press', keys: '1' })
    expect(call.node).toBe('sales')
    await call.act({ do: 'skip' })
    expect(call.phones).toMatchObject([{ name: 'sales' }])
    for (let turns = 0; turns < 20 && call.phones[0]?.state !== 'up'; turns++) await call.act({ do: 'skip' })
    expect(call.phones).toMatchObject([{ state: 'up' }])
    await call.pass(10_000)
    await call.act({ do: 'otherHangsUp' })
    await call.runOut()
    expect(call.path).toEqual(['start next', 'hours open', 'menu 1', 'sales connected'])
    expect(call.outcome).toBe('answered')
    await call.close()
    expect(call.held).toMatchObject({ timers: 0, followers: 0 })
  })

  test('on a Sunday night the office is closed; nobody speaks and the wait is skipped', async () => {
    const call = await callOn(office(), { at: '2026-11-22T23:30' })
    expect(call.node).toBe('closed')
    await call.runOut()
    expect(call.path).toEqual(['start next', 'hours closed', 'closed next', 'bye done'])
    await call.close()
  })

  test('nobody is logged in, everyone is busy, the caller hangs up', async () => {
    const away = await callOn(office(), { phones: { '*': 'away' } })
    await away.act({ do: 'press', keys: '1' })
    await away.runOut()
    expect(away.path.slice(0, 4)).toEqual(['start next', 'hours open', 'menu 1', 'sales timeout'])
    await away.close()
    const busy = await callOn(office(), { phones: { '*': 'busy' } })
    await busy.act({ do: 'press', keys: '1' })
    await busy.pass(20_000)
    expect(busy.node).toBe('sales')
    await busy.act({ do: 'hangup' })
    expect(busy.outcome).toBe('abandoned')
    await busy.close()
  })
})

describe('flow tests', () => {
  async function kept(document: FlowDocument): Promise<FlowTest> {
    const call = await callOn(document)
    await call.pass(2500)
    await call.act({ do: 'press', keys: '2' })
    await call.pass(30_000)
    await call.act({ do: 'hangup' })
    await call.runOut()
    const run = { id: 'r1', name: 'A message', start: start(), steps: [...call.steps], path: call.path, outcome: call.outcome }
    await call.close()
    return run
  }

  test('a run passes on the flow it was kept with, again and again', async () => {
    const document = office()
    const run = await kept(document)
    expect(run.steps.map(({ node, act }) => `${node} ${act.do}`)).toEqual(['menu press', 'message hangup'])
    expect(run.outcome).toBe('voicemail')
    const results = await repeatRuns({ ...document, runs: [run, run] })
    expect(results.map(({ passed }) => passed)).toEqual([true, true])
  })

  test('where the flow goes another way the run says where', async () => {
    const document = office()
    const run = await kept(document)
    const edges = document.edges.map((edge) => (edge.from.port === '2' ? { ...edge, to: 'bye' } : edge))
    const [result] = await repeatRuns({ ...document, edges, runs: [run] })
    expect(result).toMatchObject({ passed: false, expected: 'message', came: 'bye done', name: 'A message' })
    const [closed] = await repeatRuns({ ...document, runs: [{ ...run, start: start({ at: '2026-11-22T10:00' }) }] })
    expect(closed).toMatchObject({ passed: false, expected: 'hours open', came: 'hours closed' })
  })

  test('a date or a time zone that is none fails, and says so', async () => {
    const document = office()
    const run = await kept(document)
    const [result] = await repeatRuns({ ...document, runs: [{ ...run, start: start({ timeZone: 'Europe/Atlantis' }) }] })
    expect(result).toMatchObject({ passed: false, came: '2026-11-20T11:00 Europe/Atlantis' })
  })

  test('a flow’s tests run on a thread of their own: this one is not held up', async () => {
    const run = await kept(office())
    const runs = Array.from({ length: 40 }, (_, index) => ({ ...run, id: `run${index}` }))
    // By the processor's time: what the clock says is other programs' as well.
    const [here, everywhere] = [process.threadCpuUsage(), process.cpuUsage()]
    const results = await runsOnThread(wallClock, { ...office(), runs }, null, null)
    const spent = ({ user, system }: NodeJS.CpuUsage) => user + system
    const mine = spent(process.threadCpuUsage(here)) / spent(process.cpuUsage(everywhere))
    expect(results.map(({ passed }) => passed)).toEqual(runs.map(() => true))
    expect(mine).toBeLessThan(0.2)
  })
})

describe('simulated calls of consoles', () => {
  const port = () => {
    const clock = new VirtualClock()
    return { clock, held: simulations({ clock, office: () => null, flows: null }) }
  }
  const given = () => ({ document: office(), start: start() })

  test('a console has two at most and finds only its own; what is released makes room', async () => {
    const { held } = port()
    const first = await held.open(given(), 'console-1')
    await held.open(given(), 'console-1')
    await expect(held.open(given(), 'console-1')).rejects.toThrow('Too many')
    expect(held.find(first.id, 'console-2')).toBeNull()
    await first.close()
    await first.close()
    expect(held.find(first.id, 'console-1')).toBeNull()
    await held.open(given(), 'console-1')
    await held.close()
    expect(held.count).toBe(0)
  })

  test('its time moves by the wall clock while it is let, and stands still again', async () => {
    const { clock, held } = port()
    const running = await held.open(given(), 'console-1')
    const seen: SimulationView[] = []
    let over = 0
    running.follow(
      (view) => seen.push(view),
      () => over++,
    )
    const began = seen[0]?.now ?? 0
    expect(seen[0]?.heard).toEqual([{ kind: 'text', language: 'en', said: 'Press 1 for sales, or 2 to leave a message.' }])
    await running.pace(true)
    for (let ticks = 0; ticks < 8; ticks++) {
      const before = seen.length
      await clock.advance(250)
      while (seen.length === before) await settle()
    }
    const moved = (seen.at(-1)?.now ?? 0) - began
    expect(moved).toBe(2000)
    await running.pace(false)
    const still = seen.at(-1)?.now
    await clock.advance(5000)
    expect(seen.at(-1)?.now).toBe(still)
    await running.act({ do: 'press', keys: '2' })
    expect(seen.at(-1)).toMatchObject({ node: 'message', steps: [{ node: 'menu', act: { do: 'press', keys: '2' } }] })
    await held.close()
    expect(over).toBe(1)
    expect(clock.pending).toBe(0)
  })
})
