// The database is damaged under a running host, in a row, in pages, in its header; then the host starts on what is left of it.
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HealthProblem } from '../../shared/domain/health.ts'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'

let office: KillableHost
beforeEach(async () => {
  office = await killableHost(() => {})
})
afterEach(() => office?.close())

const file = () => join(office.data, 'cordboard.sqlite')
const health = async () => {
  const answer = await fetch(`${office.host.address}healthz`)
  return { code: answer.status, ...((await answer.json()) as { status: string; problems: HealthProblem[] }) }
}
const codes = async () => (await health()).problems.map(({ code }) => code)
const caller = async (from: string) => {
  const call = await office.trunk.dial('5000', { callerNumber: from })
  await call.untilAnswered()
  await call.audio.waitForAudio()
  return call
}
/** Writes nonsense into the file where it lies. */
function overwrite(at: number, bytes: number): void {
  const open = openSync(file(), 'r+')
  writeSync(open, Buffer.alloc(bytes, 0xa5), 0, bytes, at)
  closeSync(open)
}
/** Brings everything into the file itself, and tells where the pages of a table are. */
function pagesOf(table: string): { page: number; size: number }[] {
  const db = new Database(file(), { timeout: 5000 })
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
    const size = db.pragma('page_size', { simple: true }) as number
    const { rootpage } = db.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').get(table) as { rootpage: number }
    return [{ page: rootpage, size }]
  } finally {
    db.close()
  }
}
/** Whoever was there is there still, somebody new is served, and the host says that it goes on without all of its history. */
async function servesOn(inside: PhoneCall, from: string): Promise<void> {
  const late = await caller(from)
  await inside.audio.sendDtmf('9') // a key that means nothing: the menu answers
  await inside.audio.waitForAudio()
  expect([inside.ended, late.ended]).toEqual([undefined, undefined])
  await until(
    'it to be told',
    async () => (await codes()).some((code) => code === 'storeDamaged' || code === 'unreadableRows'),
    20_000,
  )
  expect((await health()).code).toBe(200)
  await late.hangup()
}
const command = (...args: string[]) =>
  spawnSync(process.execPath, ['electron/cli/main.ts', ...args, '--data', office.data], { encoding: 'utf8' })

test.each([
  ['the steps of calls', 'trace'],
  ['the calls', 'calls'],
  ['the journal', 'journal'],
])(
  'a page of %s: calls begin, go on and end',
  async (_what, table) => {
    const inside = await caller('+4911')
    for (const { page, size } of pagesOf(table)) overwrite((page - 1) * size, size)
    await servesOn(inside, '+4912')
    await inside.hangup()
    await office.untilQuiet()
  },
  120_000,
)

test('the header: calls go on; a start says what to do, and the dialplan serves callers until the newest copy is back', async () => {
  expect(command('backup').status).toBe(0)
  const inside = await caller('+4921')
  pagesOf('calls')
  overwrite(0, 4096)
  await servesOn(inside, '+4922')
  await inside.hangup()
  await office.untilQuiet()
  await office.host.kill9()
  const refused = command('--port', '0', '--no-open')
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('npm run host -- restore')])
  const rings = office.alex.nextCall()
  const outside = await office.trunk.dial('5000', { callerNumber: '+4923' })
  const call = await rings
  call.answer()
  await outside.untilAnswered()
  await outside.hangup()
  expect(command('restore').status).toBe(0)
  await office.host.start()
  expect((await health()).code).toBe(200)
  await (await caller('+4924')).hangup()
  await office.untilQuiet()
}, 180_000)

test('rows that were changed by hand, under the host and at its start: the others are read', async () => {
  const inside = await caller('+4931')
  const db = new Database(file(), { timeout: 5000 })
  db.prepare("UPDATE records SET body = '{' WHERE kind = 'queue'").run()
  db.prepare("UPDATE calls SET outcome = 'nonsense', started_at = 'never'").run()
  db.close()
  const late = await caller('+4932')
  expect([inside.ended, late.ended]).toEqual([undefined, undefined])
  await office.host.kill9()
  await office.host.start()
  await Promise.all([inside, late].map((call) => call.audio.waitForAudio()))
  expect(await codes()).toContain('unreadableRows')
  await inside.hangup()
  await late.hangup()
  await office.untilQuiet()
}, 120_000)
