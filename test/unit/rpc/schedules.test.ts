// Opening hours of the office by the contract: revisions, who refers to them, the switch by hand, what an undo may not break.
import { describe, expect, it, onTestFinished } from 'vitest'
import type { User } from '../../../electron/host/services.ts'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { overrideName } from '../../../shared/domain/officeSchedule.ts'
import { flowOf } from '../../support/memory.ts'
import { anna, ben, cleo, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

async function office() {
  const made = testDeps()
  const rpc = openRpc(made.deps)
  onTestFinished(() => rpc.close())
  const as = async (user: User) => (await inMemory(rpc, contextOf(user))).client
  await made.store.users.save({ ...anna }, 'a long password 1')
  return { ...made, as, client: await as(anna) }
}
const weekly = { mon: [{ from: '09:00', to: '17:00' }] }
const code = (value: string, data: object = {}) => expect.objectContaining({ code: value, data: expect.objectContaining(data) })

/** A published flow whose step refers to the hours. */
async function publishing({ store }: Awaited<ReturnType<typeof office>>, scheduleId: string) {
  const hours = { type: 'businessHours', scheduleId, timeZone: 'UTC', weekly: {} }
  const ends = { o: { type: 'hangup' }, c: { type: 'hangup' }, x: { type: 'hangup' } }
  const edges = ['start.next>h', 'h.open>o', 'h.closed>c', 'h.holiday>x']
  const document = { ...flowOf('front', { start: { type: 'start' }, h: hours, ...ends }, edges), name: 'Front door' }
  store.flows.create(document)
  store.flows.publish('front', 1, 'anna', '')
}

describe('opening hours', () => {
  it('are made with the holidays of their countries written out, listed, changed at their revision, and in force', async () => {
    const { client, deps, configChanged } = await office()
    const presets = [{ country: 'DE', days: [{ date: '1999-01-01', name: 'made up' }], until: '2999-01-01' }]
    const made = await client.settings.schedules.create({ name: 'Shop', weekly, presets })
    expect(made.presets[0]).toMatchObject({ days: [{ date: '2027-01-01', name: 'New Year' }], until: '2030-01-01' })
    expect(configChanged).toHaveBeenCalledOnce()
    expect(deps.config().schedules.get(made.id)?.name).toBe('Shop')
    const changed = await client.settings.schedules.update({ ...made, name: 'Counter' })
    expect(await client.settings.schedules.list()).toEqual([changed])
    await expect(client.settings.schedules.update({ ...made, name: 'Late' })).rejects.toEqual(code('CONFLICT'))
    await expect(client.settings.schedules.create({ name: 'counter', weekly })).rejects.toEqual(code('TAKEN', { field: 'name' }))
    await expect(client.settings.schedules.create({ name: 'Bad', weekly, timeZone: 'Europe/Nowhere' })).rejects.toEqual(
      code('INVALID'),
    )
  })

  it('cannot be removed while a flow or a queue refers to them, and it is said which', async () => {
    const made = await office()
    const { client, store } = made
    const { id } = await client.settings.schedules.create({ name: 'Shop', weekly })
    await publishing(made, id)
    const [queue] = await client.settings.queues.list()
    if (!queue) throw new Error('no queue')
    await client.settings.queues.update({ ...queue, scheduleId: id })
    await expect(client.settings.schedules.remove({ id })).rejects.toEqual(
      code('CONFLICT', { reason: 'inUse', by: '“Front door”, “Sales”' }),
    )
    expect(await client.flows.naming({ kind: 'schedule', id })).toEqual([{ id: 'front', name: 'Front door' }])
    store.flows.remove('front')
    await client.settings.queues.update({ ...queue, revision: undefined, scheduleId: '' })
    await client.settings.schedules.remove({ id })
    expect(await client.settings.schedules.list()).toEqual([])
  })

  it('take their switch by hand with them, and an undo brings both back', async () => {
    const { client, store } = await office()
    const { id } = await client.settings.schedules.create({ name: 'Shop', weekly })
    await client.settings.hours.set({ name: overrideName(id), state: 'closed' })
    const { change } = await client.settings.schedules.remove({ id })
    expect(store.office.hours.list()).toEqual([])
    await client.system.undo({ id: change })
    expect(store.office.hours.list()).toEqual([{ name: overrideName(id), state: 'closed' }])
    expect(await client.settings.schedules.list()).toMatchObject([{ id, name: 'Shop' }])
  })

  it('are not undone away under a queue', async () => {
    const { client } = await office()
    const { id } = await client.settings.schedules.create({ name: 'Shop', weekly })
    const [entry] = await client.system.audit({ limit: 1 })
    const [queue] = await client.settings.queues.list()
    if (!queue || !entry) throw new Error('no queue')
    await client.settings.queues.update({ ...queue, scheduleId: id })
    await expect(client.system.undo({ id: entry.id })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(client.settings.queues.update({ ...queue, revision: undefined, scheduleId: 'gone' })).rejects.toEqual(
      code('INVALID', { field: 'scheduleId' }),
    )
  })

  it('are edited by admins and switched by supervisors; agents look', async () => {
    const { client, as, deps } = await office()
    const { id } = await client.settings.schedules.create({ name: 'Shop', weekly })
    const [agent, supervisor] = [await as(ben), await as(cleo)]
    expect(await agent.settings.schedules.list()).toHaveLength(1)
    await expect(agent.settings.hours.set({ name: overrideName(id), state: 'open' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(supervisor.settings.schedules.remove({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await supervisor.settings.hours.set({ name: overrideName(id), state: 'closed', until: 5 })
    expect(deps.config().overrides.get(overrideName(id))).toEqual({ name: overrideName(id), state: 'closed', until: 5 })
    await expect(supervisor.settings.hours.set({ name: overrideName('gone'), state: 'open' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('of flows themselves are named where no step refers to the office’s', async () => {
    const made = await office()
    const { id } = await made.client.settings.schedules.create({ name: 'Shop', weekly })
    await publishing(made, id)
    expect(await made.client.settings.hours.names()).toEqual([])
  })
})
