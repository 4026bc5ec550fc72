// A person is added, changed and leaves as one thing: sign-in, operator, extension, mailbox and PIN, whole or not at all.
import { expect, it, onTestFinished } from 'vitest'
import type { User } from '../../../electron/host/services.ts'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { mailbox, route } from '../../../shared/domain/office.ts'
import { deskPhone } from '../../../shared/domain/phones.ts'
import { anna, ben, cleo, contextOf, testDeps } from './fakes.ts'
import { type Client, inMemory } from './transports.ts'

async function office() {
  const made = testDeps()
  const rpc = openRpc(made.deps)
  onTestFinished(() => rpc.close())
  await made.store.users.save({ ...anna }, 'a long password 1')
  const as = async (user: User) => (await inMemory(rpc, contextOf(user))).client.settings.people
  return { ...made, as, people: await as(anna), client: (await inMemory(rpc, contextOf(anna))).client }
}

type Given = Parameters<Client['settings']['people']['create']>[0]
const own = {
  ...{ kind: 'own' as const, maxSeconds: 120, addresses: ['eve@firm.example'], sound: 'mp3' as const },
  deleteAfterMail: false,
}
const eve = {
  name: 'Eve Ångström',
  signIn: { login: 'eve', role: 'agent' as const },
  phone: { number: '203', queues: [{ queueId: 'sales', penalty: 2 }], mailbox: own },
} satisfies Given

/** Everything the form writes, to see that a refusal left nothing. */
const rows = ({ store }: Awaited<ReturnType<typeof office>>) => ({
  users: store.users.list(),
  operators: store.office.operators.list(),
  extensions: store.office.extensions.list(),
  mailboxes: store.office.mailboxes.list(),
})

it('is added as user, operator, extension and mailbox; password and PIN are in the answer only', async () => {
  const made = await office()
  const { people, store, log } = made
  expect(await people.freeNumber()).toEqual({ number: '203' })
  const { secrets, ...saved } = await people.create(eve)
  expect(saved).toMatchObject({ name: 'Eve Ångström', signIn: eve.signIn, phone: { number: '203', mailbox: own } })
  const operator = store.office.operators.get(saved.operatorId ?? '')
  expect(operator).toMatchObject({ name: 'Eve Ångström', extension: '203', queues: [{ queueId: 'sales', penalty: 2 }] })
  const box = store.office.extensions.get('203')?.mailbox
  expect(store.office.mailboxes.get(box ?? '')).toMatchObject({ name: 'Eve Ångström', extension: '203', maxSeconds: 120 })
  expect(await store.pins.find(secrets.pin ?? '')).toBe(operator?.id)
  expect((await store.users.verify('eve', secrets.password ?? ''))?.operatorId).toBe(operator?.id)
  expect(secrets.password).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/)
  const kept = JSON.stringify([await made.client.system.audit({ limit: 10 }), await people.list(), log])
  for (const secret of [secrets.pin, secrets.password]) expect(kept).not.toContain(`"${secret}"`)
  expect(await people.freeNumber()).toEqual({ number: '204' })
})

it.each([
  ['number', { phone: { number: '202' } }, 'TAKEN'],
  ['number', { phone: { number: '201' } }, 'TAKEN'],
  ['number', { phone: { number: '500' } }, 'TAKEN'],
  ['login', { signIn: { login: 'ANNA', role: 'agent' } }, 'TAKEN'],
  ['queues', { phone: { number: '203', queues: [{ queueId: 'none' }] } }, 'INVALID'],
  ['mailbox', { phone: { number: '203', mailbox: { kind: 'shared', id: 'none' } } }, 'INVALID'],
  ['password', { password: 'password12' }, 'WEAK_PASSWORD'],
  ['signsIn', { signIn: null, phone: null }, 'INVALID'],
] satisfies [string, object, string][])('is refused as a whole, with the field %s: %j', async (field, change, code) => {
  const made = await office()
  made.store.office.routes.save(route.parse({ number: '500', flowId: 'x' }))
  const before = rows(made)
  const given = { ...eve, ...change } as never
  await expect(made.people.create(given)).rejects.toMatchObject({ code, data: { field } })
  expect(rows(made)).toEqual(before)
})

it('is changed as a whole; another’s change meanwhile is not overwritten, and it can be taken back', async () => {
  const made = await office()
  const { people, store, client } = made
  const { secrets: _, userId: _user, operatorId: _operator, ...saved } = await people.create(eve)
  const before = rows(made)
  const next = { ...saved, name: 'Eve Berg', signIn: { login: 'eve.berg', role: 'supervisor' as const } }
  const changed = await people.update(next)
  expect(changed).toMatchObject({ id: saved.id, name: 'Eve Berg', secrets: { password: null, pin: null } })
  expect(store.office.extensions.get('203')?.name).toBe('Eve Berg')
  expect(store.office.mailboxes.list().map(({ name }) => name)).toEqual(['Eve Berg'])
  await expect(people.update({ ...next, name: 'Eve Holm' })).rejects.toMatchObject({ code: 'CONFLICT' })
  const [entry] = await client.system.audit({ limit: 1 })
  expect(entry).toMatchObject({ action: 'person.update', target: saved.id })
  await client.system.undo({ id: entry?.id ?? 0 })
  expect(rows(made)).toEqual(before)
})

it('who only signs in is given a phone later, with a PIN; who only has a phone signs in later, with a password', async () => {
  const { people } = await office()
  const desk = await people.create({ name: 'Dirk', signIn: { login: 'dirk', role: 'agent' } })
  expect(desk.secrets.pin).toBeNull()
  const { secrets, id } = await people.update({ id: desk.id, name: 'Dirk', signIn: desk.signIn, phone: { number: '205' } })
  expect([secrets.password, secrets.pin?.length]).toEqual([null, 4])
  const off = await people.update({ id, name: 'Dirk', signIn: null, phone: { number: '205' } })
  expect([off.signIn, off.secrets.pin]).toEqual([null, null])
  const again = await people.update({ id, name: 'Dirk', signIn: { login: 'dirk', role: 'agent' }, phone: { number: '205' } })
  expect([again.secrets.pin, again.secrets.password?.length]).toEqual([null, 19])
  await expect(people.update({ id, name: 'Dirk', signIn: again.signIn })).rejects.toMatchObject({ data: { field: 'hasPhone' } })
  await expect(people.update({ id, name: 'Dirk', signIn: again.signIn, phone: { number: '206' } })).rejects.toMatchObject({
    data: { field: 'number' },
  })
})

it('takes over an extension that nobody has only where that is said', async () => {
  const { people, store } = await office()
  const { phone } = await people.create({ name: 'Dora', phone: { number: '202' }, adopt: true })
  expect([phone?.number, store.office.extensions.get('202')?.name]).toEqual(['202', 'Dora'])
  await expect(people.create({ name: 'Eve', phone: { number: '201' }, adopt: true })).rejects.toMatchObject({
    data: { field: 'number', by: 'Ben' },
  })
})

it('who leaves takes sign-in, PIN and queues with them; the number and the messages go where they were told', async () => {
  const made = await office()
  const { people, store, client, work, desk } = made
  store.office.mailboxes.save(mailbox.parse({ id: 'front', name: 'Front desk' }))
  const { id, secrets } = await people.create(eve)
  store.office.phones.save(deskPhone.parse({ id: 'p1', maker: 'yealink', mac: '001565aabbcc', extension: '203' }))
  const settings = store.office.settings.get()
  store.office.settings.save({ ...settings, reception: ['203', '201'] })
  const box = store.office.extensions.get('203')?.mailbox ?? ''
  const message = {
    ...{ id: 'v1', mailboxId: box, callId: 'c1', from: '030', fromName: '', at: 1, seconds: 3, file: 'v1.wav' },
    ...{ status: 'new' as const, assignedTo: id, note: '' },
  }
  store.voicemails.add(message)
  expect(await people.leaving({ id })).toEqual({
    ...{ inCall: false, queues: ['Sales'], mailboxId: box, messages: 1, deskPhones: 1 },
  })
  const before = rows(made)
  const { change } = await people.leave({ id, keepNumber: false, messagesTo: 'front' })
  expect(desk.logout).toHaveBeenCalledWith(id)
  expect(work.saveVoicemail).toHaveBeenCalledWith(expect.objectContaining({ id: 'v1', mailboxId: 'front', assignedTo: null }))
  expect([store.users.list().length, store.office.extensions.get('203'), store.office.mailboxes.get(box)]).toEqual([
    1,
    null,
    null,
  ])
  expect([store.office.phones.list(), store.office.settings.get().reception]).toEqual([[], ['201']])
  expect(await store.pins.find(secrets.pin ?? '')).toBeNull()
  await client.system.undo({ id: change })
  expect(rows(made)).toEqual(before)
  expect(await store.pins.find(secrets.pin ?? '')).toBe(id)
})

it('a number that stays keeps its desk phone and mailbox for a successor', async () => {
  const { people, store } = await office()
  const { id } = await people.create(eve)
  const box = store.office.extensions.get('203')?.mailbox
  await people.leave({ id, keepNumber: true, messagesTo: null })
  expect(store.office.extensions.get('203')).toMatchObject({ name: 'Eve Ångström', mailbox: box })
  const next = await people.create({ ...eve, name: 'Finn', adopt: true })
  expect(store.office.extensions.get('203')?.name).toBe('Finn')
  expect(next.phone?.mailbox.kind).toBe('own')
})

it('nobody leaves during a call, removes themselves, or is the last admin to go', async () => {
  const { people, phone } = await office()
  const { id } = await people.create(eve)
  phone.presence.mockReturnValue('busy')
  await expect(people.leave({ id, keepNumber: false, messagesTo: null })).rejects.toMatchObject({
    code: 'CONFLICT',
    data: { reason: 'operatorBusy' },
  })
  for (const refused of [
    people.leave({ id: anna.id, keepNumber: false, messagesTo: null }),
    people.update({ id: anna.id, name: 'Anna', signIn: null, phone: { number: '204' } }),
    people.update({ id: anna.id, name: 'Anna', signIn: { login: 'anna', role: 'agent' } }),
  ])
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT' })
})

it('is named as queues name them, whoever changed that', async () => {
  const { people, client } = await office()
  const { operatorId } = await people.create(eve)
  const operator = (await client.settings.operators.list()).find(({ id }) => id === operatorId)
  if (!operator) throw new Error('no operator')
  await client.settings.operators.update({ ...operator, name: 'Eva' })
  expect((await people.list()).map(({ name }) => name)).toEqual(['Ben', 'Eva', 'Anna'])
})

it('agents and supervisors see who takes calls, and not how anybody signs in', async () => {
  const { as, people } = await office()
  await people.create(eve)
  for (const user of [ben, cleo]) {
    const seen = await (await as(user)).list()
    expect(seen.map(({ name, signIn, userId }) => [name, signIn, userId])).toEqual([
      ['Ben', null, null],
      ['Eve Ångström', null, null],
    ])
  }
})
