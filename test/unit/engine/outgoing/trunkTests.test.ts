// A test call over one trunk: whom it may call, what it tells, and that nothing is left of it.
import { expect, test } from 'vitest'
import { listedMessages, shortLine, watchSip } from '../../../../electron/adapters/pbx/sipLadder.ts'
import { answers, isBusy, ringsForEver, type SimPhone } from '../../../../electron/adapters/sim/people.ts'
import { meaningOf } from '../../../../shared/domain/trunkTest.ts'
import { office, quietAfterEach } from '../offices.ts'
import { queueFlow, two } from '../queueOffice.ts'
import { left } from './numbers.ts'

quietAfterEach()

async function placed(far: SimPhone | null, number = '030901820') {
  const w = await office(two, queueFlow())
  if (far) w.sim.phone('*', far)
  let end: unknown = null
  const placing = w.engine.trunkTests.place('t1', number).then(
    (found) => (end = found),
    (error: unknown) => (end = error),
  )
  await w.clock.advance(60_000)
  await placing
  return { w, end }
}

test('whoever answers hears something, and the call ends by itself', async () => {
  const { w, end } = await placed(answers(2000))
  expect(end).toEqual({
    dialled: '030901820',
    answered: true,
    rang: true,
    seconds: 2,
    status: 200,
    cause: null,
    unreachable: false,
  })
  expect(w.sim.commands).toContain('play sound:demo-congrats')
  expect([...w.sim.channels.keys()]).toEqual([])
})

test.each<[string, SimPhone | null, object]>([
  ['busy', isBusy(), { answered: false, status: 486, rang: true }],
  ['not answered', ringsForEver(), { answered: false, status: null, rang: true, seconds: 30 }],
  ['silent', { rings: () => ({ does: 'nothing' }) }, { answered: false, status: null, rang: false }],
  ['not reachable', null, { answered: false, status: null, unreachable: true }],
])('%s', async (_, far, end) => {
  expect((await placed(far)).end).toMatchObject(end)
})

test.each([
  ['112', 'notAllowed'],
  ['110', 'notAllowed'],
  ['201', 'notANumber'],
  ['0900123456', 'costly'],
  ['*100#', 'unknownCode'],
])('%s is not called: %s', async (number, reason) => {
  const { w, end } = await placed(answers(), number)
  expect(end).toMatchObject({ code: 'REFUSED', data: { reason } })
  expect(left(w)).toEqual([])
})

test('one at a time, and no trunk that is not there', async () => {
  const w = await office(two, queueFlow())
  w.sim.phone('*', answers(1000))
  const first = w.engine.trunkTests.place('t1', '030901820')
  await expect(w.engine.trunkTests.place('t1', '030901821')).rejects.toMatchObject({ code: 'CONFLICT' })
  await w.clock.advance(10_000)
  await first
  await expect(w.engine.trunkTests.place('gone', '030901820')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('what an answer means', () => {
  const meant = [200, 401, 403, 404, 408, 480, 484, 486, 488, 500, 503, 580, 603, 699, 302].map((status) =>
    meaningOf(status, false),
  )
  expect(meant).toEqual([
    ...['answered', 'credentials', 'notAllowed', 'unknownNumber', 'silence', 'unavailable', 'incomplete', 'busy', 'noCodec'],
    ...['fault', 'full', 'fault', 'declined', 'other', 'other'],
  ])
  expect([meaningOf(null, true), meaningOf(null, false)]).toEqual(['noAnswer', 'silence'])
})

const history = `
No.   Timestamp  (Dir) Address                  SIP Message
===== ========== ============================== ===================================
00000 1732831201 * ==> 127.0.0.9:5060           OPTIONS sip:127.0.0.9:5060 SIP/2.0
00001 1732831202 * ==> 127.0.0.51:5060          INVITE sip:030901820@127.0.0.51:5060 SIP/2.0
00002 1732831202 * <== 127.0.0.51:5060          SIP/2.0 401 Unauthorized
00003 1732831204 * <== 127.0.0.51:5060          SIP/2.0 180 Ringing
`

test('the ladder has first lines only, of one call, and ends the watch', async () => {
  expect(listedMessages(history)).toHaveLength(4)
  const one = '<--- History Entry 0 Sent to 127.0.0.51:5060 at 1732831202 --->\r\nINVITE sip:030901820@x SIP/2.0\r\nVia: x\r\n'
  expect(listedMessages(one)).toEqual([{ at: 1_732_831_202, sent: true, first: 'INVITE sip:030901820@x SIP/2.0' }])
  expect(shortLine('INVITE sip:+49301@x SIP/2.0')).toBe('INVITE')
  const asked: string[] = []
  const watch = await watchSip({
    rx: async (command) => {
      asked.push(command)
      if (command.startsWith('pjsip show history entry'))
        return 'INVITE sip:030901820@x SIP/2.0\nCall-ID: abc-1@127.0.0.1\nAuthorization: x'
      return command.startsWith('pjsip show history') ? history : ''
    },
  })
  const found = await watch.end('030901820')
  expect(found.slice(1, 3)).toEqual([
    { seconds: 1, sent: true, line: 'INVITE' },
    { seconds: 1, sent: false, line: '401 Unauthorized' },
  ])
  expect(asked).toContain('pjsip show history entry 1')
  expect(asked).toContain('pjsip show history where sip.msg.call-id = "abc-1@127.0.0.1"')
  expect(asked.slice(-2)).toEqual(['pjsip set history off', 'pjsip set history clear'])
})
