// Keys behind a number that the host dials: sent once somebody answers, after their pauses; the number alone is dialled.
import { expect, test, vi } from 'vitest'
import { answers } from '../../../electron/adapters/sim/people.ts'
import { flowOf, type World } from '../../support/memory.ts'
import { end, endedAfterEach, office, start } from './offices.ts'

endedAfterEach()

const outgoing = [{ id: 'all', pattern: '*', trunkId: 't1', callerId: '', strip: 0, class: 'national' }]
const parts = { routes: { '5000': 'f' }, extensions: ['201', '202'], more: { outgoing: outgoing as never } }
const transfer = (number: string) =>
  flowOf('f', { start, t: { type: 'transfer', to: { kind: 'number', number } }, end }, [
    'start.next>t',
    ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `t.${port}>end`),
  ])

/** What is dialled outside, and each key that is sent, with the time since the answer, ms. */
async function dialled(number: string): Promise<{ w: World; sent: [string, number][]; dialledNumber: string }> {
  const w = await office(parts, transfer(number))
  w.sim.phone('*', answers(1000))
  const sent: [string, number][] = []
  const from = w.clock.now() + 1000
  vi.spyOn(w.sim, 'sendDigits').mockImplementation(async (_id, digits) => {
    sent.push([digits, Math.round((w.clock.now() - from) / 1000)])
  })
  const caller = w.sim.call('5000')
  await w.clock.advance(20_000)
  const dialledNumber = w.sim.commands.find((command) => command.includes('@trunk-t1')) ?? ''
  caller.hangup()
  return { w, sent, dialledNumber }
}

test.each([
  ['+49 30 4383732,1234', [['1234', 2]]],
  ['+49 30 4383732 x1234', [['1234', 2]]],
  [
    '+49304383732,12,34#',
    [
      ['12', 2],
      ['34#', 4],
    ],
  ],
  ['+49304383732;1234', [['1234', 2]]],
  ['+49304383732', []],
])('%s', async (number, keys) => {
  const { sent, dialledNumber } = await dialled(number)
  expect(dialledNumber).toContain('004930438373')
  expect(dialledNumber).not.toContain('1234')
  expect(sent).toEqual(keys)
})

test('of a click to call and of a blind transfer they are sent as well', async () => {
  const w = await office(parts, transfer('202'))
  w.sim.phone('201', answers(500))
  w.sim.phone('*', answers(500))
  const sent = vi.spyOn(w.sim, 'sendDigits').mockResolvedValue()
  const placed = w.engine.integration.originate('201', '+49304383732,99')
  await w.clock.advance(8000)
  const { callId } = await placed
  expect(sent.mock.calls.map(([, digits]) => digits)).toEqual(['99'])
  await w.engine.phone.transfer('201', callId, '+49304383733,88')
  await w.clock.advance(8000)
  expect(sent.mock.calls.map(([, digits]) => digits)).toEqual(['99', '88'])
  for (const id of [...w.sim.channels.keys()]) w.sim.end(id, { cause: 16, sip: 200 })
})

test('nothing is sent once the far side has hung up', async () => {
  const w = await office(parts, transfer('+49304383732,1234'))
  w.sim.phone('*', answers(1000))
  const digits = vi.spyOn(w.sim, 'sendDigits').mockResolvedValue()
  w.sim.call('5000')
  await w.clock.advance(1500)
  for (const [id, channel] of [...w.sim.channels]) if (channel.endpoint.includes('@trunk')) w.sim.end(id, { cause: 16, sip: 200 })
  await w.clock.advance(10_000)
  expect(digits).not.toHaveBeenCalled()
})
