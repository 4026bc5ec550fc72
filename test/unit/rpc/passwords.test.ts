// Passwords that are not easily guessed, one's own to change, and tokens that name what they may and expire.
import { expect, it, onTestFinished } from 'vitest'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { anna, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

const first = 'harbour dental 7 chairs'
async function office() {
  const made = testDeps()
  const rpc = openRpc(made.deps)
  onTestFinished(() => rpc.close())
  await made.store.users.save({ ...anna }, first)
  return { ...made, rpc }
}

it.each(['password12', 'qwertyuiop12', 'annaannaanna'])('the password “%s” is refused beside its field', async (password) => {
  const { rpc } = await office()
  const { client } = await inMemory(rpc, contextOf(anna))
  const weak = { code: 'WEAK_PASSWORD', data: { field: 'password' } }
  const eve = { login: 'eve', name: 'Eve', role: 'agent' as const, operatorId: null }
  await expect(client.settings.users.create({ ...eve, password })).rejects.toMatchObject(weak)
  await expect(client.settings.users.update({ ...anna, password })).rejects.toMatchObject(weak)
  await expect(client.desk.changePassword({ current: first, password })).rejects.toMatchObject(weak)
})

it('everybody changes their own: the session it is done in goes on, the others end', async () => {
  const { rpc, store } = await office()
  const [here, elsewhere] = [store.users.openSession(anna.id), store.users.openSession(anna.id)]
  const { client } = await inMemory(rpc, { ...contextOf(anna), session: here.token })
  const next = 'eleven purple kettles'
  await expect(client.desk.changePassword({ current: 'wrong', password: next })).rejects.toMatchObject({
    code: 'INVALID',
    data: { field: 'current' },
  })
  await client.desk.changePassword({ current: first, password: next })
  expect([store.users.session(here.token)?.login, store.users.session(elsewhere.token)]).toEqual(['anna', null])
  expect([await store.users.verify('anna', first), (await store.users.verify('anna', next))?.id]).toEqual([null, anna.id])
})

it('a token may call what it names, and nothing after its day', async () => {
  const { rpc, store, clock } = await office()
  const { client } = await inMemory(rpc, contextOf(anna))
  const { token } = await client.settings.tokens.create({ name: 'Shop', role: 'admin', days: 2, scopes: ['calls', 'desk.me'] })
  const user = store.apiTokens.user(token)
  const scoped = (await inMemory(rpc, contextOf(user))).client
  expect((await scoped.calls.list({})).calls).toEqual([])
  expect((await scoped.desk.me()).name).toBe('Shop')
  for (const refused of [scoped.settings.users.list(), scoped.callbacks.list({}), scoped.desk.resume()])
    await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await client.settings.tokens.list()).toMatchObject([
    { expiresAt: clock.now() + 2 * 86_400_000, scopes: ['calls', 'desk.me'] },
  ])
  clock.advance(2 * 86_400_000)
  expect(store.apiTokens.user(token)).toBeNull()
})
