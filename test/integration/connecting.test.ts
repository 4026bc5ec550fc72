// The nodes that connect and keep, on a real Asterisk, each port taken at least once.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { beep, callFlow, dial, end, flow, start, written } from '../support/flowCalls.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'

let office: RealOffice
let one: Phone
let two: Phone
beforeAll(async () => {
  office = await realOffice()
  one = await office.desk('201')
  two = await office.desk('202')
})
afterAll(async () => {
  await office?.stop()
})
afterEach(() => office.assertQuiet())

const call = (document: FlowDocument) => callFlow(office, document)
const again = (to: string) => dial(office, to)

describe('connecting', () => {
  const transfer = (to: object, more: object = {}) =>
    flow({ start, go: { type: 'transfer', to, ringSeconds: 2, ...more }, ended: end, busy: end, none: end, failed: end }, [
      'start.next>go',
      'go.ended>ended',
      'go.busy>busy',
      'go.noAnswer>none',
      'go.failed>failed',
    ])
  test('Transfer to an extension: ended, busy, no answer, failed', async () => {
    const to = { kind: 'extension', number: '201' }
    const answered = await call(transfer(to, { ringSeconds: 10 }))
    const rings = await one.nextCall()
    rings.answer()
    await answered.caller.untilAnswered()
    rings.audio.sendTone(700)
    await answered.caller.audio.waitForTone(700)
    await rings.hangup()
    await answered.caller.untilEnded()
    await written(office)
    expect(answered.story()).toEqual(['start next', 'go ended', 'ended done'])
    const busy = await call(transfer(to))
    ;(await one.nextCall()).reject(486, 'Busy Here')
    await busy.caller.outcome
    await written(office)
    expect(busy.story()).toContain('go busy')
    const silent = await call(transfer(to))
    await silent.caller.outcome
    await written(office)
    expect(silent.story()).toContain('go noAnswer')
    await one.nextCall()
    const nobody = await call(transfer({ kind: 'extension', number: '203' }))
    await nobody.caller.outcome
    await written(office)
    expect(nobody.story()).toContain('go failed')
  })
  test('Transfer to an outside number goes through the trunk’s dial format', async () => {
    await office.change((o) => {
      const trunk = o.trunks.get('test')
      if (trunk) o.trunks.save({ ...trunk, dialFormat: '0{number}' })
    })
    const { caller, story } = await call(transfer({ kind: 'number', number: '030 99 88' }, { ringSeconds: 10 }))
    const rings = await office.trunk.nextCall()
    expect(rings.invite?.uri).toContain('sip:00309988@')
    rings.answer()
    await caller.untilAnswered()
    caller.audio.sendTone(500)
    await rings.audio.waitForTone(500)
    await caller.hangup()
    await rings.untilEnded()
    await office.assertQuiet()
    await written(office)
    expect(story()).toEqual(['start next'])
  })
  test('Hunt Group all at once: one wins, the others stop as answered elsewhere within 100 ms', async () => {
    const three = await office.desk('203')
    const group = flow(
      {
        start,
        hunt: {
          type: 'huntGroup',
          strategy: 'allAtOnce',
          ringSeconds: 10,
          destinations: ['201', '202', '203'].map((n) => ({ kind: 'extension', number: n })),
        },
        end,
        none: end,
      },
      ['start.next>hunt', 'hunt.ended>end', 'hunt.noAnswer>none'],
    )
    const { caller, story } = await call(group)
    const rings = await Promise.all([one, two, three].map((phone) => phone.nextCall()))
    const at = performance.now()
    rings[1]?.answer()
    const ends = await Promise.all([rings[0]?.end, rings[2]?.end])
    for (const ended of ends) {
      expect(ended?.elsewhere).toBe(true)
      expect((ended?.at ?? Infinity) - at).toBeLessThan(100)
    }
    await caller.untilAnswered()
    await rings[1]?.hangup()
    await caller.untilEnded()
    await written(office)
    expect(story()).toEqual(['start next', 'hunt ended', 'end done'])
    // The caller gives up first: nobody is left ringing.
    const early = await call(group)
    const ringing = await Promise.all([one, two, three].map((phone) => phone.nextCall()))
    await early.caller.cancel()
    await Promise.all(ringing.map((r) => r.end))
    await office.assertQuiet()
    const refused = await call(group)
    for (const r of await Promise.all([one, two, three].map((phone) => phone.nextCall()))) r.reject()
    await refused.caller.outcome
    await written(office)
    expect(refused.story()).toContain('hunt noAnswer')
    await three.close()
  })
  test('Conference: three meet and hear each other', async () => {
    const room = flow({ start, room: { type: 'conference', room: 'all', announce: false }, end }, [
      'start.next>room',
      'room.left>end',
    ])
    await office.publish(room, '7000')
    const calls = [await again('7000'), await again('7000'), await again('7000')]
    await Promise.all(calls.map(({ caller }) => caller.untilAnswered()))
    await until(
      'three in the room',
      () => [...office.engine.parts.calls.values()].filter((c) => c.position.nodeId === 'room').length === 3,
    )
    calls[0]?.caller.audio.sendTone(650)
    await Promise.all(calls.slice(1).map(({ caller }) => caller.audio.waitForTone(650, { minMs: 200 })))
    for (const { caller } of calls) await caller.hangup()
    await office.assertQuiet()
  })
  test('Conference with a PIN that is wrong three times: left', async () => {
    const { caller, story } = await call(
      flow({ start, room: { type: 'conference', room: 'x', pin: '77' }, end }, ['start.next>room', 'room.left>end']),
    )
    await caller.untilAnswered()
    for (let i = 0; i < 3; i++) {
      await until(`question ${i + 1}`, () => {
        const [newest] = office.calls()
        return newest && office.traceOf(newest.id).filter((e) => e.type === 'prompt.started').length === 2 * i + 1
      })
      await caller.audio.sendDtmf('12')
    }
    await caller.untilEnded(20_000)
    await written(office)
    expect(story()).toContain('room left')
  })
})

describe('keeping', () => {
  test('Record: done by key, by hang-up; failed by silence', async () => {
    const record = (more: object = {}) =>
      flow({ start, rec: { type: 'record', variable: 'v', playBeep: false, ...more }, ok: end, no: end }, [
        'start.next>rec',
        'rec.done>ok',
        'rec.failed>no',
      ])
    const recording = () => until('the recording', () => office.engine.parts.call.pbx.channels.pendingRecordings().length === 1)
    const keyed = await call(record())
    await keyed.caller.untilAnswered()
    await recording()
    keyed.caller.audio.sendTone(500)
    await keyed.caller.audio.waitForSilence({ ms: 1500 })
    await keyed.caller.audio.sendDtmf('#')
    await keyed.caller.untilEnded()
    await written(office)
    expect(keyed.story()).toEqual(['start next', 'rec done', 'ok done'])
    const silent = await call(record({ silenceSeconds: 1 }))
    await silent.caller.untilEnded()
    await written(office)
    expect(silent.story()).toEqual(['start next', 'rec failed', 'no done'])
    const limited = await call(record({ timeLimitSeconds: 1 }))
    await limited.caller.untilEnded()
    await written(office)
    expect(limited.story()).toContain('rec done')
  })
  test('a caller who says nothing leaves no message', async () => {
    const before = office.store.voicemails.list({ limit: 50 }).length
    const { caller } = await call(
      flow({ start, vm: { type: 'voicemail', mailboxId: 'reception', greeting: beep, silenceSeconds: 1 } }, ['start.next>vm']),
    )
    await caller.untilEnded()
    await written(office)
    expect(office.store.voicemails.list({ limit: 50 })).toHaveLength(before)
  })
  test('Voicemail lights the lamp of the mailbox’s phone; hearing it puts it out', async () => {
    await one.subscribe('vmreception', 'dialog')
    const { caller } = await call(
      flow({ start, vm: { type: 'voicemail', mailboxId: 'reception', greeting: beep } }, ['start.next>vm']),
    )
    await caller.untilAnswered()
    await until('the recording', () => office.engine.parts.call.pbx.channels.pendingRecordings().length === 1)
    caller.audio.sendTone(500)
    await caller.audio.waitForSilence({ ms: 1500 })
    await caller.hangup()
    await one.waitForNotification(/confirmed/)
    const message = await until('the message', () => office.store.voicemails.list({ limit: 1 })[0])
    const before = one.notifications.length
    await office.engine.work.saveVoicemail({ ...message, status: 'heard' })
    await until('the lamp to go out', () => one.notifications.slice(before).some((n) => /terminated/.test(n.body)))
  })
})
