// Letters in a number are never left out: what remains may be somebody else's number, or the emergency services'.
import { expect, it, onTestFinished } from 'vitest'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { readDialled } from '../../../shared/domain/dialled.ts'
import { anna, ben, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

it.each([
  ['112test', true],
  ['call 112', true],
  // A number that firms spell: its digits are dialled, and shown.
  ['0800 FLOWERS', false],
  ['１１２ü', true],
  ['+49 (0) 30 / 90-18.20', false],
  ['tel:+4930901820', false],
  ['*21#', false],
  ['112', false],
])('“%s” is refused for its letters: %s', (typed, letters) => {
  expect(readDialled(typed, 'DE')).toEqual(
    letters ? { kind: 'problem', problem: 'letters' } : expect.not.objectContaining({ kind: 'problem' }),
  )
})

it('a transfer, a callback and a call by the API are refused with the field, and nothing is dialled', async () => {
  const { deps } = testDeps()
  const rpc = openRpc(deps)
  onTestFinished(() => rpc.close())
  const agent = (await inMemory(rpc, contextOf(ben))).client
  const admin = (await inMemory(rpc, contextOf(anna))).client
  const refused = (field: string) => expect.objectContaining({ code: 'INVALID', data: { field } })
  await expect(agent.phone.transfer({ callId: 'c', to: '112test' })).rejects.toEqual(refused('to'))
  await expect(agent.callbacks.create({ number: '112test', queueId: 'sales' })).rejects.toEqual(refused('number'))
  await expect(admin.integration.originate({ extension: '201', to: '112test' })).rejects.toEqual(refused('to'))
})
