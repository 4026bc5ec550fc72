// Agents see and touch what is theirs; what is removed can be brought back; secrets of flows never come out.
import { describe, expect, it, onTestFinished } from 'vitest'
import { emptyOnce } from '../../../electron/host/emptyTrash.ts'
import { secretReader } from '../../../electron/host/secretReader.ts'
import type { User } from '../../../electron/host/services.ts'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import type { CallRecord } from '../../../shared/domain/calls.ts'
import { stableFlow } from '../../../shared/flow/stable.ts'
import { anna, ben, cleo, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

async function office() {
  const made = testDeps()
  const rpc = openRpc(made.deps)
  onTestFinished(() => rpc.close())
  const as = async (user: User) => (await inMemory(rpc, contextOf(user))).client
  return { ...made, as, agent: await as(ben), supervisor: await as(cleo), admin: await as(anna) }
}
const code = (value: string) => expect.objectContaining({ code: value })

const message = {
  id: 'vm1',
  mailboxId: 'main',
  callId: 'c1',
  from: '+4930901820',
  fromName: 'Ann',
  at: 1,
  seconds: 4,
  file: 'vm1',
  status: 'new' as const,
  assignedTo: null,
  note: null,
}

const past = (id: string, more: Partial<CallRecord>): CallRecord => ({
  id,
  kind: 'inbound',
  from: '+491',
  fromName: '',
  to: '5000',
  flowId: 'f',
  flowVersion: 1,
  startedAt: 1,
  answeredAt: 2,
  endedAt: 3,
  outcome: 'answered',
  queueId: null,
  operatorId: null,
  waitMs: 0,
  talkMs: 0,
  recording: null,
  disposition: null,
  note: null,
  parts: [],
  ...more,
})

describe('messages', () => {
  it('that are assigned to another are not an agent’s to see', async () => {
    const { store, agent, supervisor } = await office()
    store.voicemails.add({ ...message, assignedTo: 'op2' })
    store.voicemails.add({ ...message, id: 'vm2' })
    expect((await agent.voicemails.list({})).map(({ id }) => id)).toEqual(['vm2'])
    expect(await supervisor.voicemails.list({})).toHaveLength(2)
    await expect(agent.voicemails.remove({ id: 'vm1' })).rejects.toEqual(code('FORBIDDEN'))
  })

  it('that are removed go to the trash, sound and all, and come back', async () => {
    const { store, agent, supervisor, deps, work } = await office()
    store.voicemails.add(message)
    await agent.voicemails.remove({ id: 'vm1' })
    expect(store.voicemails.get('vm1')).toBeNull()
    expect(deps.media.remove).not.toHaveBeenCalled()
    const [item] = await supervisor.trash.list()
    expect(item).toMatchObject({ kind: 'voicemail', name: 'Ann', removedBy: 'ben' })
    await expect(agent.trash.restore({ id: item?.id ?? 0 })).rejects.toEqual(code('FORBIDDEN'))
    await supervisor.trash.restore({ id: item?.id ?? 0 })
    expect(store.voicemails.get('vm1')).toEqual(message)
    expect(work.saveVoicemail).toHaveBeenCalledWith(message)
    expect(await supervisor.trash.list()).toEqual([])
  })
})

describe('the trash', () => {
  it('brings back contacts, flows and prompts; flows and prompts by an admin', async () => {
    const { supervisor, admin } = await office()
    const contact = await admin.directory.save({
      id: '',
      name: 'Vera',
      company: '',
      email: '',
      note: '',
      numbers: ['030901820'],
      mine: false,
    })
    await admin.directory.remove({ id: contact.id })
    const { id } = await admin.flows.create({ name: 'Front' })
    await admin.flows.remove({ id })
    const prompt = await admin.settings.prompts.speak({ name: 'Hello', language: 'en', text: 'Hello' })
    await admin.settings.prompts.remove({ id: prompt.id })
    expect((await supervisor.trash.list()).map(({ kind }) => kind)).toEqual(['contact'])
    const items = await admin.trash.list()
    const flow = items.find(({ kind }) => kind === 'flow')
    await expect(supervisor.trash.restore({ id: flow?.id ?? 0 })).rejects.toEqual(code('FORBIDDEN'))
    for (const item of items) await admin.trash.restore({ id: item.id })
    expect((await admin.flows.list()).map((each) => each.id)).toContain(id)
    expect((await admin.settings.prompts.list()).map((each) => each.id)).toEqual([prompt.id])
    const { contacts } = await admin.directory.list({})
    expect(contacts.map(({ name }) => name)).toEqual(['Vera'])
  })

  it('is emptied after 30 days, a few at a time, and no file that is used again', async () => {
    const { store, clock, deps, admin, agent, log } = await office()
    for (let n = 0; n < 25; n++) store.voicemails.add({ ...message, id: `vm${n}`, file: `vm${n}` })
    for (let n = 0; n < 25; n++) await agent.voicemails.remove({ id: `vm${n}` })
    const prompt = await admin.settings.prompts.speak({ name: 'Hello', language: 'en', text: 'Hello' })
    const { change } = await admin.settings.prompts.remove({ id: prompt.id })
    await admin.system.undo({ id: change })
    const removed: string[] = []
    const media = { remove: async (_kind: unknown, file: string) => void removed.push(file) }
    const empty = () => emptyOnce({ store, media, clock, log })
    expect([await empty(), removed]).toEqual([false, []])
    clock.advance(30 * 86_400_000 + 1)
    expect([await empty(), removed.length]).toEqual([true, 20])
    expect([await empty(), removed.length]).toEqual([false, 25])
    expect(store.trash.list(10)).toEqual([])
    expect(deps.media.remove).not.toHaveBeenCalled()
  })
})

describe('the history', () => {
  it('is an agent’s for own calls, calls of own queues, and calls to their telephone', async () => {
    const { store, agent, supervisor } = await office()
    const calls = [
      past('own', { operatorId: 'op1' }),
      past('queued', { queueId: 'sales' }),
      past('theirs', { operatorId: 'op2' }),
      past('other', { queueId: 'board' }),
      past('dialled', { kind: 'phone', from: '201', to: '202' }),
      past('handed on', { operatorId: 'op2' }),
    ]
    for (const call of calls) store.callLog.started(call)
    store.callLog.joined('handed on', { extension: '201', operatorId: 'op1', at: 1, transferredBy: null })
    store.callLog.left('handed on', { extension: '201', at: 2, transferredTo: '202' })
    for (const { id, operatorId, queueId } of calls)
      store.callLog.update(id, { ...(operatorId ? { operatorId } : {}), ...(queueId ? { queueId } : {}) })
    store.callLog.flush()
    const seen = await agent.calls.list({})
    expect(seen.calls.map(({ id }) => id).sort()).toEqual(['dialled', 'handed on', 'own', 'queued'])
    expect((await supervisor.calls.list({})).calls).toHaveLength(6)
    for (const id of ['own', 'queued', 'dialled', 'handed on']) expect((await agent.calls.get({ id })).call.id).toBe(id)
    for (const id of ['theirs', 'other']) await expect(agent.calls.get({ id })).rejects.toEqual(code('FORBIDDEN'))
  })
})

describe('a secret in a flow', () => {
  it('goes in and never comes out; calls have it', async () => {
    const { admin, agent, store } = await office()
    const { id } = await admin.flows.create({ name: 'Front' })
    const { document, revision } = await admin.flows.draft({ id })
    const headers = { Authorization: 'Bearer hush-hush', 'X-Name': 'open', 'X-Token': 'Bearer {{token}}' }
    const node = {
      id: 'ask',
      type: 'httpRequest',
      label: '',
      position: { x: 0, y: 0 },
      config: { url: 'https://x.example', headers },
    }
    await admin.flows.save({ document: { ...document, nodes: [...document.nodes, node] }, revision })
    const draft = await agent.flows.draft({ id })
    expect(JSON.stringify(draft)).not.toContain('hush')
    const kept = draft.document.nodes.find((each) => each.id === 'ask')?.config.headers as Record<string, string>
    expect(kept).toEqual({
      Authorization: expect.stringMatching(/^\{\{secret\.Authorization_[0-9a-f]{10}\}\}$/),
      'X-Name': 'open',
      'X-Token': 'Bearer {{token}}',
    })
    expect(stableFlow(draft.document)).toContain(kept.Authorization)
    store.flows.publish(id, draft.revision, 'Anna', '')
    // What a call walks has the reference, too; what sends the request asks for the value then.
    const walked = store.flows.published(id)?.document
    expect(walked?.nodes.find((each) => each.id === 'ask')?.config.headers).toMatchObject({ Authorization: kept.Authorization })
    const [secret] = await admin.settings.secrets.list()
    const read = secretReader(store)
    expect(read(secret?.name ?? '')).toBe('Bearer hush-hush')
    expect(secret).toMatchObject({ flows: ['Front'] })
    await expect(admin.settings.secrets.remove({ name: secret?.name ?? '' })).rejects.toEqual(code('CONFLICT'))
    await admin.settings.secrets.set({ name: secret?.name ?? '', value: 'Bearer other' })
    expect(read(secret?.name ?? '')).toBe('Bearer other')
    expect(JSON.stringify(await admin.system.audit({}))).not.toMatch(/hush|other/)
  })
})

describe('who withholds a number', () => {
  it('is told to an admin with a reason, which is noted; to nobody else, and nowhere else', async () => {
    const { store, admin, supervisor } = await office()
    const call = { ...past('c9', {}), from: 'anonymous' }
    store.callLog.started(call)
    store.identities.save('c9', '+4930555001')
    const ask = { id: 'c9', reason: 'A threat, police reference 12/34' }
    await expect(supervisor.calls.traceCaller(ask)).rejects.toEqual(code('FORBIDDEN'))
    await expect(admin.calls.traceCaller({ ...ask, reason: '  no  ' })).rejects.toEqual(code('INVALID'))
    await expect(admin.calls.traceCaller({ ...ask, id: 'c0' })).rejects.toEqual(code('NOT_FOUND'))
    expect(store.audit.list(10)).toEqual([])
    expect(await admin.calls.traceCaller(ask)).toEqual({ number: '+4930555001' })
    expect(store.audit.list(10)).toMatchObject([
      { userId: anna.id, action: 'call.traceCaller', target: 'c9', detail: 'A threat, police reference 12/34' },
    ])
    expect(JSON.stringify([store.audit.list(10), await admin.calls.get({ id: 'c9' }), await admin.calls.list({})])).not.toContain(
      '555001',
    )
    store.callLog.started({ ...call, id: 'c10' })
    expect(await admin.calls.traceCaller({ ...ask, id: 'c10' })).toEqual({ number: null })
  })
})
