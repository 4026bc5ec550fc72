// Toll fraud, continued: what programs may dial (scripts, call-action documents, the API), and ways that dial nothing of their own
// (consultations, three-way conversations, supervisors).
import { describe, expect, test } from 'vitest'
import { answers } from '../../../../electron/adapters/sim/people.ts'
import { extension } from '../../../../shared/domain/office.ts'
import { flowOf, type OfficeParts, type World } from '../../../support/memory.ts'
import { end, office, quietAfterEach, start } from '../offices.ts'
import { backendOf, hangup, makeCall, shop } from '../remote/callflowOffice.ts'
import { catchAll, left, numbers, premiumRule, quietly, type Right, rights, uri } from './numbers.ts'

quietAfterEach()

const script = flowOf('f', { start, go: { type: 'script', script: 'sales', ports: ['next'] }, end }, [
  'start.next>go',
  'go.next>end',
  'go.error>end',
])
const toAnn = flowOf('f', { start, go: { type: 'transfer', to: { kind: 'extension', number: '201' } }, end }, [
  'start.next>go',
  ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`),
])

const partsOf = (mayDial: Right[], more: OfficeParts['more'] = {}): OfficeParts => ({
  routes: { '5000': 'f', '5001': 'builtin:callActions:shop' },
  more: {
    outgoing: catchAll,
    backends: new Map([['shop', shop]]),
    extensions: new Map(
      ['201', '202'].map((number) => [
        number,
        extension.parse({ number, name: number, mayDial: number === '201' ? mayDial : [] }),
      ]),
    ),
    ...more,
  },
})

/** Ways out of what administrators installed: on the office's right, and nothing that costs extra without a rule for it. */
const doors: Record<string, (to: string, parts: OfficeParts) => Promise<World>> = {
  script: async (to, parts) => {
    const w = await office(parts, script)
    w.ports.scripts.run = async (_name, run) => {
      await quietly(run.act('dial', [to, {}], run.signal))
      return 'next'
    }
    return called(w, '5000')
  },
  'script with several targets': async (to, parts) => {
    const w = await office(parts, script)
    w.ports.scripts.run = async (_name, run) => {
      await quietly(run.act('dial', [['202', to], {}], run.signal))
      return 'next'
    }
    return called(w, '5000')
  },
  'call actions': async (to, parts) => {
    const w = await office(parts)
    backendOf(w, [{ callflow: [makeCall(to), hangup] }])
    return called(w, '5001')
  },
  'a call-action request of the API': async (to, parts) => {
    const w = await office(parts)
    backendOf(w, [{ callflow: [hangup] }])
    w.sim.phone('*', answers(100))
    w.engine.callflows.start('sub1', { callflow: [makeCall(to), hangup] })
    return passed(w)
  },
}
async function passed(w: World): Promise<World> {
  await w.clock.advance(5000)
  w.errors.length = 0 // refusals of programs are logged
  return w
}
async function called(w: World, number: string): Promise<World> {
  w.sim.phone('*', answers(100))
  w.sim.call(number, '+49301')
  return passed(w)
}

describe.each(Object.keys(doors))('by %s', (door) => {
  test('only what no rule calls costly', async () => {
    const leaves = async (to: string, parts: OfficeParts) => left((await doors[door]?.(to, parts)) as World).length > 0
    for (const to of [...numbers.national, ...numbers.international, '112']) expect(await leaves(to, partsOf([])), to).toBe(true)
    for (const to of [...numbers.costly, uri]) expect(await leaves(to, partsOf([])), to).toBe(false)
    expect(await leaves('0900123456', partsOf([], { outgoing: [premiumRule, ...catchAll] }))).toBe(true)
  })
})

describe.each(rights.map((mayDial) => [mayDial.join(' and ') || 'no right', mayDial] as const))('with %s', (_, mayDial) => {
  test('a consultation reaches what its person may dial, and merging it into three dials nothing more', async () => {
    const dialled = async (to: string) => {
      const w = await office(partsOf(mayDial), toAnn)
      w.sim.phone('*', answers(100))
      w.sim.phone('201', answers(100))
      w.sim.call('5000', '+49301')
      await w.clock.advance(1000)
      const [talk] = [...w.engine.parts.calls.keys()]
      w.sim.call(to, '201', { kind: 'phone', endpoint: 'PJSIP/201' })
      await w.clock.advance(1000)
      const before = left(w).length
      const consult = [...w.engine.parts.calls.keys()].find((id) => id !== talk)
      if (talk && consult) await quietly(w.engine.phone.merge('201', talk, consult))
      await w.clock.advance(1000)
      expect(left(w)).toHaveLength(before)
      return before > 0
    }
    expect(await dialled('0301234567')).toBe(mayDial.includes('national'))
    expect(await dialled('+33123456789')).toBe(mayDial.includes('international'))
    for (const to of ['0900123456', '+881612345678', uri]) expect(await dialled(to), to).toBe(false)
  })
})

test('a supervisor who listens is rung at an extension; a number is none', async () => {
  const w = await office(partsOf(['national', 'international', 'premium']), toAnn)
  w.sim.phone('*', answers(100))
  w.sim.phone('201', answers(100))
  w.sim.call('5000', '+49301')
  await w.clock.advance(1000)
  const [id = ''] = w.engine.parts.calls.keys()
  for (const to of ['0301234567', '0900123456', uri]) {
    await quietly(w.engine.supervise.monitor(to, id, 'listen'))
    await w.clock.advance(1000)
  }
  expect(left(w)).toEqual([])
})
