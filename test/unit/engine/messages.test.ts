// Messages by phone: whose, in which order, the keys, the lamp, calling back, a host that dies meanwhile. Time is moved, never waited for.
import { describe, expect, test } from 'vitest'
import { answers, type SimCaller } from '../../../electron/adapters/sim/people.ts'
import type { Voicemail } from '../../../shared/domain/calls.ts'
import { mailbox } from '../../../shared/domain/office.ts'
import { flowOf, type OfficeParts, type World } from '../../support/memory.ts'
import { killableHost, nextHost, office, quietAfterEach, start } from './offices.ts'
import { two } from './queueOffice.ts'

quietAfterEach()

const boxes = [mailbox.parse({ id: 'main', name: 'Main' }), mailbox.parse({ id: 'ann', name: 'Ann', extension: '201' })]
const parts: OfficeParts = {
  ...two,
  extensions: ['201', '202', '203'],
  routes: { '700': 'remote' },
  more: { mailboxes: new Map(boxes.map((box) => [box.id, box])) },
}
const remote = flowOf('remote', { start, m: { type: 'messages' }, end: { type: 'hangup' } }, ['start.next>m', 'm.done>end'])

const message = (id: string, about: Partial<Voicemail> = {}): Voicemail => ({
  ...{ id, mailboxId: 'ann', callId: `c-${id}`, from: '+4930123', fromName: '', at: 1000, seconds: 4, file: `${id}.wav` },
  ...{ status: 'new', assignedTo: null, note: null },
  ...about,
})
/** An office whose mailbox of 201 has two new messages and one that was heard. */
const filled = async (make = office): Promise<World> => {
  const w = await make(parts, remote)
  w.stores.voicemails.add(message('late', { at: 3000, fromName: 'Vera' }))
  w.stores.voicemails.add(message('early', { at: 2000, from: '202' }))
  w.stores.voicemails.add(message('old', { at: 1000, status: 'heard' }))
  w.stores.voicemails.add(message('filed', { status: 'archived' }))
  w.stores.voicemails.add(message('elsewhere', { mailboxId: 'main' }))
  return w
}
const from = (w: World, extension: string, code: string) =>
  w.sim.call(code, extension, { kind: 'phone', endpoint: `PJSIP/${extension}` })
const recordings = ({ heard }: SimCaller) => heard.filter((uri) => uri.endsWith('.wav')).map((uri) => uri.replace(/.*\//, ''))
const statusOf = (w: World, id: string) => w.stores.voicemails.get(id)?.status ?? 'gone'
/** Presses once what is said has begun. */
async function press(w: World, caller: SimCaller, keys: string): Promise<void> {
  for (const key of keys) {
    await w.clock.advance(1500)
    caller.press(key)
    await w.clock.advance(200)
  }
}

describe('the own mailbox', () => {
  test('is opened without a PIN; whoever only listens hears the new ones first, the oldest before the others, and all are heard then', async () => {
    const w = await filled()
    const ann = from(w, '201', '*97')
    await w.clock.advance(120_000)
    expect(recordings(ann)).toEqual(['early.wav', 'late.wav', 'old.wav'])
    expect(ann.heard.join()).toContain('New messages: 2. Earlier messages: 1.')
    expect(ann.heard.join()).toMatch(/Message 1, from 202, .*Message 2, from Vera, .*Message 3, from 0 0 4 9 3 0 1 2 3, /s)
    expect(ann.gone).toBe(true)
    expect(['early', 'late', 'old', 'filed', 'elsewhere'].map((id) => statusOf(w, id))).toEqual([
      ...['heard', 'heard', 'heard', 'archived'],
      'new',
    ])
    expect(w.sim.lamps.get('ann')).toBe(false)
  })

  test('the lamp stays while one is new; what was skipped before it began is new still', async () => {
    const w = await filled()
    const ann = from(w, '201', '*97')
    await w.clock.advance(1200) // the figures are over, the first heading is said
    ann.press('6')
    await w.clock.advance(4000)
    ann.press('#')
    await w.clock.advance(3000)
    expect([statusOf(w, 'early'), statusOf(w, 'late')]).toEqual(['new', 'heard'])
    expect([w.sim.lamps.get('ann'), ann.gone]).toEqual([true, true])
  })

  test('again, back, delete and archive by key; what is deleted is gone for the consoles too', async () => {
    const w = await filled()
    const ann = from(w, '201', '*97')
    await w.clock.advance(3000)
    await press(w, ann, '5')
    expect(recordings(ann)).toEqual(['early.wav', 'early.wav'])
    await press(w, ann, '6')
    await w.clock.advance(1200)
    await press(w, ann, '4')
    await w.clock.advance(1200)
    expect(recordings(ann).at(-1)).toBe('early.wav')
    await press(w, ann, '7')
    expect(statusOf(w, 'early')).toBe('gone')
    await w.clock.advance(3500)
    expect(recordings(ann).at(-1)).toBe('late.wav')
    await press(w, ann, '9')
    expect(statusOf(w, 'late')).toBe('archived')
    expect(w.sim.lamps.get('ann')).toBe(false)
    ann.hangup()
  })

  test('of a phone that has none is one that is chosen after the PIN; three wrong ones end the call', async () => {
    const w = await filled()
    const other = from(w, '203', '*97')
    await press(w, other, '22222')
    await w.clock.advance(3000)
    await press(w, other, '2') // Ann, then Main
    await w.clock.advance(6000)
    expect(recordings(other)).toEqual(['elsewhere.wav'])
    expect(statusOf(w, 'elsewhere')).toBe('heard')
    other.hangup()
    const wrong = from(w, '203', '*97')
    for (const pin of ['9999', '9998', '9997']) {
      await press(w, wrong, pin)
      await w.clock.advance(2500)
    }
    await w.clock.advance(5000)
    expect(wrong.gone).toBe(true)
    expect(JSON.stringify(w.log.events)).not.toContain('2222')
  })

  test('has no message that is assigned to somebody else; the own ones and those of nobody are heard', async () => {
    const w = await filled()
    w.stores.voicemails.save(message('early', { at: 2000, assignedTo: 'bob' }))
    w.stores.voicemails.save(message('late', { at: 3000, assignedTo: 'ann' }))
    const ann = from(w, '201', '*97')
    await w.clock.advance(120_000)
    expect(recordings(ann)).toEqual(['late.wav', 'old.wav'])
    expect(statusOf(w, 'early')).toBe('new')
    const bob = from(w, '202', '*98')
    await press(w, bob, '2222')
    await w.clock.advance(2500)
    await press(w, bob, '1') // Ann, before Main by name
    await w.clock.advance(60_000)
    expect(recordings(bob)).toEqual(['early.wav', 'old.wav'])
  })

  test('an empty one says so', async () => {
    const w = await office(parts, remote)
    const ann = from(w, '201', '*97')
    await w.clock.advance(5000)
    expect(ann.heard.join()).toContain('There are no messages.')
    expect(ann.gone).toBe(true)
  })
})

test('*98 asks for the PIN also at the own phone, and offers the own mailbox first', async () => {
  const w = await filled()
  const ann = from(w, '201', '*98')
  await press(w, ann, '1111')
  await w.clock.advance(2500)
  expect(ann.heard.join()).toMatch(/For Ann, press 1\..*For Main, press 2\./s)
  await press(w, ann, '1')
  await w.clock.advance(4000)
  expect(recordings(ann)).toEqual(['early.wav'])
  ann.hangup()
})

test('from outside only who may log in from there hears theirs, and nobody calls back from it', async () => {
  const w = await filled()
  const refused = w.sim.call('700', '+491')
  await press(w, refused, '1111')
  await w.clock.advance(2500)
  expect(refused.heard.join()).toContain('not right')
  refused.hangup()
  const ann = w.config.operators.get('ann')
  if (!ann) throw new Error('no operator')
  ;(w.config.operators as Map<string, typeof ann>).set('ann', { ...ann, loginFromOutside: true })
  const caller = w.sim.call('700', '+492')
  await press(w, caller, '1111')
  await w.clock.advance(4500)
  expect(recordings(caller)).toEqual(['early.wav'])
  caller.press('8')
  await w.clock.advance(1000)
  expect(caller.heard.join()).toContain('not possible')
  caller.hangup()
})

test('8 calls back whoever left the message, and afterwards the listener is at it again', async () => {
  const w = await filled()
  w.sim.phone('202', answers(1000))
  const ann = from(w, '201', '*97')
  await w.clock.advance(3000)
  ann.press('8')
  await w.clock.advance(2500)
  expect(ann.talkingTo).toEqual(['PJSIP/202'])
  const leg = [...w.sim.channels.values()].find(({ endpoint }) => endpoint === 'PJSIP/202')?.info.id ?? ''
  w.sim.end(leg, { cause: 16, sip: 200 })
  await w.clock.advance(500)
  expect(ann.heard.at(-1)).toContain('Message 1, from 202')
  ann.press('6')
  await w.clock.advance(2500)
  expect(recordings(ann).at(-1)).toBe('late.wav')
  ann.hangup()
})

test('a host that takes over goes on at the same message', async () => {
  const first = await filled(killableHost)
  const ann = from(first, '201', '*97')
  await first.clock.advance(3000)
  ann.press('6')
  await first.clock.advance(2500)
  expect(recordings(ann)).toEqual(['early.wav', 'late.wav'])
  const second = await nextHost(first, parts, [remote])
  await second.clock.advance(2500)
  expect(recordings(ann)).toEqual(['early.wav', 'late.wav', 'late.wav'])
  expect(ann.heard.filter((uri) => uri.includes('New messages'))).toHaveLength(1)
  ann.hangup()
  await second.clock.advance(1000)
  expect(second.engine.runningCalls).toBe(0)
})

test('a call back goes on over a host that dies, and the listener is at the message afterwards', async () => {
  const first = await filled(killableHost)
  first.sim.phone('202', answers(1000))
  const ann = from(first, '201', '*97')
  await first.clock.advance(3000)
  ann.press('8')
  await first.clock.advance(2500)
  const second = await nextHost(first, parts, [remote])
  await second.clock.advance(1000)
  expect(ann.talkingTo).toEqual(['PJSIP/202'])
  const leg = [...second.sim.channels.values()].find(({ endpoint }) => endpoint === 'PJSIP/202')?.info.id ?? ''
  second.sim.end(leg, { cause: 16, sip: 200 })
  await second.clock.advance(500)
  expect(ann.heard.at(-1)).toContain('Message 1, from 202')
  ann.hangup()
  await second.clock.advance(1000)
  expect([second.engine.runningCalls, second.sim.bridges.size]).toEqual([0, 0])
})
