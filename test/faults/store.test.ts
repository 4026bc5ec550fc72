// The database is held by another program, or has a row that cannot be read, while people call.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HealthProblem } from '../../shared/domain/health.ts'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { until } from '../support/office.ts'

let office: KillableHost
beforeAll(async () => {
  office = await killableHost(() => {}, undefined, 'test/support/faultyHost.ts')
})
afterAll(() => office?.close())

const health = async () => {
  const answer = await fetch(`${office.host.address}healthz`)
  return { code: answer.status, ...((await answer.json()) as { status: string; problems: HealthProblem[] }) }
}
const database = () => new Database(join(office.data, 'cordboard.sqlite'), { timeout: 5000 })
const caller = async (from: string) => {
  const call = await office.trunk.dial('5000', { callerNumber: from })
  await call.untilAnswered()
  await call.audio.waitForAudio()
  return call
}
const codes = async () => (await health()).problems.map(({ code }) => code)

test('a database that another program locks for long ends no call and delays none', async () => {
  const inside = await caller('+4911')
  const plain = performance.now()
  await (await caller('+4912')).hangup()
  const usualMs = performance.now() - plain

  const other = database()
  other.exec('BEGIN EXCLUSIVE')
  const began = performance.now()
  const late = await caller('+4913')
  expect(performance.now() - began).toBeLessThan(usualMs + 1000)
  await until('it to be told', async () => (await codes()).includes('storeLocked'), 15_000)
  expect(await health()).toMatchObject({ code: 200, status: 'degraded' })
  expect(inside.ended).toBeUndefined()
  await late.hangup()
  await inside.hangup()
  other.close()
  await until('all to be written', async () => (await health()).status === 'ok', 15_000)
  await office.untilQuiet()
  const db = database()
  const ended = db.prepare('SELECT from_number FROM calls WHERE ended_at IS NOT NULL ORDER BY from_number').all()
  db.close()
  expect(ended).toEqual([{ from_number: '+4911' }, { from_number: '+4912' }, { from_number: '+4913' }])
}, 90_000)

test('a journal row that cannot be read keeps no other call from being resumed, and is told', async () => {
  const first = await caller('+4921')
  const second = await caller('+4922')
  await office.host.kill9()
  const db = database()
  const { call_id: id } = db.prepare("SELECT call_id FROM journal WHERE entry LIKE '%4921%'").get() as { call_id: string }
  db.prepare("UPDATE journal SET entry = 'not json' WHERE call_id = ?").run(id)
  db.close()
  await office.host.start()
  expect(await health()).toMatchObject({ code: 200, status: 'degraded' })
  expect(await codes()).toContain('unreadableRows')
  // One goes on where it was; the other begins anew: nobody is dropped.
  await Promise.all([first, second].map((call) => call.audio.waitForAudio()))
  expect([first.ended, second.ended]).toEqual([undefined, undefined])
  await first.hangup()
  await second.hangup()
  await office.untilQuiet()
}, 90_000)

test('a fault that nothing caught starts the host anew in place, and the calls go on', async () => {
  const call = await caller('+4931')
  const { pid } = office.host
  process.kill(pid, 'SIGUSR2')
  await until(
    'the host to say so',
    async () => {
      try {
        return (await codes()).includes('restarted')
      } catch {
        return false // it is between two lives
      }
    },
    30_000,
  )
  expect(office.host.pid).toBe(pid)
  await until('calls to be taken', async () => (await health()).code === 200, 15_000)
  await call.audio.waitForAudio()
  expect(call.ended).toBeUndefined()
  await call.hangup()
  await office.untilQuiet()
}, 90_000)
