// What telephones dial, on a real Asterisk: codes are kept whole, and a rule strips the characters that its pattern shows.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { end, flow, start } from '../support/flowCalls.ts'
import { type RealOffice, realOffice } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'

let office: RealOffice
let ann: Phone
let bob: Phone
beforeAll(async () => {
  office = await realOffice()
  ann = await office.desk('201')
  bob = await office.desk('202')
})
afterAll(() => office?.stop())
afterEach(() => office.assertQuiet())

test('a code from a desk phone rings nobody: who dialled it hears that it is unknown', async () => {
  for (const code of ['*202', '*100#', '#31#0301234567', '202#']) {
    const mine = await ann.dial(code)
    await mine.end
    const [call] = office.calls()
    expect([call?.to, call?.flowId], code).toEqual([code, 'builtin:unknownCode'])
    expect([bob.calls.size, office.trunk.calls.size], code).toEqual([0, 0])
  }
})

test('a code that a route has is the office’s own', async () => {
  await office.publish({ ...flow({ start, end }, ['start.next>end']), id: 'own-code' }, '*97')
  const mine = await ann.dial('*97')
  await mine.end
  expect(office.calls()[0]).toMatchObject({ to: '*97', flowId: 'own-code' })
})

test('the strip counts the characters that the pattern shows', async () => {
  await office.change((o) => {
    const trunk = o.trunks.get('test')
    if (trunk) o.trunks.save({ ...trunk, dialFormat: '0{number}' })
    o.outgoing.replaceAll([{ id: 'home', pattern: '+49.', trunkId: 'test', callerId: '', strip: 3, class: 'national' }])
  })
  for (const dialled of ['+4930901820', '004930901820', '030901820']) {
    const mine = await ann.dial(dialled)
    const theirs = await office.trunk.nextCall()
    expect(theirs.invite?.uri, dialled).toContain('sip:030901820@')
    theirs.answer()
    await mine.untilAnswered()
    await mine.hangup()
    await theirs.untilEnded()
  }
})

test('an office in the United States dials its own country’s numbers without 00, and others with 011', async () => {
  await office.change((o) => {
    const trunk = o.trunks.get('test')
    if (trunk) o.trunks.save({ ...trunk, dialFormat: '{number}' })
    o.settings.save({ ...o.settings.get(), country: 'US' })
    const extension = o.extensions.get('201')
    if (extension) o.extensions.save({ ...extension, mayDial: ['national', 'international'] })
    o.outgoing.replaceAll([{ id: 'all', pattern: '*', trunkId: 'test', callerId: '', strip: 0, class: 'national' }])
  })
  for (const [dialled, sent] of [
    ['+14155550123', '14155550123'],
    ['+4930901820', '0114930901820'],
  ]) {
    const mine = await ann.dial(dialled ?? '')
    const theirs = await office.trunk.nextCall()
    expect(theirs.invite?.uri, dialled).toContain(`sip:${sent}@`)
    theirs.answer()
    await mine.untilAnswered()
    await mine.hangup()
    await theirs.untilEnded()
  }
})
