// Recovered recordings find their place by hand: a call, a mailbox, the trash and back.
import { describe, expect, it, onTestFinished } from 'vitest'
import { emptyOnce } from '../../../electron/host/emptyTrash.ts'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { type Mailbox, mailbox } from '../../../shared/domain/office.ts'
import { cleo, contextOf, testDeps } from './fakes.ts'
import { inMemory } from './transports.ts'

const sound = {
  id: 'cb-v-1',
  place: 'voicemail' as const,
  file: 'ab/cb-v-1.wav',
  at: 1000,
  seconds: 4,
  callId: null,
  from: '+491',
  fromName: 'Vera',
  foundAt: 2000,
}
const code = (value: string) => expect.objectContaining({ code: value })

async function office() {
  const made = testDeps()
  const rpc = openRpc(made.deps)
  onTestFinished(() => rpc.close())
  const { client } = await inMemory(rpc, contextOf(cleo))
  const { store } = made
  store.recovered.add(sound)
  const call = (id: string, recording?: string) => {
    store.callLog.started({ id, kind: 'inbound', from: '1', fromName: '', to: '2', flowId: 'f', flowVersion: 1, startedAt: 1 })
    if (recording) store.callLog.update(id, { recording })
    store.callLog.flush()
  }
  const actions = () => store.audit.list(10).map(({ action, target, detail }) => [action, target, detail])
  return { ...made, client, call, actions }
}

describe('a recovered recording', () => {
  it('is shown without where its file is', async () => {
    const { client } = await office()
    const { place: _place, file: _file, ...shown } = sound
    expect(await client.recovered.list()).toEqual([shown])
  })

  it('that belongs to a call beside its recording is named with the call', async () => {
    const { client, store, call } = await office()
    call('c1', 'ab/c1.wav')
    for (const file of ['ab/cb-n-2.wav', 'cd/cb-n-1.wav']) store.recovered.belongsTo('c1', file)
    expect((await client.calls.get({ id: 'c1' })).sounds).toEqual(['cb-n-2', 'cb-n-1'])
  })

  it('is given to a call that has none, and to no other', async () => {
    const { client, store, deps, call, actions } = await office()
    call('c1')
    call('c2', 'x.wav')
    await expect(client.recovered.toCall({ id: 'cb-v-1', callId: 'c2' })).rejects.toEqual(code('CONFLICT'))
    await expect(client.recovered.toCall({ id: 'cb-v-1', callId: 'none' })).rejects.toEqual(code('NOT_FOUND'))
    expect(deps.media.move).not.toHaveBeenCalled()
    await client.recovered.toCall({ id: 'cb-v-1', callId: 'c1' })
    expect(deps.media.move).toHaveBeenCalledWith('ab/cb-v-1.wav', 'voicemail', 'recordings')
    expect(store.calls.record('c1')?.recording).toBe('ab/cb-v-1.wav')
    expect([await client.recovered.list(), actions()]).toEqual([[], [['recovered.toCall', 'cb-v-1', 'c1']]])
    await expect(client.recovered.toCall({ id: 'cb-v-1', callId: 'c1' })).rejects.toEqual(code('NOT_FOUND'))
  })

  it('becomes a new message of a mailbox', async () => {
    const { client, deps, work, actions } = await office()
    const mailboxes = deps.config().mailboxes as Map<string, Mailbox>
    mailboxes.set('main', mailbox.parse({ id: 'main', name: 'Main' }))
    await expect(client.recovered.toMailbox({ id: 'cb-v-1', mailboxId: 'none' })).rejects.toEqual(code('NOT_FOUND'))
    await client.recovered.toMailbox({ id: 'cb-v-1', mailboxId: 'main' })
    expect(work.saveVoicemail).toHaveBeenCalledWith(
      expect.objectContaining({
        id: 'cb-v-1',
        mailboxId: 'main',
        file: 'ab/cb-v-1.wav',
        status: 'new',
        from: '+491',
        seconds: 4,
      }),
    )
    expect([await client.recovered.list(), actions()]).toEqual([[], [['recovered.toMailbox', 'cb-v-1', 'main']]])
  })

  it('goes to the trash, comes back from there, and is deleted with it', async () => {
    const { client, store, clock, log, actions } = await office()
    await client.recovered.remove({ id: 'cb-v-1' })
    const [item] = await client.trash.list()
    expect([await client.recovered.list(), item]).toMatchObject([[], { kind: 'recovered', name: 'Vera' }])
    await client.trash.restore({ id: item?.id ?? 0 })
    expect(store.recovered.get('cb-v-1')).toEqual(sound)
    expect(actions().map(([action]) => action)).toEqual(['recovered.bringBack', 'recovered.remove'])
    await client.recovered.remove({ id: 'cb-v-1' })
    clock.advance(31 * 86_400_000)
    const removed: string[][] = []
    await emptyOnce({ store, clock, log, media: { remove: async (...file) => void removed.push(file) } })
    expect(removed).toEqual([['voicemail', 'ab/cb-v-1.wav']])
  })
})
