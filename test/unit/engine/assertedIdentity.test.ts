// Who withholds a number and is named by the network all the same: for emergency calls and malicious call tracing, and nothing else.
import { expect, test, vi } from 'vitest'
import { answers } from '../../../electron/adapters/sim/people.ts'
import { outgoingRule, trunk } from '../../../shared/domain/office.ts'
import { flowOf, type World } from '../../support/memory.ts'
import { end, office, quietAfterEach, start } from './offices.ts'

quietAfterEach()

const asserted = '"Ann Secret" <sip:+4930555001@provider.example>'
const onTo = (number: string) =>
  flowOf('f', { start, go: { type: 'transfer', to: { kind: 'number', number } }, end }, [
    'start.next>go',
    ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`),
  ])
const trunkOf = (trustIdentity: boolean) =>
  trunk.parse({ id: 't1', name: 'T', host: 'provider.example', emergency: true, callerId: '+4930999', trustIdentity })

/** A call that goes on to `number`: what the trunk is asked to show, and everything else that was told. */
async function passedOn(number: string, { from = 'anonymous', trusted = true } = {}) {
  const w = await office(
    {
      routes: { '5000': 'f' },
      more: {
        outgoing: [outgoingRule.parse({ id: 'o', pattern: '*', trunkId: 't1' })],
        trunks: new Map([['t1', trunkOf(trusted)]]),
      },
    },
    onTo(number),
  )
  w.sim.phone('*', answers(500))
  const shownToConsoles: unknown[] = []
  const stop = w.engine.live.follow({}, (event) => shownToConsoles.push(event))
  const originate = vi.spyOn(w.sim, 'originate')
  w.sim.call('5000', from, { asserted })
  await w.clock.advance(2000)
  stop()
  const shown = originate.mock.lastCall?.[0].callerId
  return { shown, w, live: shownToConsoles }
}
const told = ({ log, journal, stores }: World, live: unknown[]) =>
  JSON.stringify([log.events, [...log.calls.values()], journal.load(), [...stores.posts.values()], live])

test('an emergency call that is passed on has it, marked as private', async () => {
  const { shown, w, live } = await passedOn('112')
  expect(shown).toEqual({ name: '', number: '+4930555001', withheld: true })
  expect(told(w, live).replaceAll(JSON.stringify(shown), '')).not.toMatch(/555001|Secret/)
})

test('but not by a trunk whose network is not trusted', async () => {
  expect((await passedOn('112', { trusted: false })).shown).toEqual({ name: 'Office', number: '+4930999' })
})

test('any other call has the office’s number', async () => {
  const { shown, w, live } = await passedOn('030777001')
  expect(shown).toEqual({ name: 'Office', number: '+4930999' })
  expect(live.length).toBeGreaterThan(1)
  expect(told(w, live)).not.toMatch(/555001|Secret/)
})

test('it is stored for a withheld number only', async () => {
  const hidden = await passedOn('030777001')
  const [id = ''] = [...hidden.w.log.calls.keys()]
  expect(hidden.w.stores.identities.of(id)).toBe('+4930555001')
  const open = await passedOn('030777001', { from: '+4930123456' })
  expect([...open.w.log.calls.keys()].map((each) => open.w.stores.identities.of(each))).toEqual([null])
})
