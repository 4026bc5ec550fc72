// Toll fraud: every door out of the house × every class of number × every right. What leaves is what reaches a trunk.
import { describe, expect, test } from 'vitest'
import { answers } from '../../../../electron/adapters/sim/people.ts'
import { classOf } from '../../../../shared/domain/numberClass.ts'
import { extension } from '../../../../shared/domain/office.ts'
import { flowOf, type OfficeParts, type World } from '../../../support/memory.ts'
import { end, office, quietAfterEach, start } from '../offices.ts'
import { provide, providerUrl } from '../remote/stepOffice.ts'
import { catchAll, left, numbers, premiumRule, quietly, type Right, rights, uri } from './numbers.ts'

quietAfterEach()

const flow = (to: object) =>
  flowOf('f', { start, go: { type: 'transfer', to }, end }, [
    'start.next>go',
    ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`),
  ])
const hunt = (to: object) =>
  flowOf('f', { start, go: { type: 'huntGroup', destinations: [to] }, end }, ['start.next>go', 'go.ended>end', 'go.noAnswer>end'])
const step = flowOf('f', { start, step: { type: 'stepProvider', url: providerUrl }, end }, [
  'start.next>step',
  'step.transferred>end',
  'step.ended>end',
])
const destination = (to: string) => (to.startsWith('sip:') ? { kind: 'uri', uri: to } : { kind: 'number', number: to })

const partsOf = (mayDial: Right[], more: OfficeParts['more'] = {}): OfficeParts => ({
  routes: { '5000': 'f' },
  operators: [{ id: 'ann', extension: '201', queues: ['sales'] }],
  queues: [{ id: 'sales', whenEmpty: 'wait', announcePosition: false }],
  more: {
    outgoing: catchAll,
    extensions: new Map([['201', extension.parse({ number: '201', name: 'Ann', mayDial })]]),
    ...more,
  },
})
const toTransfer = flow({ kind: 'extension', number: '201' })
async function talking(parts: OfficeParts): Promise<{ w: World; id: string }> {
  const w = await office(parts, toTransfer)
  w.sim.phone('201', answers(100))
  w.sim.phone('*', answers(100))
  w.sim.call('5000', '+49301')
  await w.clock.advance(1000)
  return { w, id: [...w.engine.parts.calls.keys()][0] ?? '' }
}

/** Ways out that a person of extension 201 has. */
const ofPeople: Record<string, (to: string, parts: OfficeParts) => Promise<World>> = {
  dial: async (to, parts) => {
    const w = await office(parts, toTransfer)
    w.sim.phone('*', answers(100))
    w.sim.call(to, '201', { kind: 'phone', endpoint: 'PJSIP/201' })
    await w.clock.advance(5000)
    return w
  },
  'phone.transfer': async (to, parts) => {
    const { w, id } = await talking(parts)
    await quietly(w.engine.phone.transfer('201', id, to))
    await w.clock.advance(5000)
    return w
  },
  REFER: async (to, parts) => {
    const { w } = await talking(parts)
    const leg = [...w.sim.channels.values()].find(({ endpoint }) => endpoint === 'PJSIP/201')
    w.sim.emit({ type: 'transferRequested', channelId: leg?.info.id ?? '', to, toChannelId: null })
    await w.clock.advance(5000)
    return w
  },
  'callbacks.create and return': async (to, parts) => {
    const w = await office(parts, toTransfer)
    w.sim.phone('201', answers(100))
    w.sim.phone('*', answers(100))
    const { id } = w.engine.work.createCallback(to, 'sales')
    const returned = quietly(w.engine.work.returnCallback(id, 'ann'))
    await w.clock.advance(5000)
    await returned
    return w
  },
  'the API’s originate': async (to, parts) => {
    const w = await office(parts, toTransfer)
    w.sim.phone('201', answers(100))
    w.sim.phone('*', answers(100))
    const placed = quietly(w.engine.integration.originate('201', to))
    await w.clock.advance(5000)
    await placed
    return w
  },
}
/** Ways out that administrators made: national and abroad, and nothing that costs extra without a rule for it. */
const ofTheOffice: Record<string, (to: string, parts: OfficeParts) => Promise<World>> = {
  'flow Transfer': async (to, parts) => called(await office(parts, flow(destination(to)))),
  'flow Hunt Group': async (to, parts) => called(await office(parts, hunt(destination(to)))),
  'flow Transfer by a trunk of its own': async (to, parts) =>
    called(await office(parts, flow(to.startsWith('sip:') ? destination(to) : { kind: 'number', number: to, trunkId: 't1' }))),
  'step provider': async (to, parts) => {
    const w = await office(parts, step)
    provide(w, () => ({ type: 'transfer', target: to }))
    return called(w)
  },
}
async function called(w: World): Promise<World> {
  w.sim.phone('*', answers(100))
  w.sim.call('5000', '+49301')
  await w.clock.advance(5000)
  w.errors.length = 0 // refusals of a provider are logged
  return w
}

describe.each(Object.keys(ofPeople))('by %s', (door) => {
  const leaves = async (to: string, parts: OfficeParts) => left((await ofPeople[door]?.(to, parts)) as World).length > 0
  test.each(rights.map((mayDial) => [mayDial.join(' and ') || 'no right', mayDial] as const))('with %s', async (_, mayDial) => {
    for (const to of numbers.national) expect(await leaves(to, partsOf(mayDial)), to).toBe(mayDial.includes('national'))
    for (const to of numbers.international) expect(await leaves(to, partsOf(mayDial)), to).toBe(mayDial.includes('international'))
    for (const to of [...numbers.costly, uri]) expect(await leaves(to, partsOf(mayDial)), to).toBe(false)
    const own = partsOf(mayDial, { outgoing: [premiumRule, ...catchAll] })
    expect(await leaves('0900123456', own)).toBe(mayDial.includes('premium'))
    if (door === 'dial') expect(await leaves('112', partsOf(mayDial))).toBe(true)
  })
})
describe.each(Object.keys(ofTheOffice))('by %s', (door) => {
  test('only what no rule calls costly', async () => {
    const leaves = async (to: string, parts: OfficeParts) => left((await ofTheOffice[door]?.(to, parts)) as World).length > 0
    for (const to of [...numbers.national, ...numbers.international, '112']) expect(await leaves(to, partsOf([])), to).toBe(true)
    for (const to of [...numbers.costly, uri]) expect(await leaves(to, partsOf([])), to).toBe(false)
    expect(await leaves('0900123456', partsOf([], { outgoing: [premiumRule, ...catchAll] }))).toBe(true)
  })
})

test('SIP addresses are called where the office wants it, by those who may call abroad', async () => {
  for (const [mayDial, count] of [
    [['national'], 0],
    [['national', 'international'], 1],
  ] as [Right[], number][]) {
    const parts = { ...partsOf(mayDial), settings: { sipAddresses: true } }
    expect(left((await ofPeople.dial?.(uri, parts)) as World)).toHaveLength(count)
  }
})

test('an outsider’s caller id 0900999999 and the callback key ring it for nobody', async () => {
  const parts = partsOf(['national', 'international', 'premium'])
  parts.queues = [{ id: 'sales', callbackKey: '*', announcePosition: false }]
  const w = await office(
    parts,
    flowOf('f', { start, q: { type: 'queue', queueId: 'sales' }, end }, [
      'start.next>q',
      ...['timeout', 'full', 'noOperators', 'callbackRequested'].map((port) => `q.${port}>end`),
    ]),
  )
  const caller = w.sim.call('5000', '0900999999')
  await w.clock.advance(1000)
  caller.press('*')
  await w.clock.advance(1000)
  const [asked] = w.stores.callbacks.open()
  expect(asked?.refused).toBe('costly')
  w.sim.phone('201', answers(100))
  await expect(w.engine.work.returnCallback(asked?.id ?? '', 'ann')).rejects.toMatchObject({
    code: 'REFUSED',
    data: { reason: 'costly' },
  })
  await w.clock.advance(5000)
  expect(w.sim.commands.filter((command) => command.startsWith('originate'))).toEqual([])
})

describe('how much', () => {
  const calls = async (w: World, to: string, count: number) => {
    for (let i = 0; i < count; i++) {
      w.sim.call(to, '201', { kind: 'phone', endpoint: 'PJSIP/201' }).channel.info.state = 'up'
      await w.clock.advance(2000)
      for (const id of [...w.sim.channels.keys()]) w.sim.end(id, { cause: 16, sip: 200 })
      await w.clock.advance(2000)
    }
  }
  const limited = (settings: OfficeParts['settings']) => ({
    ...partsOf(['national', 'international']),
    settings: { ...settings },
  })
  test('in an hour and in a day is limited; emergency calls are not', async () => {
    const w = await office(limited({ outsidePerHour: 3, outsidePerDay: 5 }), toTransfer)
    w.sim.phone('*', answers(100))
    await calls(w, '0301234567', 5)
    expect(left(w)).toHaveLength(3)
    await calls(w, '112', 1)
    expect(left(w)).toHaveLength(4)
    await w.clock.advance(3_600_000)
    await calls(w, '0301234567', 5)
    expect(left(w)).toHaveLength(6)
  })
  test('into a country is limited, and a host that starts anew goes on counting', async () => {
    const w = await office(limited({ abroadPerDay: 2 }), toTransfer)
    w.sim.phone('*', answers(100))
    await calls(w, '+33123456789', 2)
    const kept = w.journal.get('outsideCalls')
    expect(kept).toMatchObject({ abroad: { FR: 2 }, dayCalls: 2 })
    const next = await office(limited({ abroadPerDay: 2 }), toTransfer)
    next.journal.put('outsideCalls', kept)
    next.sim.phone('*', answers(100))
    await calls(next, '+33123456789', 1)
    await calls(next, '+431123456789', 1)
    expect(left(next)).toEqual(['originate PJSIP/00431123456789@trunk-t1'])
  })
  test('at night is told', async () => {
    const w = await office(limited({ nightCalls: 2, timeZone: 'Europe/Berlin' }), toTransfer)
    const alerts: unknown[] = []
    w.engine.live.follow({}, (event) => {
      if (event.type === 'changes')
        alerts.push(...event.changes.filter((change) => change.kind === 'alert').map((change) => change.value))
    })
    w.sim.phone('*', answers(100))
    await calls(w, '0301234567', 3)
    expect(alerts).toEqual([])
    await w.clock.advance(12 * 3_600_000)
    await calls(w, '0301234567', 3)
    expect(alerts).toMatchObject([{ kind: 'outside', text: '2' }])
  })
})

test('classes of numbers by the numbering plans', () => {
  for (const [kind, all] of Object.entries(numbers))
    for (const number of all) expect(classOf(number, 'DE').class, number).toBe(kind)
  expect(classOf('19005551234', 'US').class).toBe('costly')
  expect(classOf('01133123456789', 'US')).toEqual({ class: 'international', country: 'FR' })
  expect(classOf('18765551234', 'US').class).toBe('international')
  expect(classOf('2125551234', 'US').class).toBe('national')
})
