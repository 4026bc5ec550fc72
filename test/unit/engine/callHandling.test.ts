// How an extension is rung by its person's rules: every case, every place it can lead to, every way a call comes, and a host that dies.
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { VirtualClock } from '../../../electron/adapters/sim/clock.ts'
import { answers, isBusy, rejects, ringsForEver, type SimPhone } from '../../../electron/adapters/sim/people.ts'
import { type CallHandling, callHandling } from '../../../shared/domain/callHandling.ts'
import { extension, outgoingRule } from '../../../shared/domain/office.ts'
import { officeSchedule } from '../../../shared/domain/officeSchedule.ts'
import { flowOf, type OfficeParts, type World } from '../../support/memory.ts'
import { end, killableHost, nextHost, office, quietAfterEach, start } from './offices.ts'
import { hangUp, leg, queueFlow, two } from './queueOffice.ts'

quietAfterEach()

const mobile = '01715550100'
const mobilePhone = `${mobile}@trunk-t1`
const flow = flowOf('f', { start, go: { type: 'transfer', to: { kind: 'extension', number: '201' } }, end }, [
  'start.next>go',
  ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`),
])
const extensions = new Map(
  ['201', '202', '203', '204', '205', '206'].map((number) => [number, extension.parse({ number, name: `Person ${number}` })]),
)
const colleague = (number: string) => ({ kind: 'extension' as const, number })
const box = { kind: 'mailbox' as const, mailboxId: 'box' }
const told = { kind: 'announcement' as const, text: 'not here' }
const outside = (more: object = {}) => ({ kind: 'number' as const, number: mobile, ...more })

type Given = Partial<z.input<typeof callHandling>>
const rulesOf = (...given: Given[]): ReadonlyMap<string, CallHandling> =>
  new Map(given.map((each) => callHandling.parse({ extension: '201', ...each })).map((each) => [each.extension, each]))

const partsOf = (...given: Given[]): OfficeParts => ({
  routes: { '5000': 'f' },
  operators: [{ id: 'ann', extension: '201', queues: [], pin: '1111' }],
  mailboxes: ['box'],
  more: {
    extensions,
    handling: rulesOf(...given),
    outgoing: [outgoingRule.parse({ id: 'all', pattern: '*', trunkId: 't1' })],
    schedules: new Map([
      [
        'day',
        officeSchedule.parse({ id: 'day', name: 'Day', weekly: Object.fromEntries([['mon', [{ from: '09:00', to: '17:00' }]]]) }),
      ],
    ]),
  },
})

const events = (w: World, ...types: string[]) =>
  w.log.events.filter(({ type }) => types.includes(type)).map(({ type, data }) => `${type} ${JSON.stringify(data ?? {})}`)
const followed = (w: World) =>
  w.log.events.flatMap(({ type, data }) =>
    type === 'handling.followed' ? [`${data.extension} ${data.case} ${data.kind} ${data.to ?? data.mailbox}`] : [],
  )
const rung = (w: World) => w.log.events.flatMap(({ type, data }) => (type === 'leg.dialed' ? [String(data.to)] : []))
/** A telephone that is answered, and where `keys` are pressed after a while. */
const pressing = (w: World, keys: string, afterMs = 3000): SimPhone => ({
  rings: (channel) => {
    w.clock.after(1000 + afterMs, () => {
      for (const digit of keys) w.sim.emit({ type: 'digit', channelId: channel.info.id, digit })
    })
    return { does: 'answer', afterMs: 1000 }
  },
})

const phones: Record<string, SimPhone | null> = {
  busy: isBusy(),
  rejected: rejects(),
  noAnswer: ringsForEver(),
  unreachable: null,
}
const caseOf: Record<string, 'busy' | 'noAnswer' | 'unreachable' | 'doNotDisturb'> = {
  busy: 'busy',
  rejected: 'busy',
  noAnswer: 'noAnswer',
  unreachable: 'unreachable',
  doNotDisturb: 'doNotDisturb',
}

describe.each(['busy', 'rejected', 'noAnswer', 'unreachable', 'doNotDisturb'])('an extension that is %s', (standing) => {
  const of = caseOf[standing] as 'busy'
  const prepare = (w: World) => {
    const phone = standing === 'doNotDisturb' ? ringsForEver() : phones[standing]
    if (phone) w.sim.phone('201', phone)
    if (standing === 'doNotDisturb') w.engine.desk.doNotDisturb('ann', true)
  }

  test('leads to the colleague', async () => {
    const w = await office(partsOf({ ringSeconds: 10, [of]: colleague('202') }), flow)
    prepare(w)
    w.sim.phone('202', answers())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(15_000)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
    expect(followed(w)).toEqual([`201 ${of} extension 202`])
    expect(rung(w)).toEqual(['unreachable', 'doNotDisturb'].includes(standing) ? ['202'] : ['201', '202'])
  })

  test('leads to the mailbox', async () => {
    const w = await office(partsOf({ ringSeconds: 10, [of]: box }), flow)
    prepare(w)
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(20_000)
    caller.hangup()
    await w.clock.advance(1000)
    expect(followed(w)).toEqual([`201 ${of} mailbox box`])
    expect(events(w, 'voicemail.stored')).toHaveLength(1)
  })

  test('has the caller told, and then the call is over', async () => {
    const w = await office(partsOf({ ringSeconds: 10, [of]: told }), flow)
    prepare(w)
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(20_000)
    expect([caller.heard, caller.gone]).toEqual([['sound:/tts/not here'], true])
  })

  test('leads outside, to whoever presses the key', async () => {
    const w = await office(partsOf({ ringSeconds: 10, [of]: outside() }), flow)
    prepare(w)
    w.sim.phone(mobilePhone, pressing(w, '1'))
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(30_000)
    expect(caller.talkingTo).toEqual([`PJSIP/${mobilePhone}`])
    expect(events(w, 'leg.asked')).toEqual([`leg.asked {"to":"${mobile}"}`])
  })

  test('without a rule leaves the flow as it always did', async () => {
    const w = await office(partsOf(), flow)
    prepare(w)
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(100_000)
    expect([caller.gone, followed(w)]).toEqual([true, []])
  })
})

describe('a number outside', () => {
  test('is not taken by an answering machine: the caller goes on', async () => {
    const w = await office(partsOf({ ringSeconds: 10, noAnswer: outside() }), flow)
    w.sim.phone('201', ringsForEver())
    w.sim.phone(mobilePhone, answers())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(25_000)
    expect([caller.gone, caller.talkingTo]).toEqual([false, []])
    await w.clock.advance(15_000)
    expect([caller.gone, events(w, 'leg.ended').at(-1)]).toEqual([true, `leg.ended {"to":"${mobile}","result":"noAnswer"}`])
  })

  test('takes the call at once where no key is asked for', async () => {
    const w = await office(partsOf({ away: { to: outside({ confirm: false }) } }), flow)
    w.sim.phone(mobilePhone, answers())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(5000)
    expect(caller.talkingTo).toEqual([`PJSIP/${mobilePhone}`])
  })

  test('sees the office’s number, or the caller’s where that is wanted, and the network who forwarded', async () => {
    const shown = async (more: object) => {
      const w = await office(partsOf({ away: { to: outside(more) } }), flow)
      const seen: unknown[] = []
      const { originate } = w.sim
      w.sim.originate = (request) => {
        seen.push([request.callerId.number, request.forwarded?.number, request.forwarded?.reason])
        return originate.call(w.sim, request)
      }
      w.sim.phone(mobilePhone, ringsForEver())
      w.sim.call('5000', '+491')
      await w.clock.advance(2000)
      return seen
    }
    expect(await shown({})).toEqual([['+4930999', '+4930999', 'away']])
    expect(await shown({ showCaller: true })).toEqual([['+491', '+4930999', 'away']])
  })

  test('that the person may not call leaves the telephones to ring', async () => {
    const w = await office(partsOf({ away: { to: outside({ number: '0033123456789' }) } }), flow)
    w.sim.phone('201', answers())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(5000)
    expect([caller.talkingTo, events(w, 'dial.refused').length]).toEqual([['PJSIP/201'], 1])
  })

  test('is never an emergency number', async () => {
    const w = await office(partsOf({ away: { to: outside({ number: '112' }) } }), flow)
    w.sim.phone('201', answers())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(5000)
    expect([caller.talkingTo, rung(w)]).toEqual([['PJSIP/201'], ['201']])
  })
})

describe('find me', () => {
  const findMe = (order: 'atOnce' | 'inTurn') => ({ order, to: [colleague('202'), outside()] })

  test('at once: all ring, and who takes it ends the others', async () => {
    const w = await office(partsOf({ findMe: findMe('atOnce') }), flow)
    w.sim.phone('201', ringsForEver())
    w.sim.phone('202', ringsForEver())
    w.sim.phone(mobilePhone, pressing(w, '1'))
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    // The mobile is answered, and nobody has taken the call yet.
    expect([rung(w).sort(), leg(w, '201') !== '', caller.talkingTo]).toEqual([[mobile, '201', '202'], true, []])
    await w.clock.advance(4000)
    expect([caller.talkingTo, leg(w, '201')]).toEqual([[`PJSIP/${mobilePhone}`], ''])
  })

  test('at once: a colleague who is quicker ends the question', async () => {
    const w = await office(partsOf({ findMe: findMe('atOnce') }), flow)
    w.sim.phone('201', answers(4000))
    w.sim.phone(mobilePhone, pressing(w, '1', 8000))
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(15_000)
    expect([caller.talkingTo, leg(w, mobilePhone)]).toEqual([['PJSIP/201'], ''])
  })

  test('in turn: one after the other, then the case', async () => {
    const w = await office(partsOf({ ringSeconds: 10, findMe: findMe('inTurn'), noAnswer: box }), flow)
    for (const phone of ['201', '202', mobilePhone]) w.sim.phone(phone, ringsForEver())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(9000)
    expect(rung(w)).toEqual(['201'])
    await w.clock.advance(10_000)
    expect(rung(w)).toEqual(['201', '202'])
    await w.clock.advance(10_000)
    expect(rung(w)).toEqual(['201', '202', mobile])
    await w.clock.advance(15_000)
    expect(followed(w)).toEqual(['201 noAnswer mailbox box'])
    caller.hangup()
  })
})

describe('before anything rings', () => {
  test('away goes before all else, until its time', async () => {
    const until = new VirtualClock().now() + 100_000
    const w = await office(partsOf({ away: { until, text: 'at lunch', to: colleague('202') } }), flow)
    w.sim.phone('201', answers())
    w.sim.phone('202', answers())
    const first = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    expect(first.talkingTo).toEqual(['PJSIP/202'])
    first.hangup()
    await w.clock.advance(100_000)
    const second = w.sim.call('5000', '+492')
    await w.clock.advance(2000)
    expect(second.talkingTo).toEqual(['PJSIP/201'])
  })

  test('outside the hours the call goes where they say', async () => {
    // The virtual clock begins on a Thursday, when these hours are closed.
    const w = await office(partsOf({ hours: { scheduleId: 'day', to: colleague('202') } }), flow)
    w.sim.phone('201', answers())
    w.sim.phone('202', answers())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    expect([caller.talkingTo, followed(w)]).toEqual([['PJSIP/202'], ['201 hours extension 202']])
  })

  test('who talks is busy where that leads somewhere', async () => {
    const w = await office(partsOf({ busy: colleague('202') }), flow)
    w.sim.phone('201', answers())
    w.sim.phone('202', answers())
    w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    const second = w.sim.call('5000', '+492')
    await w.clock.advance(2000)
    expect(second.talkingTo).toEqual(['PJSIP/202'])
  })
})

test('colleagues who send the call round end it after four of them', async () => {
  const chain = ['201', '202', '203', '204', '205'].map((number, i) => ({
    extension: number,
    away: { to: colleague(`20${i + 2}`) },
  }))
  const w = await office(partsOf(...chain), flow)
  for (const number of ['204', '205', '206']) w.sim.phone(number, answers())
  const caller = w.sim.call('5000', '+491')
  await w.clock.advance(3000)
  // 204 is the fourth: it rings itself, whatever it says.
  expect([caller.talkingTo, followed(w).length]).toEqual([['PJSIP/204'], 3])
})

test('two who name each other do not send a call round', async () => {
  const w = await office(partsOf({ unreachable: colleague('202') }, { extension: '202', unreachable: colleague('201') }), flow)
  const caller = w.sim.call('5000', '+491')
  await w.clock.advance(3000)
  expect([caller.gone, followed(w)]).toEqual([true, ['201 unreachable extension 202']])
})

describe('each way in', () => {
  const rules = { ringSeconds: 5, noAnswer: colleague('202') }

  test('a colleague’s call follows the rules', async () => {
    const w = await office(partsOf(rules), flow)
    w.sim.phone('201', ringsForEver())
    w.sim.phone('202', answers())
    const caller = w.sim.call('201', '203', { kind: 'phone', endpoint: 'PJSIP/203' })
    await w.clock.advance(8000)
    expect(caller.talkingTo).toEqual(['PJSIP/202'])
  })

  test('a transfer follows them, and comes back only when they lead nowhere', async () => {
    const w = await office(partsOf(rules), flow)
    w.sim.phone('201', answers())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    hangUp(w, '201')
    await w.clock.advance(1000)
    expect(caller.gone).toBe(true)
    const other = await office(
      partsOf(
        { extension: '202', ringSeconds: 5, noAnswer: colleague('203') },
        { extension: '203', noAnswer: null, ringSeconds: 5 },
      ),
      flow,
    )
    other.sim.phone('201', answers())
    for (const number of ['202', '203']) other.sim.phone(number, ringsForEver())
    const handed = other.sim.call('5000', '+491')
    await other.clock.advance(2000)
    const callId = [...other.engine.parts.calls.values()][0]?.id ?? ''
    await other.engine.phone.transfer('201', callId, '202')
    await other.clock.advance(20_000)
    expect(rung(other)).toEqual(['201', '202', '203', '201'])
    expect(events(other, 'transfer.failed')).toEqual(['transfer.failed {"to":"202","reason":"noAnswer","seconds":10}'])
    expect(handed.talkingTo).toEqual(['PJSIP/201'])
  })

  test('a transfer ends in the mailbox of whoever has one', async () => {
    const w = await office(partsOf({ extension: '202', unreachable: box }), flow)
    w.sim.phone('201', answers())
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(2000)
    await w.engine.phone.transfer('201', [...w.engine.parts.calls.values()][0]?.id ?? '', '202')
    await w.clock.advance(10_000)
    caller.hangup()
    await w.clock.advance(1000)
    expect(events(w, 'voicemail.stored')).toHaveLength(1)
  })

  test('a queue’s offer is never forwarded', async () => {
    const away = rulesOf({ away: { to: colleague('203') }, noAnswer: colleague('203') })
    const w = await office({ ...two, more: { handling: away } }, queueFlow())
    w.sim.phone('201', ringsForEver())
    w.engine.desk.admit('ann')
    const caller = w.sim.call('5000', '+491')
    await w.clock.advance(15_000)
    expect(followed(w)).toEqual([])
    expect(rung(w).every((to) => to === '201')).toBe(true)
    caller.hangup()
  })
})

describe('a host that dies', () => {
  const parts = partsOf({ ringSeconds: 10, findMe: { order: 'inTurn', to: [colleague('202')] }, noAnswer: outside() })

  test.each([
    ['while the own telephone rings', 3000, ['201', '202', mobile]],
    ['while the next one rings', 13_000, ['201', '202', mobile]],
    ['while the number outside rings', 22_000, ['201', '202', mobile]],
  ])('%s leaves the call to the next, which goes on where it was', async (_when, at, all) => {
    const dead = await killableHost(parts, flow)
    for (const phone of ['201', '202', mobilePhone]) dead.sim.phone(phone, ringsForEver())
    const caller = dead.sim.call('5000', '+491')
    await dead.clock.advance(at)
    const w = await nextHost(dead, parts, [flow])
    w.sim.phone(mobilePhone, pressing(w, '1'))
    await w.clock.advance(100_000)
    expect(rung(w)).toEqual(all)
    caller.hangup()
    await w.clock.advance(1000)
    await w.engine.stop()
  })

  test('asks again for the key', async () => {
    const parts = partsOf({ away: { to: outside() } })
    const dead = await killableHost(parts, flow)
    dead.sim.phone(mobilePhone, answers())
    const caller = dead.sim.call('5000', '+491')
    await dead.clock.advance(3000)
    const w = await nextHost(dead, parts, [flow])
    await w.clock.advance(2000)
    expect(caller.talkingTo).toEqual([])
    w.sim.emit({ type: 'digit', channelId: leg(w, mobilePhone), digit: '1' })
    await w.clock.advance(1000)
    expect(caller.talkingTo).toEqual([`PJSIP/${mobilePhone}`])
    caller.hangup()
    await w.clock.advance(1000)
    await w.engine.stop()
  })
})
