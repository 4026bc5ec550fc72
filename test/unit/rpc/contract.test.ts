import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { maxFrameBytes } from '../../../shared/contract/base.ts'
import { anna, ben, cleo, contextOf, live, testDeps } from './fakes.ts'
import { type Connect, inMemory, overElectronsPort, overMessageChannel, overWebSocket } from './transports.ts'

const transports: [string, Connect][] = [
  ['in memory', inMemory],
  ['over a WebSocket', overWebSocket],
  ['over a MessageChannel', overMessageChannel],
  ['over a port of Electron’s shape', overElectronsPort],
]

async function office(connect: Connect) {
  const made = testDeps()
  const rpc = openRpc(made.deps)
  onTestFinished(() => rpc.close())
  const as = async (user: Parameters<typeof contextOf>[0]) => {
    const context = contextOf(user)
    return { context, ...(await connect(rpc, context)) }
  }
  return { ...made, as }
}

const code = (value: string) => expect.objectContaining({ code: value })

describe.each(transports)('the contract %s', (_name, connect) => {
  it('answers the one who is signed in', async () => {
    const { as } = await office(connect)
    const { client } = await as(ben)
    expect(await client.desk.me()).toMatchObject({ login: 'ben', extension: '201', role: 'agent', pbx: 'demo' })
  })

  it('refuses whoever is not, also when the session ends in the middle', async () => {
    const { as } = await office(connect)
    const nobody = await as(null)
    await expect(nobody.client.desk.me()).rejects.toEqual(code('UNAUTHENTICATED'))
    const { client, context } = await as(ben)
    await client.desk.me()
    context.user = null
    await expect(client.desk.me()).rejects.toEqual(code('UNAUTHENTICATED'))
  })

  it('checks the role before the input', async () => {
    const { as } = await office(connect)
    const agent = await as(ben)
    await expect(agent.client.settings.queues.update({ id: '' } as never)).rejects.toEqual(code('FORBIDDEN'))
    await expect(agent.client.supervise.lockouts()).rejects.toEqual(code('FORBIDDEN'))
    const supervisor = await as(cleo)
    expect(await supervisor.client.supervise.lockouts()).toEqual([])
    await expect(supervisor.client.settings.users.list()).rejects.toEqual(code('FORBIDDEN'))
  })

  it('names the field of an invalid input', async () => {
    const { as } = await office(connect)
    const { client } = await as(anna)
    await expect(client.settings.queues.create({ id: 'x', name: '', ringSeconds: 20 })).rejects.toMatchObject({
      code: 'INVALID',
      defined: true,
      data: { field: 'name' },
    })
  })

  it('passes on the engine’s refusals with their code and data', async () => {
    const { as } = await office(connect)
    const { client } = await as(ben)
    await expect(client.desk.login({ pin: '0000' })).rejects.toMatchObject({ code: 'WRONG_PIN', data: { triesLeft: 4 } })
    await expect(client.phone.hangup({ callId: 'x' })).rejects.toMatchObject({ code: 'PBX_DOWN', status: 503 })
  })

  it('tells nothing of a fault, and logs it', async () => {
    const { as, log } = await office(connect)
    const { client } = await as(ben)
    const error = await client.desk.resume().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
    expect(JSON.stringify(error) + String(error)).not.toContain('secret')
    expect(log.error).toHaveBeenCalledWith('procedure failed', expect.objectContaining({ path: 'desk.resume' }))
  })

  it('lets an agent log in with their own PIN only', async () => {
    const { as, desk } = await office(connect)
    const { client } = await as(ben)
    expect(await client.desk.login({ pin: '4711' })).toEqual(live)
    await expect(client.desk.login({ pin: '9999' })).rejects.toEqual(code('FORBIDDEN'))
    expect(desk.login).toHaveBeenCalledWith({ pin: '9999', operatorId: 'op1', lockKey: 'console:ben' })
  })

  it('feeds a snapshot, then changes, and resumes from a number', async () => {
    const { as, feed } = await office(connect)
    const { client, hangUp } = await as(ben)
    const events = await client.live.feed({})
    expect((await events.next()).value).toMatchObject({ type: 'snapshot', seq: 0, snapshot: { operators: [live] } })
    feed.change()
    feed.change()
    expect([(await events.next()).value, (await events.next()).value]).toMatchObject([{ seq: 1 }, { seq: 2 }])
    await events.return?.()
    await vi.waitFor(() => expect(feed.listeners).toBe(0))
    const resumed = await client.live.feed({ since: 1, epoch: 'e1' })
    expect((await resumed.next()).value).toMatchObject({ type: 'changes', seq: 2 })
    await resumed.return?.()
    const other = await client.live.feed({ since: 1, epoch: 'another run' })
    expect((await other.next()).value).toMatchObject({ type: 'snapshot' })
    await other.return?.()
    hangUp()
    await vi.waitFor(() => expect(feed.listeners).toBe(0))
  })

  it('ends a feed when its user is signed out', async () => {
    const { as, feed } = await office(connect)
    const { client, context } = await as(ben)
    const events = await client.live.feed({})
    await events.next()
    context.user = null
    feed.change()
    expect(await events.next()).toMatchObject({ done: true })
    await vi.waitFor(() => expect(feed.listeners).toBe(0))
  })
})

describe.each(transports.slice(1))('a console %s', (_name, connect) => {
  it('that goes away leaves no listener', async () => {
    const { as, feed } = await office(connect)
    const { client, hangUp } = await as(ben)
    const feeds = [await client.live.feed({}), await client.live.feed({})]
    await Promise.all(feeds.map((events) => events.next()))
    expect(feed.listeners).toBe(2)
    hangUp()
    await vi.waitFor(() => expect(feed.listeners).toBe(0))
  })

  it('that sends a frame too large loses its connection, and the others do not notice', async () => {
    const { as, feed } = await office(connect)
    const other = await as(ben)
    const { client, sendRaw } = await as(ben)
    const events = await client.live.feed({})
    await events.next()
    await sendRaw?.('x'.repeat(maxFrameBytes + 1))
    await vi.waitFor(() => expect(feed.listeners).toBe(0))
    expect(await other.client.desk.me()).toMatchObject({ login: 'ben' })
  })
})
