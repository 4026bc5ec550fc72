// A list of people is judged row by row, written as a whole or not at all, and taken back as a whole.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, it, onTestFinished } from 'vitest'
import { openRpc } from '../../../electron/server/rpc/router.ts'
import { extension } from '../../../shared/domain/office.ts'
import { anna, contextOf, testDeps } from './fakes.ts'
import { type Client, inMemory } from './transports.ts'

type Rows = Parameters<Client['settings']['people']['import']>[0]['rows']
const choices = { giveNumbers: false, signIn: true, ownMailbox: true }

async function office() {
  const made = testDeps()
  const rpc = openRpc(made.deps)
  onTestFinished(() => rpc.close())
  await made.store.users.save({ ...anna }, 'a long password 1')
  const { client } = await inMemory(rpc, contextOf(anna))
  return { ...made, client, people: client.settings.people }
}

it('tells what each row would do and why it is left out, and writes nothing', async () => {
  const { people, store } = await office()
  store.office.extensions.save(extension.parse({ number: '300', name: 'Door' }))
  const rows: Rows = [
    { row: 2, name: 'Eve Berg', number: '203', queues: ['SALES (2)'], email: 'eve@firm.example' },
    { row: 3, name: 'Benjamin', number: '201' },
    { row: 4, name: 'Ben', number: '201' },
    { row: 5, name: 'Anna', login: 'anna', role: 'agent' },
    { row: 6, name: 'Finn', number: '300' },
    { row: 7, name: 'Finn', number: '12345678' },
    { row: 8, name: 'Finn', number: '204', queues: ['Lager'] },
    { row: 9, name: 'Finn', number: '204', email: 'no address' },
    { row: 10, name: '', number: '205' },
    { row: 11, name: 'Gus', number: '203' },
    { row: 12, name: 'Gus', number: '206', role: null },
    { row: 13, name: 'Gus', number: '207', login: 'EVE' },
    { row: 14, name: 'Gus', login: 'gus' },
    { row: 15, name: 'Anna', login: 'anna', number: '208', role: 'admin' },
  ]
  const before = JSON.stringify([await people.list(), store.office.mailboxes.list()])
  const judged = await people.import({ rows, choices })
  expect(judged.rows.map(({ row, does, reason, by }) => [row, does, reason, by])).toEqual([
    [2, 'new', null, null],
    [3, 'changed', null, null],
    [4, 'refused', 'twice', 'Ben'],
    [5, 'refused', 'lastAdmin', null],
    [6, 'refused', 'numberTaken', 'Door'],
    [7, 'refused', 'number', '12345678'],
    [8, 'refused', 'queue', 'Lager'],
    [9, 'refused', 'email', 'no address'],
    [10, 'refused', 'name', null],
    [11, 'refused', 'numberTaken', 'Eve Berg'],
    [12, 'refused', 'role', null],
    [13, 'refused', 'loginTaken', 'Eve Berg'],
    [14, 'new', null, null],
    [15, 'changed', null, null],
  ])
  expect(judged).toMatchObject({ change: null, secrets: [] })
  expect(JSON.stringify([await people.list(), store.office.mailboxes.list()])).toBe(before)
})

it('writes what was judged, tells the secrets of who is new once, and is taken back as a whole', async () => {
  const { people, store, client } = await office()
  const rows: Rows = [
    { row: 2, name: 'Eve Berg', queues: ['Sales'], email: 'eve@firm.example' },
    { row: 3, name: 'Benjamin', number: '201', voicemail: true },
    { row: 4, name: 'Eve Holm' },
  ]
  const given = { rows, choices: { ...choices, giveNumbers: true } }
  const before = JSON.stringify(await people.list())
  const { basis } = await people.import(given)
  const done = await people.import({ ...given, basis })
  expect(done.secrets.map(({ name, login, number, pin }) => [name, login, number, pin?.length])).toEqual([
    ['Eve Berg', 'eve', '203', 4],
    // Who had a phone and no PIN gets one.
    ['Benjamin', null, '201', 4],
    ['Eve Holm', 'eve.holm', '204', 4],
  ])
  const [eve] = done.secrets
  expect((await store.users.verify('eve', eve?.password ?? ''))?.name).toBe('Eve Berg')
  expect(store.office.operators.get((await store.pins.find(eve?.pin ?? '')) ?? '')?.name).toBe('Eve Berg')
  expect(store.office.mailboxes.list().map(({ name, addresses }) => [name, addresses])).toEqual([
    ['Eve Berg', ['eve@firm.example']],
    ['Benjamin', []],
    ['Eve Holm', []],
  ])
  await expect(people.import({ ...given, basis })).rejects.toMatchObject({ code: 'CONFLICT' })
  const again = await people.import(given)
  expect(again.rows.map(({ does }) => does)).toEqual(['same', 'same', 'same'])
  await client.system.undo({ id: done.change ?? 0 })
  expect(JSON.stringify(await people.list())).toBe(before)
})

it('five hundred people are in within seconds, and calls do not wait for it', { timeout: 120_000 }, async () => {
  const { people, store, client } = await office()
  const rows: Rows = Array.from({ length: 500 }, (_, at) => ({
    ...{ row: at + 2, name: `Person ${at}`, number: String(1000 + at), login: `person${at}`, queues: ['Sales'] },
    email: `person${at}@firm.example`,
  }))
  const { basis } = await people.import({ rows, choices })
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const began = performance.now()
  const { change, secrets } = await people.import({ rows, choices, basis })
  const seconds = (performance.now() - began) / 1000
  delay.disable()
  expect([secrets.length, new Set(secrets.map(({ pin }) => pin)).size]).toEqual([500, 500])
  expect(store.users.list()).toHaveLength(501)
  expect(seconds).toBeLessThan(20)
  expect(delay.max / 1e6).toBeLessThan(1000)
  await client.system.undo({ id: change ?? 0 })
  expect(store.users.list()).toHaveLength(1)
})
