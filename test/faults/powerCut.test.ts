// Host and Asterisk killed together, as by a power cut: what was spoken is there afterwards, and whoever was cut off is on the list.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { until } from '../support/office.ts'

let office: KillableHost
let pin = ''
beforeAll(async () => {
  office = await killableHost((store) => {
    const queue = store.office.queues.get('reception')
    if (queue) store.office.queues.save({ ...queue, wrapUpSeconds: 0, announcePosition: false, record: true })
    pin = store.starter.get()?.operators.find((o) => o.extension === '201')?.pin ?? ''
  })
})
afterAll(() => office?.close())

const read = <T>(query: string): T[] => {
  const db = new Database(join(office.data, 'cordboard.sqlite'), { readonly: true })
  try {
    return db.prepare(query).all() as T[]
  } finally {
    db.close()
  }
}
const caller = async (from: string, key: string) => {
  const call = await office.trunk.dial('5000', { callerNumber: from })
  await call.untilAnswered()
  await call.audio.waitForAudio()
  await call.audio.sendDtmf(key)
  return call
}
/** Seconds of sound in the file, by its own header. */
const secondsOf = (kind: string, file: string): number =>
  readFileSync(join(office.data, 'media', kind, file)).readUInt32LE(40) / 16_000

test('messages and conversations are kept to within two seconds, and those who were cut off are called back', async () => {
  const login = await office.alex.dial('800')
  await login.untilAnswered()
  await login.audio.waitForAudio()
  await login.audio.sendDtmf(pin)
  await login.untilEnded()

  const talking = await caller('+4930111', '1')
  const operator = await office.alex.nextCall()
  operator.answer()
  await operator.untilAnswered()
  const waiting = await caller('+4930222', '1')
  const message = await caller('+4930333', '2')
  talking.audio.sendTone(440)
  operator.audio.sendTone(880)
  message.audio.sendTone(600)
  await message.audio.waitForSilence({ ms: 1500 })
  const began = performance.now()
  await message.audio.waitForSilence({ ms: 6000 })
  const spoken = (performance.now() - began) / 1000

  const { pid } = JSON.parse(readFileSync(join(office.data, 'pbx', 'pbx.pid'), 'utf8')) as { pid: number }
  process.kill(pid, 'SIGKILL')
  await office.host.kill9()
  for (const call of [talking, waiting, message, operator]) void call.hangup().catch(() => {}) // nobody answers any more
  await office.host.start()

  const [kept] = await until(
    'the message',
    () => {
      const rows = read<{ seconds: number; file: string; from_number: string }>(
        'SELECT seconds, file, from_number FROM voicemails',
      )
      return rows.length > 0 ? rows : null
    },
    30_000,
  )
  expect(kept).toMatchObject({ from_number: '+4930333' })
  expect(kept?.seconds).toBeGreaterThan(spoken - 2)
  expect(secondsOf('voicemail', kept?.file ?? '')).toBeCloseTo(kept?.seconds ?? 0, 1)
  const recorded = await until(
    'the conversation',
    () =>
      read<{ recording: string | null; talk_ms: number; outcome: string }>(
        "SELECT recording, talk_ms, outcome FROM calls WHERE from_number = '+4930111' AND recording IS NOT NULL",
      )[0],
  )
  expect(recorded).toMatchObject({ outcome: 'lost' })
  expect(recorded.talk_ms / 1000).toBeGreaterThan(spoken - 2)
  expect(read("SELECT outcome FROM calls WHERE from_number = '+4930222'")).toEqual([{ outcome: 'lost' }])
  expect(read<{ number: string }>('SELECT number FROM callbacks ORDER BY number').map(({ number }) => number)).toEqual(
    expect.arrayContaining(['+4930111', '+4930222']),
  )
}, 120_000)
