// "New …" never replaces what is there, another's change is not overwritten, and every change can be looked at and taken back.
import { describe, expect, it, onTestFinished } from 'vitest'
import type { User } from '../../../electron/host/services.ts'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { anna, ben, cleo, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

async function office() {
  const made = testDeps()
  const rpc = openRpc(made.deps)
  onTestFinished(() => rpc.close())
  const as = async (user: User) => (await inMemory(rpc, contextOf(user))).client
  await made.store.users.save({ ...anna }, 'a long password 1')
  const client = await as(anna)
  const flow = await client.flows.create({ name: 'Front' })
  return { ...made, as, client, flow }
}
const code = (value: string) => expect.objectContaining({ code: value })
type Office = Awaited<ReturnType<typeof office>>

/** Of each kind: a record that is made, another that would take its place, and the field that says so. */
const doubles: Record<string, [make: (o: Office) => Promise<unknown>, again: (o: Office) => Promise<unknown>, field: string]> = {
  'an extension': [async () => null, ({ client }) => client.settings.extensions.create({ number: '201', name: 'Eve' }), 'number'],
  'a route': [
    ({ client, flow }) => client.settings.routes.create({ number: '5000', flowId: flow.id }),
    ({ client, flow }) => client.settings.routes.create({ number: '5000', flowId: flow.id }),
    'number',
  ],
  'a route with an extension’s number': [
    async () => null,
    ({ client, flow }) => client.settings.routes.create({ number: '201', flowId: flow.id }),
    'number',
  ],
  'an extension with a route’s number': [
    ({ client, flow }) => client.settings.routes.create({ number: '500', flowId: flow.id }),
    ({ client }) => client.settings.extensions.create({ number: '500', name: 'Eve' }),
    'number',
  ],
  'a queue': [async () => null, ({ client }) => client.settings.queues.create({ id: 'sales', name: 'Other' }), 'id'],
  'a queue of the same name': [async () => null, ({ client }) => client.settings.queues.create({ name: 'SALES ' }), 'name'],
  'an operator': [
    async () => null,
    ({ client }) => client.settings.operators.create({ id: 'op1', name: 'Eve', extension: '202', queues: [] }),
    'id',
  ],
  'a user’s login': [
    async () => null,
    ({ client }) =>
      client.settings.users.create({ login: 'Anna', name: 'Eve', role: 'agent', operatorId: null, password: 'long enough 1' }),
    'login',
  ],
  'a mailbox': [
    ({ client }) => client.settings.mailboxes.create({ name: 'Main' }),
    ({ client }) => client.settings.mailboxes.create({ name: 'Main' }),
    'name',
  ],
  'a trunk': [
    ({ client }) => client.settings.trunks.create({ id: 't', name: 'T', host: 'h', password: 'hidden' }),
    ({ client }) => client.settings.trunks.create({ id: 't', name: 'Other', host: 'evil' }),
    'id',
  ],
  'a backend': [
    ({ client }) => client.settings.backends.create({ kind: 'step', id: 'b', name: 'B', url: 'https://b.example/' }),
    ({ client }) => client.settings.backends.create({ kind: 'step', id: 'b', name: 'C', url: 'https://c.example/' }),
    'id',
  ],
  'a webhook': [
    ({ client }) => client.settings.webhooks.create({ id: 'w', name: 'W', url: 'https://w.example/', events: ['call.ended'] }),
    ({ client }) => client.settings.webhooks.create({ id: 'w', name: 'X', url: 'https://x.example/', events: ['call.ended'] }),
    'id',
  ],
  'a blocked number': [
    ({ client }) => client.settings.blocked.create({ id: 'x', pattern: '1', action: 'busy' }),
    ({ client }) => client.settings.blocked.create({ id: 'x', pattern: '2', action: 'busy' }),
    'id',
  ],
  'an outgoing rule': [
    ({ client }) => client.settings.outgoing.create({ id: 'x', pattern: '1', trunkId: 't' }),
    ({ client }) => client.settings.outgoing.create({ id: 'x', pattern: '2', trunkId: 't' }),
    'id',
  ],
  'a prompt': [
    ({ client }) => client.settings.prompts.speak({ name: 'Hello', language: 'en', text: 'Hello' }),
    ({ client }) => client.settings.prompts.speak({ name: 'Hello', language: 'en', text: 'Bye' }),
    'name',
  ],
}

describe('a new record', () => {
  it.each(Object.entries(doubles))('never takes the place of %s', async (_name, [make, again, field]) => {
    const made = await office()
    await make(made)
    const before = JSON.stringify([made.store.office.loadConfig(), made.store.users.list()], mapsToo)
    const rows = made.store.audit.list(500).length
    await expect(again(made)).rejects.toMatchObject({ code: 'TAKEN', data: { field, by: expect.any(String) } })
    expect(JSON.stringify([made.store.office.loadConfig(), made.store.users.list()], mapsToo)).toBe(before)
    expect(made.store.audit.list(500)).toHaveLength(rows)
  })

  it('of a user with another’s first name is another user', async () => {
    const { client } = await office()
    const eve = { login: 'eve', name: 'Anna', role: 'agent' as const, operatorId: null, password: 'long enough 1' }
    const { id } = await client.settings.users.create(eve)
    expect(id).not.toBe(anna.id)
    expect((await client.settings.users.list()).map(({ login }) => login)).toEqual(['anna', 'eve'])
  })

  it('gets an id that says nothing of its name', async () => {
    const { client } = await office()
    const { id } = await client.settings.queues.create({ name: 'Front desk' })
    expect(id).toMatch(/^queue-[0-9a-f]{12}$/)
  })
})

const mapsToo = (_key: string, value: unknown) => (value instanceof Map ? [...value] : value)

describe('an update', () => {
  it('makes nothing', async () => {
    const { client } = await office()
    await expect(client.settings.queues.update({ id: 'none', name: 'None' })).rejects.toEqual(code('NOT_FOUND'))
    await expect(client.settings.extensions.update({ number: '299', name: 'None' })).rejects.toEqual(code('NOT_FOUND'))
    await expect(client.settings.users.update({ ...cleo, id: 'none' })).rejects.toEqual(code('NOT_FOUND'))
  })

  it('of a revision that is past is refused; of the one that is there it is not', async () => {
    const { client } = await office()
    const [first] = await client.settings.queues.list()
    if (!first) throw new Error('no queue')
    await client.settings.queues.update({ ...first, ringSeconds: 25 })
    await expect(client.settings.queues.update({ ...first, ringSeconds: 30 })).rejects.toEqual(code('CONFLICT'))
    const [now] = await client.settings.queues.list()
    if (!now) throw new Error('no queue')
    expect(await client.settings.queues.update({ ...now, ringSeconds: 30 })).toMatchObject({ ringSeconds: 30 })
    const settings = await client.settings.office.get()
    await client.settings.office.save({ ...settings, parkSlots: 11 })
    await expect(client.settings.office.save({ ...settings, parkSlots: 12 })).rejects.toEqual(code('CONFLICT'))
  })

  it('does not take another’s name', async () => {
    const { client } = await office()
    const { id } = await client.settings.queues.create({ name: 'Help' })
    await expect(client.settings.queues.update({ id, name: 'Sales' })).rejects.toMatchObject({
      code: 'TAKEN',
      data: { field: 'name', by: 'Sales' },
    })
  })
})

describe('the audit trail', () => {
  it('shows each field before and after, and no secret', async () => {
    const { client } = await office()
    await client.settings.trunks.create({ id: 't', name: 'T', host: 'h', password: 'hidden' })
    await client.settings.trunks.update({ id: 't', name: 'T', host: 'other', password: 'changed' })
    const [entry] = await client.system.audit({ limit: 1 })
    expect(entry).toMatchObject({
      action: 'trunk.update',
      undo: 'possible',
      changes: [
        { kind: 'trunk', id: 't', did: 'changed', fields: [{ field: 'host', before: 'h', after: 'other' }] },
        { kind: 'secret', id: 'trunk:t', fields: [{ field: 'secret', before: '•••', after: '•••' }] },
      ],
    })
    await client.settings.users.update({ ...anna, password: 'another long one' })
    expect(JSON.stringify(await client.system.audit({}))).not.toMatch(/hidden|another|scrypt/)
  })

  it('takes a change back, once, and notes it', async () => {
    const { client, store } = await office()
    await client.settings.trunks.create({ id: 't', name: 'T', host: 'h', password: 'hidden' })
    const { change } = await client.settings.trunks.remove({ id: 't' })
    await client.system.undo({ id: change })
    expect(store.office.trunks.get('t')).toMatchObject({ host: 'h', password: 'hidden' })
    await expect(client.system.undo({ id: change })).rejects.toEqual(code('CONFLICT'))
    const [undone, removed] = await client.system.audit({ limit: 2 })
    expect([undone?.action, removed?.undo]).toEqual(['trunk.undo', 'done'])
  })

  it('brings back what a removal took with it', async () => {
    const { client, store } = await office()
    const { change } = await client.settings.queues.remove({ id: 'sales' })
    expect(store.office.operators.get('op1')?.queues).toEqual([])
    await client.system.undo({ id: change })
    expect(store.office.operators.get('op1')?.queues).toEqual([{ queueId: 'sales', penalty: 0 }])
    await store.pins.setPin('op1', '4711')
    const operator = await client.settings.operators.remove({ id: 'op1' })
    expect(await store.pins.find('4711')).toBeNull()
    await client.system.undo({ id: operator.change })
    expect(await store.pins.find('4711')).toBe('op1')
  })

  it('refuses what was changed since, and what is needed by now', async () => {
    const { client } = await office()
    await client.settings.queues.update({ id: 'sales', name: 'Sales', ringSeconds: 25 })
    const [update] = await client.system.audit({ limit: 1 })
    await client.settings.queues.update({ id: 'sales', name: 'Sales', ringSeconds: 30 })
    await expect(client.system.undo({ id: update?.id ?? 0 })).rejects.toEqual(code('CONFLICT'))
    await client.settings.extensions.create({ number: '203', name: 'Eve' })
    const [extension] = await client.system.audit({ limit: 1 })
    await client.settings.operators.create({ name: 'Eve', extension: '203', queues: [] })
    await expect(client.system.undo({ id: extension?.id ?? 0 })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('Eve'),
    })
    expect((await client.settings.extensions.list()).map(({ number }) => number)).toContain('203')
  })

  it('lets a supervisor take back only their own', async () => {
    const { client, as } = await office()
    const supervisor = await as(cleo)
    await client.settings.queues.create({ name: 'Help' })
    const [theirs] = await client.system.audit({ limit: 1 })
    await expect(supervisor.system.undo({ id: theirs?.id ?? 0 })).rejects.toEqual(code('FORBIDDEN'))
    const blocked = await supervisor.settings.blocked.create({ pattern: '0900', action: 'busy' })
    const { change } = await supervisor.settings.blocked.remove({ id: blocked.id })
    await supervisor.system.undo({ id: change })
    expect(await supervisor.settings.blocked.list()).toMatchObject([{ pattern: '0900' }])
    await expect((await as(ben)).system.undo({ id: change })).rejects.toEqual(code('FORBIDDEN'))
  })

  it('does not sign out whose user record it takes back', async () => {
    const { client, store } = await office()
    const { token } = store.users.openSession(anna.id)
    await client.settings.users.update({ ...anna, name: 'Anne' })
    const [entry] = await client.system.audit({ limit: 1 })
    await client.system.undo({ id: entry?.id ?? 0 })
    expect(store.users.session(token)).toMatchObject({ name: 'Anna' })
  })
})
