// What becomes of a call that was handed on and that nobody takes.
import { describe, expect, test, vi } from 'vitest'
import { answers, isBusy, rejects, ringsForEver } from '../../../../electron/adapters/sim/people.ts'
import type { LiveCall } from '../../../../shared/domain/calls.ts'
import { extension } from '../../../../shared/domain/office.ts'
import { flowOf, type OfficeParts, type World } from '../../../support/memory.ts'
import { end, killableHost, nextHost, office, quietAfterEach, start } from '../offices.ts'
import { hangUp, leg, queueFlow, spoken, two } from '../queueOffice.ts'

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
const of = (w: World, from: string) => calls(w).find((call) => call.from === from)
const ringing = (w: World) =>
  [...w.sim.channels.values()]
    .filter(({ info }) => info.state === 'ringing')
    .map(({ endpoint, info }) => `${endpoint} ${info.callerName || info.callerNumber}`)
const outcomes = (w: World) => [...w.log.calls.values()].map((call) => String(call.outcome))
const events = (w: World, ...types: string[]) =>
  w.log.events.filter(({ type }) => types.includes(type)).map(({ type, data }) => `${type} ${JSON.stringify(data ?? {})}`)

/** A caller who talks with 201. */
async function talking(w: World, from = '+491') {
  w.sim.phone('201', answers())
  const caller = w.sim.call('5000', from)
  await w.clock.advance(2000)
  expect(caller.talkingTo).toEqual(['PJSIP/201'])
  const transfer = (to: string, note?: string) =>
    w.engine.phone.transfer('201', of(w, from)?.id ?? '', to, note === undefined ? {} : { note })
  return { caller, transfer }
}

describe('a blind transfer', () => {
  test('that somebody answers counts as transferred, not before', async () => {
    const w = await office(parts, flow)
    const { caller, transfer } = await talking(w)
    w.sim.phone('202', answers(5000))
    await transfer('202', 'wants the invoice')
    await w.clock.advance(100)
    expect(of(w, '+491')?.transfer).toMatchObject({
      by: '201',
      to: '202',
      number: '+491',
      note: 'wants the invoice',
      reason: null,
    })
    expect([ringing(w), caller.heard.at(-1)]).toEqual([['PJSIP/202 +491'], 'tone:ring'])
    await w.clock.advance(6000)
    expect([caller.talkingTo, of(w, '+491')?.transfer]).toEqual([['PJSIP/202'], undefined])
    hangUp(w, '202')
    await w.clock.advance(2000)
    expect(outcomes(w)).toEqual(['transferred'])
    expect([...w.log.calls.values()].map(({ note }) => note)).toEqual(['wants the invoice'])
    expect(spoken(w, '+491')).toEqual(['>201>202', '201>202>'])
  })

  test.each([
    ['noAnswer', ringsForEver(), 20],
    ['busy', isBusy(), 0],
    ['rejected', rejects(), 1],
    ['unreachable', null, 0],
  ] as const)('that ends in %s comes back to whoever transferred, who sees why', async (reason, phone, seconds) => {
    const w = await office(parts, flow)
    const { caller, transfer } = await talking(w)
    if (phone) w.sim.phone('203', phone)
    w.sim.phone('201', ringsForEver())
    await transfer('203', 'a note')
    await w.clock.advance(seconds * 1000 + 3000)
    expect(of(w, '+491')?.transfer).toMatchObject({ by: '201', to: '203', reason, seconds, note: 'a note' })
    expect(ringing(w)).toEqual(['PJSIP/201 203: +491'])
    const channel = [...w.sim.channels.values()].find(({ endpoint }) => endpoint === 'PJSIP/201')
    if (channel) w.sim.pickUp(channel)
    await w.clock.advance(100)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
    hangUp(w, '201')
    await w.clock.advance(2000)
    expect(outcomes(w)).toEqual(['answered'])
    expect(spoken(w, '+491')).toEqual(['>201>203', '>201>'])
    expect(events(w, 'transfer.begun', 'transfer.failed', 'transfer.back', 'transfer.answered')).toEqual([
      'transfer.begun {"by":"201","to":"203","note":"a note"}',
      `transfer.failed {"to":"203","reason":"${reason}","seconds":${seconds}}`,
      'transfer.back {"to":["201"]}',
      'transfer.answered {"by":"201","back":true}',
    ])
  })

  test('to nobody and nothing, or where no rule leads, is refused, and the conversation goes on', async () => {
    const w = await office(parts, flow)
    const { caller, transfer } = await talking(w)
    for (const [to, code] of [
      ['queue:none', 'NOT_FOUND'],
      ['voicemail:none', 'NOT_FOUND'],
      ['299', 'REFUSED'],
      ['0301234567', 'REFUSED'],
    ] as const)
      await expect(transfer(to), to).rejects.toMatchObject({ code })
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
  })

  test('whose parker is gone goes to the target’s mailbox; a caller who hangs up on the way was not answered last', async () => {
    const w = await office(parts, flow)
    const { caller, transfer } = await talking(w)
    w.sim.unregister('201')
    await transfer('203')
    await w.clock.advance(6000)
    expect(w.log.events.some(({ type }) => type === 'record.started')).toBe(true)
    await w.clock.advance(3000)
    caller.hangup()
    await w.clock.advance(100)
    expect(outcomes(w)).toEqual(['voicemail'])
    const again = await talking(w, '+492')
    w.sim.phone('202', ringsForEver())
    await again.transfer('202')
    await w.clock.advance(1000)
    again.caller.hangup()
    await w.clock.advance(100)
    expect(outcomes(w)).toEqual(['voicemail', 'abandoned'])
  })

  test('whose transferor talks to somebody else goes on to the reception; with nobody there the caller hears music, and it begins anew', async () => {
    const w = await office({ ...parts, settings: { reception: ['204'] } }, flow)
    const { caller, transfer } = await talking(w)
    w.sim.phone('204', ringsForEver())
    const next = w.sim.call('5000', '+492')
    await w.clock.advance(2000)
    await transfer('202')
    await w.clock.advance(100)
    expect(next.talkingTo).toEqual(['PJSIP/201'])
    expect(ringing(w)).toEqual(['PJSIP/204 202: +491'])
    await w.clock.advance(20_000)
    expect([caller.gone, caller.channel.music]).toEqual([false, true])
    w.sim.phone('204', answers())
    await w.clock.advance(25_000)
    expect(caller.talkingTo).toEqual(['PJSIP/204'])
  })

  test('goes the way that the office has set', async () => {
    const w = await office({ ...parts, settings: { transferBack: ['mailbox', 'transferor'], transferRingSeconds: 5 } }, flow)
    const { transfer } = await talking(w)
    w.sim.phone('203', ringsForEver())
    await transfer('203')
    await w.clock.advance(8000)
    expect(events(w, 'transfer.back')).toEqual(['transfer.back {"mailbox":"box"}'])
  })

  test('of a caller who came by a queue goes back to its head', async () => {
    const w = await office({ ...two, mailboxes: ['box'] }, queueFlow({ maxWaitSeconds: 600 }))
    w.sim.phone('201', answers())
    w.engine.desk.admit('ann')
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    const waits = w.sim.call('5000', '+492')
    await w.clock.advance(1000)
    await w.engine.phone.transfer('201', of(w, '+491')?.id ?? '', '202')
    w.sim.unregister('201')
    await w.clock.advance(1000)
    const line = w.engine.parts.queueing.dispatcher.waitingView('sales')
    expect(line.map(({ from }) => from)).toEqual(['+491', '+492'])
    expect(of(w, '+491')?.transfer).toMatchObject({ to: '202', reason: 'unreachable' })
    expect([caller.gone, waits.gone]).toEqual([false, false])
  })

  test('into a queue or mailbox that cannot take the caller comes back', async () => {
    const w = await office({ ...parts, queues: [{ id: 'empty', whenEmpty: 'leave' }] }, flow)
    const { caller, transfer } = await talking(w)
    w.sim.phone('201', answers())
    await transfer('queue:empty')
    await w.clock.advance(3000)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
    expect(events(w, 'transfer.answered')).toEqual(['transfer.answered {"by":"201","back":true}'])
  })

  test('of whoever our own person had called brings back the customer, not the person', async () => {
    const w = await office(parts, flow)
    w.sim.phone('202', answers())
    const mine = w.sim.call('202', '201', { kind: 'phone', endpoint: 'PJSIP/201' })
    await w.clock.advance(2000)
    w.sim.phone('201', answers())
    w.sim.phone('204', rejects())
    await w.engine.phone.transfer('201', calls(w)[0]?.id ?? '', '204')
    await w.clock.advance(3000)
    expect(mine.gone).toBe(true)
    const back = [...w.sim.channels.values()].map(({ endpoint, bridge }) => [endpoint, bridge !== null])
    expect(back).toEqual([
      ['PJSIP/202', true],
      ['PJSIP/201', true],
    ])
  })
})

describe('a desk phone that transfers by REFER', () => {
  const refer = (w: World, to: string) =>
    w.sim.emit({ type: 'transferRequested', channelId: leg(w, '201'), to, toChannelId: null })
  test('keeps its line until somebody has answered, and is told then', async () => {
    const w = await office(parts, flow)
    const { caller } = await talking(w)
    const told = vi.spyOn(w.sim, 'transferProgress')
    const own = leg(w, '201')
    w.sim.phone('202', answers(4000))
    refer(w, '202')
    await w.clock.advance(3000)
    expect([told.mock.calls, w.sim.channels.has(own)]).toEqual([[], true])
    await w.clock.advance(2000)
    expect([told.mock.calls, w.sim.channels.has(own), caller.talkingTo]).toEqual([[[own, 'success']], false, ['PJSIP/202']])
  })
  test('has the caller back at once when nobody takes them', async () => {
    const w = await office(parts, flow)
    const { caller } = await talking(w)
    const told = vi.spyOn(w.sim, 'transferProgress')
    const own = leg(w, '201')
    w.sim.phone('202', isBusy())
    refer(w, '202')
    await w.clock.advance(1000)
    expect([told.mock.calls, caller.talkingTo, ringing(w)]).toEqual([[[own, 'failed']], ['PJSIP/201'], []])
    expect(leg(w, '201')).toBe(own)
  })
  test('is told at once that there is no such number, and talks on', async () => {
    const w = await office(parts, flow)
    const { caller } = await talking(w)
    const told = vi.spyOn(w.sim, 'transferProgress')
    refer(w, '0301234567')
    await w.clock.advance(100)
    expect([told.mock.calls, caller.talkingTo]).toEqual([[[leg(w, '201'), 'failed']], ['PJSIP/201']])
  })
  test('and hangs up at once, is rung', async () => {
    const w = await office(parts, flow)
    const { caller } = await talking(w)
    w.sim.phone('202', rejects(3000))
    refer(w, '202')
    hangUp(w, '201')
    await w.clock.advance(6000)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
  })
})

describe('an attended transfer', () => {
  const consulting = async (open = () => office(parts, flow)) => {
    const w = await open()
    const { caller } = await talking(w)
    w.sim.phone('202', answers())
    const asking = w.sim.call('202', '201', { kind: 'phone', endpoint: 'PJSIP/201' })
    await w.clock.advance(2000)
    const ids = { about: of(w, '+491')?.id ?? '', consult: of(w, '201')?.id ?? '' }
    const complete = () => w.engine.phone.transferAttended('201', ids.about, ids.consult)
    return { w, caller, asking, complete, ids }
  }
  test('counts as transferred', async () => {
    const { w, caller, complete } = await consulting()
    await complete()
    await w.clock.advance(100)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    hangUp(w, '202')
    await w.clock.advance(2000)
    expect(outcomes(w)).toEqual(['transferred', 'answered'])
    expect(spoken(w, '+491')).toEqual(['>201>202', '201>202>'])
  })
  test('of a caller who hangs up in that moment leaves the two who asked together', async () => {
    const { w, caller, asking, complete } = await consulting()
    const done = complete()
    caller.hangup()
    await expect(done).rejects.toMatchObject({ code: 'CONFLICT' })
    await w.clock.advance(2000)
    expect(asking.talkingTo).toEqual(['PJSIP/202'])
  })
  test('whose colleague hangs up in that moment leaves the caller with whoever asked', async () => {
    const { w, caller, complete } = await consulting()
    const done = complete()
    hangUp(w, '202')
    await expect(done).rejects.toMatchObject({ code: 'CONFLICT' })
    await w.clock.advance(2000)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
  })
  type Ask = { w: World; about: string; consult: string; own: string; asking: string }
  test.each<[string, (ask: Ask) => unknown]>([
    [
      'a desk phone',
      ({ w, own, asking }) => w.sim.emit({ type: 'transferRequested', channelId: own, to: '202', toChannelId: asking }),
    ],
    ['the console', ({ w, about, consult }) => w.engine.phone.transferAttended('201', about, consult)],
  ])('by %s, while it still rings there, goes on as a blind one', async (_by, complete) => {
    const w = await office(parts, flow)
    const { caller } = await talking(w)
    w.sim.phone('202', answers(4000))
    const asking = w.sim.call('202', '201', { kind: 'phone', endpoint: 'PJSIP/201' })
    await w.clock.advance(1000)
    const own = of(w, '+491')?.legs.find(({ extension }) => extension === '201')?.channelId ?? ''
    await complete({ w, about: of(w, '+491')?.id ?? '', consult: of(w, '201')?.id ?? '', own, asking: asking.id })
    await w.clock.advance(500)
    expect([asking.gone, ringing(w), caller.heard.at(-1)]).toEqual([true, ['PJSIP/202 +491'], 'tone:ring'])
    await w.clock.advance(5000)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    hangUp(w, '202')
    await w.clock.advance(2000)
    expect(outcomes(w)).toEqual(['transferred', 'cancelled'])
  })
  test('that a host’s death cuts in two goes on afterwards', async () => {
    const { w, caller, complete } = await consulting(killable)
    await complete()
    const next = await killed(w)
    await next.clock.advance(2000)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    expect(next.engine.runningCalls).toBe(1)
    await ended(next)
  })
})

const killable = () => killableHost(parts, flow)
const killed = (w: World) => nextHost(w, parts, [flow])
const ended = async (w: World) => {
  for (const id of [...w.sim.channels.keys()]) w.sim.end(id, { cause: 16, sip: 200 })
  await w.clock.advance(100_000)
  expect([w.engine.runningCalls, w.errors]).toEqual([0, []])
  await w.engine.stop()
}

describe('the host dies', () => {
  test('in the very moment of a transfer: the next one rings the target', async () => {
    const w = await killable()
    const { caller, transfer } = await talking(w)
    w.sim.phone('202', answers())
    const done = transfer('202', 'kept')
    // The command that hangs the transferor up went out, nothing else.
    hangUp(w, '201')
    const next = await killed(w)
    await done
    expect(of(next, '+491')?.transfer).toMatchObject({ to: '202', note: 'kept' })
    await next.clock.advance(2000)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    await ended(next)
  })
  test('while it rings there, comes back, and talks: each time it goes on', async () => {
    const w = await killable()
    const { caller, transfer } = await talking(w)
    w.sim.phone('202', ringsForEver())
    w.sim.phone('201', ringsForEver())
    await transfer('202', 'kept')
    await w.clock.advance(5000)
    const second = await killed(w)
    expect(ringing(second)).toEqual(['PJSIP/202 +491'])
    await second.clock.advance(20_000)
    expect(ringing(second)).toEqual(['PJSIP/201 202: +491'])
    const third = await killed(second)
    expect(of(third, '+491')?.transfer).toMatchObject({ to: '202', reason: 'noAnswer', note: 'kept' })
    const channel = [...third.sim.channels.values()].find(({ endpoint }) => endpoint === 'PJSIP/201')
    if (channel) third.sim.pickUp(channel)
    await third.clock.advance(100)
    const fourth = await killed(third)
    await fourth.clock.advance(100)
    expect(caller.talkingTo).toEqual(['PJSIP/201'])
    await ended(fourth)
  })
  test('while a desk phone waits to be told: it is told by the next one', async () => {
    const w = await killable()
    const { caller } = await talking(w)
    w.sim.phone('202', ringsForEver())
    const own = leg(w, '201')
    w.sim.emit({ type: 'transferRequested', channelId: own, to: '202', toChannelId: null })
    await w.clock.advance(5000)
    const next = await killed(w)
    const told = vi.spyOn(next.sim, 'transferProgress')
    await next.clock.advance(21_000)
    expect([told.mock.calls, caller.talkingTo]).toEqual([[[own, 'failed']], ['PJSIP/201']])
    await ended(next)
  })
})

describe('a flow’s way out that leads nowhere', () => {
  test.each(['transfer', 'huntGroup'])('of a %s loses no caller', async (type) => {
    const loose = flowOf(
      'f',
      {
        start,
        go:
          type === 'transfer'
            ? { type, to: { kind: 'extension', number: '203' } }
            : { type, destinations: [{ kind: 'extension', number: '203' }] },
      },
      ['start.next>go'],
    )
    const w = await killableHost({ ...parts, settings: { reception: ['204'] } }, loose)
    w.sim.phone('203', rejects())
    const caller = w.sim.call('5000')
    await w.clock.advance(6000)
    expect(w.log.events.some((event) => event.type === 'record.started')).toBe(true)
    expect(caller.gone).toBe(false)
    await ended(w)
  })
})
