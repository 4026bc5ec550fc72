// Two calls of one phone, whoever began them: put through to each other, or made one of three.
import { describe, expect, test } from 'vitest'
import { answers, ringsForEver } from '../../../../electron/adapters/sim/people.ts'
import type { LiveCall } from '../../../../shared/domain/calls.ts'
import { extension } from '../../../../shared/domain/office.ts'
import { flowOf, type OfficeParts, type World } from '../../../support/memory.ts'
import { end, killableHost, nextHost, office, quietAfterEach, start } from '../offices.ts'
import { leg, spoken } from '../queueOffice.ts'

quietAfterEach()

const flow = flowOf('f', { start, go: { type: 'transfer', to: { kind: 'extension', number: '201' } }, end }, [
  'start.next>go',
  ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`),
])
const mailboxOf: Record<string, { mailbox: string }> = { '203': { mailbox: 'box' } }
const extensions = new Map(
  ['201', '202', '203', '204'].map((number) => [number, extension.parse({ number, name: number, ...mailboxOf[number] })]),
)
const parts: OfficeParts = { routes: { '5000': 'f' }, mailboxes: ['box'], more: { extensions } }

const calls = (w: World): LiveCall[] => [...w.engine.parts.calls.values()].map((call) => call.view())
const ringing = (w: World) =>
  [...w.sim.channels.values()]
    .filter(({ info }) => info.state === 'ringing')
    .map(({ endpoint, info }) => `${endpoint} ${info.callerName || info.callerNumber}`)
const outcomes = (w: World) => [...w.log.calls.values()].map((call) => String(call.outcome))
const events = (w: World, ...types: string[]) =>
  w.log.events.filter(({ type }) => types.includes(type)).map(({ type, data }) => `${type} ${JSON.stringify(data ?? {})}`)

const killable = () => killableHost(parts, flow)
const killed = (w: World) => nextHost(w, parts, [flow])
const ended = async (w: World) => {
  for (const id of [...w.sim.channels.keys()]) w.sim.end(id, { cause: 16, sip: 200 })
  await w.clock.advance(100_000)
  expect([w.engine.runningCalls, w.errors]).toEqual([0, []])
  await w.engine.stop()
}

describe('two calls of one phone, whoever began them', () => {
  /** Called by both, having called both, or one of each. */
  const ways = ['both called in', 'both were called', 'one of each'] as const
  const holding = async (way: (typeof ways)[number], open = () => office(parts, flow)) => {
    const w = await open()
    for (const number of ['201', '202', '203']) w.sim.phone(number, answers())
    const called = (number: string) => w.sim.call(number, '201', { kind: 'phone', endpoint: 'PJSIP/201' })
    const first = way === 'both were called' ? called('202') : w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    const second = way === 'both called in' ? w.sim.call('5000', '+492') : called('203')
    await w.clock.advance(2000)
    const [waits = '', inHand = ''] = calls(w).map(({ id }) => id)
    const theirs = {
      'both called in': [first.id, second.id],
      'both were called': [leg(w, '202'), leg(w, '203')],
      'one of each': [first.id, leg(w, '203')],
    }[way]
    /** Channels that are in one bridge, by number of members. */
    const together = () =>
      [...w.sim.bridges.values()].map(({ channels }) => [...channels].sort()).filter(({ length }) => length > 1)
    return { w, first, second, waits, inHand, theirs: theirs.sort(), together }
  }

  test.each(ways)('are put through to each other, and it is out of both: %s', async (way) => {
    const { w, waits, inHand, theirs, together } = await holding(way)
    await w.engine.phone.transferAttended('201', waits, inHand)
    await w.clock.advance(500)
    expect(together()).toEqual([theirs])
    expect([leg(w, '201'), calls(w).length, w.errors]).toEqual(['', 1, []])
    // Whoever hangs up first, the other is let go as well.
    w.sim.end(theirs[0] ?? '', { cause: 16, sip: 200 })
    await w.clock.advance(3000)
    expect(w.sim.channels.size).toBe(0)
  })

  test.each(ways)('become one of three: %s', async (way) => {
    const { w, waits, inHand, theirs, together } = await holding(way)
    await w.engine.phone.merge('201', waits, inHand)
    await w.clock.advance(500)
    expect(together()).toHaveLength(1)
    expect(together()[0]).toHaveLength(3)
    expect(together()[0]).toEqual(expect.arrayContaining(theirs))
    expect(calls(w).map(({ parties }) => parties?.length)).toEqual([3])
    for (const id of theirs) w.sim.end(id, { cause: 16, sip: 200 })
    await w.clock.advance(3000)
    expect(w.sim.channels.size).toBe(0)
  })

  test.each(ways)('when the host dies in that moment the next one has the two together, and nobody twice: %s', async (way) => {
    const { w, waits, inHand, theirs, together } = await holding(way, killable)
    await w.engine.phone.transferAttended('201', waits, inHand)
    const next = await killed(w)
    await next.clock.advance(2000)
    expect(together()).toEqual([theirs])
    expect([next.engine.runningCalls, leg(w, '201')]).toEqual([1, ''])
    await ended(next)
  })

  test('a caller who hangs up in that moment leaves the other with the phone', async () => {
    const { w, second, first, waits, inHand } = await holding('both called in')
    const done = w.engine.phone.transferAttended('201', waits, inHand)
    second.hangup()
    await expect(done).rejects.toMatchObject({ code: 'CONFLICT' })
    await w.clock.advance(2000)
    expect(first.talkingTo).toEqual(['PJSIP/201'])
  })

  test('a call that rings at the phone is not to be put through, and rings on', async () => {
    const w = await office(parts, flow)
    w.sim.phone('201', answers())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    w.sim.phone('201', ringsForEver())
    w.sim.call('5000', '+492')
    await w.clock.advance(1000)
    const [talks = '', rings = ''] = calls(w).map(({ id }) => id)
    for (const ask of [w.engine.phone.transferAttended, w.engine.phone.merge])
      await expect(ask('201', talks, rings)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect([caller.talkingTo, ringing(w)]).toEqual([['PJSIP/201'], ['PJSIP/201 +492']])
  })

  test('the story of whoever called says where they went; one call is not two', async () => {
    const { w, waits, inHand } = await holding('both called in')
    await expect(w.engine.phone.merge('201', waits, waits)).rejects.toMatchObject({ code: 'CONFLICT' })
    await w.engine.phone.transferAttended('201', waits, inHand)
    expect(events(w, 'talk.transferred')).toEqual([
      'talk.transferred {"by":"201","to":"+492","attended":true}',
      'talk.transferred {"by":"201","to":"+491","attended":true}',
    ])
    await w.clock.advance(1000)
    expect(spoken(w, '+492')).toEqual(['>201>+491'])
    expect(outcomes(w).at(-1)).toBe('transferred')
  })
})
