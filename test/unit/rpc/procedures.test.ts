import { describe, expect, it, onTestFinished } from 'vitest'
import type { User } from '../../../electron/host/services.ts'
import { closedMs, hiddenSilenceMs, silenceMs } from '../../../electron/server/rpc/consoles.ts'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import { anna, ben, cleo, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

async function office() {
  const made = testDeps()
  const rpc = openRpc(made.deps)
  onTestFinished(() => rpc.close())
  const as = async (user: User) => (await inMemory(rpc, contextOf(user))).client
  return { ...made, rpc, as }
}

const code = (value: string) => expect.objectContaining({ code: value })

describe('the softphone of an extension', () => {
  it('is one console’s, until another takes it over', async () => {
    const { as } = await office()
    const client = await as(ben)
    expect(await client.phone.credentials({ consoleId: 'a' })).toMatchObject({ extension: '201', user: '201-web' })
    await expect(client.phone.credentials({ consoleId: 'b' })).rejects.toEqual(code('CONFLICT'))
    await client.phone.credentials({ consoleId: 'b', takeOver: true })
    await expect(client.phone.heartbeat({ consoleId: 'a', ready: true })).rejects.toEqual(code('CONFLICT'))
  })

  it('is missed 10 s after the last heartbeat of a call, once', async () => {
    const { as, clock, desk, phone } = await office()
    phone.presence.mockReturnValue('busy')
    const client = await as(ben)
    await client.phone.credentials({ consoleId: 'a' })
    clock.advance(silenceMs - 1)
    await client.phone.heartbeat({ consoleId: 'a', ready: false, problem: 'no microphone' })
    clock.advance(silenceMs - 1)
    expect(desk.consoleGone).not.toHaveBeenCalled()
    clock.advance(silenceMs)
    expect(desk.consoleGone.mock.calls).toEqual([['op1']])
    expect(desk.consoleProblem.mock.calls).toEqual([['op1', 'no microphone']])
    await client.phone.heartbeat({ consoleId: 'b', ready: true })
  })

  it('is missed a moment after its connection closed, unless it is back on another', async () => {
    const { clock, desk, rpc } = await office()
    const on = async (consoleId: string) => (await inMemory(rpc, { ...contextOf(ben), consoleId })).client
    await (await on('first')).phone.credentials({ consoleId: 'a' })
    rpc.closed('first')
    clock.advance(closedMs - 1)
    await (await on('second')).phone.heartbeat({ consoleId: 'a', ready: true })
    rpc.closed('first')
    clock.advance(closedMs)
    expect(desk.consoleGone).not.toHaveBeenCalled()
    rpc.closed('second')
    clock.advance(closedMs)
    expect([desk.consoleGone.mock.calls, clock.timers]).toEqual([[['op1']], 0])
  })

  it('is not missed while its page is hidden and no call runs, for a minute and a little', async () => {
    const { as, clock, desk } = await office()
    const client = await as(ben)
    await client.phone.credentials({ consoleId: 'a' })
    clock.advance(60_000)
    await client.phone.heartbeat({ consoleId: 'a', ready: true })
    clock.advance(hiddenSilenceMs - 1)
    expect(desk.consoleGone).not.toHaveBeenCalled()
    clock.advance(1)
    expect([desk.consoleGone.mock.calls, clock.timers]).toEqual([[['op1']], 0])
  })

  it('leaves no timer when the host stops', async () => {
    const { as, clock, rpc } = await office()
    await (await as(ben)).phone.credentials({ consoleId: 'a' })
    rpc.close()
    expect(clock.timers).toBe(0)
  })

  it('is nobody’s who has no extension', async () => {
    const { as } = await office()
    await expect((await as(anna)).phone.credentials({ consoleId: 'a' })).rejects.toEqual(code('NO_PHONE'))
  })
})

describe('settings', () => {
  it('are in force at once and leave a trail', async () => {
    const { as, configChanged, deps } = await office()
    const client = await as(anna)
    await client.settings.queues.create({ id: 'help', name: 'Help' })
    expect(configChanged).toHaveBeenCalledTimes(1)
    expect(deps.config().queues.get('help')).toMatchObject({ name: 'Help', strategy: 'longestIdle' })
    expect(await client.system.audit({})).toMatchObject([{ userId: 'u1', action: 'queue.create', target: 'help' }])
    await client.settings.queues.remove({ id: 'help' })
    await expect(client.settings.queues.remove({ id: 'help' })).rejects.toEqual(code('NOT_FOUND'))
  })

  it('give a new operator a PIN, shown once', async () => {
    const { as } = await office()
    const client = await as(anna)
    const dora = { id: 'op2', name: 'Dora', extension: '202', queues: [] }
    expect((await client.settings.operators.create(dora)).pin).toMatch(/^\d{4}$/)
    expect((await client.settings.operators.update({ ...dora, name: 'Dora D.' })).pin).toBeNull()
    expect((await (await as(cleo)).supervise.resetPin({ id: 'op2' })).pin).toMatch(/^\d{4}$/)
    expect(JSON.stringify(await client.system.audit({}))).not.toMatch(/pin":/)
  })

  it('refuse what does not fit together', async () => {
    const { as } = await office()
    const client = await as(anna)
    const dora = { id: 'op2', name: 'Dora', extension: '202', queues: [] }
    await expect(client.settings.operators.create({ ...dora, extension: '299' })).rejects.toMatchObject({
      data: { field: 'extension' },
    })
    await expect(client.settings.operators.create({ ...dora, extension: '201' })).rejects.toEqual(code('TAKEN'))
    await expect(client.settings.extensions.remove({ number: '201' })).rejects.toEqual(code('CONFLICT'))
    await expect(client.settings.routes.create({ number: '5000', flowId: 'none' })).rejects.toMatchObject({
      data: { field: 'flowId' },
    })
    const settings = await client.settings.office.get()
    await expect(client.settings.office.save({ ...settings, timeZone: 'Mars/Base' })).rejects.toMatchObject({
      code: 'INVALID',
      data: { field: 'timeZone' },
    })
    // What a computer may call its own zone.
    for (const timeZone of ['UTC', 'Etc/UTC', 'Asia/Calcutta', 'America/New_York'])
      expect((await client.settings.office.save({ ...settings, revision: undefined, timeZone })).timeZone).toBe(timeZone)
  })

  it('never give a trunk’s password away', async () => {
    const { as } = await office()
    const client = await as(anna)
    const saved = await client.settings.trunks.create({ id: 't', name: 'T', host: 'h', password: 'hidden' })
    expect([saved.passwordSet, JSON.stringify(await client.settings.trunks.list()).includes('hidden')]).toEqual([true, false])
  })

  it('keep an admin, and ask a password for a new user', async () => {
    const { as } = await office()
    const client = await as(anna)
    const { id: _, ...person } = anna
    await expect(client.settings.users.create({ ...person } as never)).rejects.toMatchObject({
      code: 'INVALID',
      data: { field: 'password' },
    })
    await client.settings.users.create({ ...person, password: 'long enough 1' })
    await expect(client.settings.users.remove({ id: 'u1' })).rejects.toEqual(code('CONFLICT'))
  })
})

describe('work', () => {
  const message = {
    id: 'vm1',
    mailboxId: 'main',
    callId: 'c1',
    from: '1',
    fromName: '',
    at: 1,
    seconds: 3,
    file: 'vm1.wav',
    status: 'new' as const,
    assignedTo: null,
    note: null,
  }

  it('that is assigned is its operator’s and the supervisors’', async () => {
    const { as, store, work } = await office()
    store.voicemails.add(message)
    store.voicemails.add({ ...message, id: 'vm2', assignedTo: 'op9' })
    const agent = await as(ben)
    expect(await agent.voicemails.setStatus({ id: 'vm1', status: 'heard' })).toEqual({ ...message, status: 'heard' })
    await expect(agent.voicemails.setStatus({ id: 'vm2', status: 'heard' })).rejects.toEqual(code('FORBIDDEN'))
    await (await as(cleo)).voicemails.assign({ id: 'vm2', operatorId: 'op1' })
    expect(work.saveVoicemail).toHaveBeenCalledTimes(2)
    await agent.voicemails.remove({ id: 'vm1' })
    expect([store.voicemails.get('vm1'), work.removedVoicemail.mock.calls]).toEqual([null, [['vm1', 'main']]])
  })

  it('on a call is written by whoever spoke in it', async () => {
    const { as, store, desk } = await office()
    const at = (from: string, to: string) => ({
      ...{ kind: 'phone' as const, from, fromName: '', to, flowId: 'f', flowVersion: 1, startedAt: 1 },
    })
    store.callLog.started({ id: 'dialled', ...at('201', '+49301') })
    store.callLog.started({ id: 'house', ...at('202', '201') })
    store.callLog.started({ id: 'handed', ...at('+49302', '+49303') })
    store.callLog.started({ id: 'rang', ...at('+49302', '+49303') })
    const leg = (callId: string, seq: number, type: 'leg.dialed' | 'leg.answered') =>
      store.callLog.trace({ callId, seq, at: seq, type, data: { to: '201' } } as TraceEvent)
    leg('handed', 1, 'leg.dialed')
    leg('handed', 2, 'leg.answered')
    leg('rang', 1, 'leg.dialed')
    const agent = await as(ben)
    for (const callId of ['dialled', 'house', 'handed']) {
      await agent.desk.note({ callId, note: callId })
      expect(await agent.desk.noted({ callId })).toEqual({ note: '', others: [], disposition: '', queueId: null })
    }
    expect(desk.note.mock.calls.map(([callId]) => callId)).toEqual(['dialled', 'house', 'handed'])
    await expect(agent.desk.note({ callId: 'rang', note: 'x' })).rejects.toEqual(code('FORBIDDEN'))
    await expect(agent.desk.noted({ callId: 'rang' })).rejects.toEqual(code('FORBIDDEN'))
  })

  it('on a call is its operator’s', async () => {
    const { as, store, desk } = await office()
    const call = { kind: 'inbound' as const, from: '1', fromName: '', to: '2', flowId: 'f', flowVersion: 1, startedAt: 1 }
    for (const [id, operatorId] of [
      ['mine', 'op1'],
      ['other', 'op2'],
    ] as const) {
      store.callLog.started({ id, ...call })
      store.callLog.update(id, { operatorId })
    }
    const agent = await as(ben)
    await agent.desk.note({ callId: 'mine', note: 'hello' })
    expect(desk.note.mock.calls).toEqual([['mine', { note: { author: ben.id, name: ben.name, text: 'hello' } }]])
    // A colleague's stays beside one's own.
    store.callLog.note('mine', { author: ben.id, name: ben.name, at: 20, text: 'hello' })
    store.callLog.addNote('mine', { author: 'ext:202', name: 'Cleo', at: 10, text: 'wants a boiler' })
    store.callLog.addNote('mine', { author: 'ext:202', name: 'Cleo', at: 30, text: 'the large one' })
    const cleos = { author: 'ext:202', name: 'Cleo', at: 30, text: 'wants a boiler\nthe large one' }
    expect(await agent.desk.noted({ callId: 'mine' })).toMatchObject({ note: 'hello', others: [cleos] })
    const { call: noted, notes } = await agent.calls.get({ id: 'mine' })
    expect([noted.note, notes.map(({ name }) => name)]).toEqual(['wants a boiler\nthe large one\nhello', ['Cleo', ben.name]])
    store.callLog.note('mine', { author: ben.id, name: ben.name, at: 40, text: '' })
    expect(store.calls.record('mine')?.note).toBe('wants a boiler\nthe large one')
    await expect(agent.desk.note({ callId: 'other', note: 'x' })).rejects.toEqual(code('FORBIDDEN'))
    await expect(agent.phone.pauseRecording({ callId: 'other', paused: true })).rejects.toEqual(code('FORBIDDEN'))
    await expect(agent.desk.note({ callId: 'none', note: 'x' })).rejects.toEqual(code('NOT_FOUND'))
  })
})

describe('flows', () => {
  it('are published without errors only, by the revision that was seen', async () => {
    const { as, deps, store } = await office()
    const client = await as(anna)
    const { id } = await client.flows.create({ name: 'Main' })
    const { document, revision } = await client.flows.draft({ id })
    expect(await client.flows.save({ document: { ...document, name: 'Main line' }, revision })).toMatchObject({ revision: 2 })
    await expect(client.flows.save({ document, revision })).rejects.toEqual(code('CONFLICT'))
    deps.validate = () => [{ code: 'noStart', severity: 'error', node: 'start', message: 'There is no start.' }]
    await expect(client.flows.publish({ id, revision: 2 })).rejects.toMatchObject({ code: 'INVALID', data: { field: 'start' } })
    deps.validate = () => []
    expect(await client.flows.publish({ id, revision: 2, note: 'first' })).toMatchObject({ version: 1, by: 'Anna' })
    store.office.routes.save({ number: '5000', flowId: id })
    expect(await client.flows.list()).toMatchObject([{ id, publishedVersion: 1, changed: false, routes: ['5000'] }])
    await expect(client.flows.remove({ id })).rejects.toEqual(code('CONFLICT'))
  })
})
