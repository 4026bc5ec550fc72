// Backends, API tokens and speech as the console's settings see them.
import { expect, it, onTestFinished, vi } from 'vitest'
import type { User } from '../../../electron/host/services.ts'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { backend, backendFlow } from '../../../shared/domain/backend.ts'
import { hiddenValue } from '../../../shared/domain/secretReference.ts'
import { speechSettings } from '../../../shared/domain/voices.ts'
import { webhookRecord } from '../../../shared/domain/webhooks.ts'
import { anna, ben, cleo, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

async function office() {
  const made = testDeps()
  const rpc = openRpc(made.deps)
  onTestFinished(() => rpc.close())
  const as = async (user: User) => (await inMemory(rpc, contextOf(user))).client
  return { ...made, as }
}
const code = (value: string) => expect.objectContaining({ code: value })
const shop = backend.parse({
  kind: 'step',
  id: 'shop',
  name: 'Shop',
  url: 'https://shop.example/step',
  headers: { Authorization: 'Bearer secret' },
})

it('a backend’s headers go in and never come out; a value that is not shown is kept', async () => {
  const { as, store } = await office()
  const client = await as(anna)
  const saved = await client.settings.backends.create(shop)
  expect(saved.headers).toEqual({ Authorization: hiddenValue })
  expect(JSON.stringify(await client.settings.backends.list())).not.toContain('secret')
  await client.settings.backends.update({ ...saved, name: 'Other', headers: { ...saved.headers, 'X-New': 'b' } })
  expect(store.office.backends.get('shop')).toMatchObject({
    name: 'Other',
    headers: { Authorization: 'Bearer secret', 'X-New': 'b' },
  })
  await expect((await as(cleo)).settings.backends.list()).rejects.toEqual(code('FORBIDDEN'))
})
it('a backend that was removed and comes back has its headers again', async () => {
  const { as, store } = await office()
  const client = await as(anna)
  await client.settings.backends.create(shop)
  const { change } = await client.settings.backends.remove({ id: 'shop' })
  await client.system.undo({ id: change })
  expect(store.office.backends.get('shop')?.headers).toEqual({ Authorization: 'Bearer secret' })
})
it('a backend is tried by an admin, with its values, as for a call to the number that leads to it', async () => {
  const { as, deps } = await office()
  const client = await as(anna)
  await client.settings.backends.create(shop)
  const trial = await client.settings.backends.try({ id: 'shop', from: ' ' })
  expect(trial.found).toEqual({ kind: 'nothing' })
  expect(deps.tryBackend).toHaveBeenLastCalledWith(shop, { from: 'anonymous', to: '' })
  await client.settings.routes.create({ number: '5900', flowId: backendFlow(shop) })
  await client.settings.backends.try({ id: 'shop', from: '+49 30 123' })
  expect(deps.tryBackend).toHaveBeenLastCalledWith(shop, { from: '+4930123', to: '5900' })
  await expect(client.settings.backends.try({ id: 'none', from: '' })).rejects.toEqual(code('NOT_FOUND'))
  await expect((await as(cleo)).settings.backends.try({ id: 'shop', from: '' })).rejects.toEqual(code('FORBIDDEN'))
})
it('a webhook that was removed and comes back keeps the secret its receiver knows; another of its id gets a new one', async () => {
  const { as, deps } = await office()
  const client = await as(anna)
  const hook = webhookRecord.parse({ id: 'crm', name: 'CRM', url: 'https://crm.example/', events: ['call.ended'] })
  expect((await client.settings.webhooks.create(hook)).secret).not.toBe('')
  const { change } = await client.settings.webhooks.remove({ id: 'crm' })
  await client.system.undo({ id: change })
  expect(await client.settings.webhooks.list()).toMatchObject([hook])
  expect(deps.webhooks.newSecret).toHaveBeenCalledTimes(1)
  await client.settings.webhooks.remove({ id: 'crm' })
  expect((await client.settings.webhooks.create({ ...hook, url: 'https://elsewhere.example/' })).secret).not.toBe('')
  expect(deps.webhooks.newSecret).toHaveBeenCalledTimes(2)
})
it('settings of speech are tried before they are saved, by admins; what goes wrong is told', async () => {
  const { as, deps } = await office()
  const settings = speechSettings.parse({ engine: 'http', url: 'https://tts.example/' })
  const asked = { text: 'Hello', language: 'en' as const, settings }
  const client = await as(anna)
  expect((await client.settings.speech.try(asked)).wav.length).toBeGreaterThan(100)
  expect(deps.speech.attempt).toHaveBeenLastCalledWith(settings, { text: 'Hello', language: 'en' })
  vi.mocked(deps.speech.attempt).mockRejectedValueOnce(new Error('The speech service answered 404.'))
  await expect(client.settings.speech.try(asked)).rejects.toMatchObject({
    code: 'REFUSED',
    message: 'The speech service answered 404.',
  })
  await expect((await as(cleo)).settings.speech.try(asked)).rejects.toEqual(code('FORBIDDEN'))
  await expect((await as(cleo)).settings.speech.voicesOf(settings)).rejects.toEqual(code('FORBIDDEN'))
})
it('a number can be routed to a backend, which then stays', async () => {
  const { as } = await office()
  const client = await as(anna)
  await client.settings.backends.create(shop)
  await client.settings.routes.create({ number: '5100', flowId: 'builtin:step:shop' })
  await expect(client.settings.routes.create({ number: '5101', flowId: 'builtin:step:other' })).rejects.toEqual(code('INVALID'))
  await expect(client.settings.backends.remove({ id: 'shop' })).rejects.toEqual(code('CONFLICT'))
  await client.settings.routes.remove({ number: '5100' })
  await client.settings.backends.remove({ id: 'shop' })
  expect(await client.settings.backends.list()).toEqual([])
})
it('an API token is shown once, kept as a hash, and worth nothing once revoked', async () => {
  const { as, store } = await office()
  const client = await as(anna)
  const { id, token } = await client.settings.tokens.create({ name: 'Shop', role: 'supervisor' })
  expect(store.apiTokens.user(token)).toEqual({
    id: `token:${id}`,
    login: `token:${id}`,
    name: 'Shop',
    role: 'supervisor',
    operatorId: null,
    scopes: [],
  })
  expect(JSON.stringify(await client.settings.tokens.list())).not.toContain(token)
  expect(await client.settings.tokens.list()).toMatchObject([
    { id, name: 'Shop', createdBy: anna.id, usedAt: expect.any(Number) },
  ])
  expect(store.apiTokens.user(`${token}x`)).toBeNull()
  await client.settings.tokens.revoke({ id })
  expect(store.apiTokens.user(token)).toBeNull()
  await expect(client.settings.tokens.revoke({ id })).rejects.toEqual(code('NOT_FOUND'))
  await expect((await as(ben)).settings.tokens.create({ name: 'x', role: 'admin' })).rejects.toEqual(code('FORBIDDEN'))
})
it('speech is set by admins and in force at once; a voice can be heard', async () => {
  const { as, deps, configChanged } = await office()
  const client = await as(anna)
  const wanted = speechSettings.parse({ engine: 'piper', program: 'Our Piper', voices: { de: 'thorsten' }, speed: 1.1 })
  await client.settings.speech.save(wanted)
  expect(configChanged).toHaveBeenCalled()
  expect(await (await as(ben)).settings.speech.get()).toMatchObject(wanted)
  expect(deps.config().speech).toEqual(wanted)
  const { wav } = await client.settings.speech.hear({ text: 'Hello', language: 'de', voice: 'thorsten' })
  expect(Buffer.from(wav, 'base64').length).toBeGreaterThan(100)
  expect(deps.speech.render).toHaveBeenLastCalledWith({ text: 'Hello', language: 'de', voice: 'thorsten' })
  await expect((await as(cleo)).settings.speech.save(wanted)).rejects.toEqual(code('FORBIDDEN'))
})
