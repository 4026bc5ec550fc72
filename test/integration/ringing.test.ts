// A telephone rings for a click to call or for Return, the host is killed, and somebody picks up: the next host goes on with the call.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ariRequest } from '../../electron/adapters/pbx/process/ariRequest.ts'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { until } from '../support/office.ts'

let office: KillableHost

beforeAll(async () => {
  office = await killableHost((store) => {
    const trunkId = store.office.trunks.list()[0]?.id ?? ''
    if (store.office.outgoing.list().length === 0)
      store.office.outgoing.save({ id: 'o', pattern: '*', trunkId, callerId: '', strip: 0, class: 'national' })
  })
  await office.host.signIn()
})
afterAll(() => office?.close())

const sql = <T>(query: string): T[] => {
  const db = new Database(join(office.data, 'cordboard.sqlite'), { readonly: true })
  try {
    return db.prepare(query).all() as T[]
  } finally {
    db.close()
  }
}
const states = async () =>
  ((await ariRequest(office.address.ari, 'GET', '/channels')).body as { state: string }[]).map(({ state }) => state)
/** It resolves only with the host that was asked, which dies. */
const ask = (asked: Promise<unknown>) => void asked.catch(() => {})

test('a click to call that is picked up while no host runs: the call begins, and a message can be left on it', async () => {
  const client = await office.host.client()
  ask(client.integration.originate({ extension: '201', to: '5000' }))
  const mine = await office.alex.nextCall()
  await office.host.kill9()
  mine.answer()
  await mine.untilAnswered()
  await until('Asterisk to know', async () => (await states()).includes('Up'))
  await office.host.start()
  const from = performance.now()
  await mine.audio.waitForAudio({ after: from })
  expect(mine.state).toBe('up')
  // What is recorded of a phone that was dialled: the channel has left the bridge that Asterisk keeps it in.
  await mine.audio.sendDtmf('2')
  mine.audio.sendTone(600)
  await until('the message to be recorded', async () => {
    const found = await ariRequest(office.address.ari, 'GET', '/channels')
    return (found.body as unknown[]).length === 1 && sql("SELECT 1 FROM trace WHERE type = 'record.started'").length === 1
  })
  await mine.audio.waitForSilence({ ms: 1500 })
  await mine.hangup()
  await until('the message', () => sql<{ n: number }>('SELECT count(*) AS n FROM voicemails')[0]?.n === 1)
  await office.untilQuiet()
})

test('a return call that rings across the kill is answered afterwards, and the customer is called', async () => {
  await office.host.signIn()
  const client = await office.host.client()
  const { id } = await client.callbacks.create({ number: '+4930888', queueId: 'reception' })
  const [operator] = await client.settings.operators.list()
  ask(client.integration.returnCallback({ id, operatorId: operator?.id ?? '' }))
  const mine = await office.alex.nextCall()
  await office.host.kill9()
  await office.host.start()
  expect(mine.state).toBe('incoming')
  mine.answer()
  await mine.untilAnswered()
  const theirs = await office.trunk.nextCall()
  theirs.answer()
  await theirs.untilAnswered()
  mine.audio.sendTone(440)
  theirs.audio.sendTone(880)
  await Promise.all([mine.audio.waitForTone(880), theirs.audio.waitForTone(440)])
  await theirs.hangup()
  await mine.untilEnded()
  await until(
    'the operator to be asked how it went',
    () =>
      sql(`SELECT 1 FROM callbacks WHERE id = '${id}' AND status = 'claimed' AND attempts LIKE '%"outcomeDue":true%'`).length ===
      1,
  )
  await office.untilQuiet()
})
