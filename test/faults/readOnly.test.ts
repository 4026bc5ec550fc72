// The disk of the data folder becomes read-only while people talk and call in, as ext4 does after an error; then it is mended.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HealthProblem } from '../../shared/domain/health.ts'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { until } from '../support/office.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'
import { noSmallDisk, type SmallDisk, smallDisk } from '../support/smallDisk.ts'

const why = noSmallDisk('ext4')
describeUnless(why, 'a disk that became read-only', () => {
  let disk: SmallDisk
  let office: KillableHost
  beforeAll(async () => {
    disk = smallDisk('ext4', 128)
    office = await killableHost(() => {}, join(disk.folder, 'data'))
  })
  afterAll(async () => {
    await office?.close().catch(() => {}) // its folder may be read-only still
    disk?.unmount()
  })
  const health = async () => {
    const answer = await fetch(`${office.host.address}healthz`)
    return { code: answer.status, ...((await answer.json()) as { status: string; problems: HealthProblem[] }) }
  }
  const caller = async (from: string) => {
    const call = await office.trunk.dial('5000', { callerNumber: from })
    await call.untilAnswered()
    await call.audio.waitForAudio()
    return call
  }

  test('ends no call, turns no caller away, lets people sign in, and is whole after it was mended', async () => {
    await office.host.signIn()
    const menu = await caller('+4911')
    const began = performance.now()
    await (await caller('+4912')).hangup()
    const usualMs = performance.now() - began

    execFileSync('sync', ['-f', office.data]) // what the kernel has not put on disk by then is lost, as in a power cut
    disk.abort()
    const since = performance.now()
    const late = await caller('+4913')
    expect(performance.now() - since).toBeLessThan(usualMs + 1000)
    await until(
      'the host to say so',
      async () => (await health()).problems.some(({ code }) => code === 'storeUnwritable'),
      15_000,
    )
    expect(await health()).toMatchObject({ code: 200, status: 'degraded' })
    await menu.audio.sendDtmf('2') // a message cannot be recorded; the caller is told, not dropped
    await menu.audio.waitForAudio()
    expect([menu.ended, late.ended]).toEqual([undefined, undefined])
    const answer = await office.host.post('auth/sign-in', { login: 'ada', password: 'correct horse battery' })
    expect(answer.ok).toBe(true)
    expect((await office.host.post('auth/ticket', {})).status).toBe(200)
    await late.hangup()
    await menu.hangup()
    await office.untilQuiet()

    await office.host.stop()
    await until('the disk to be free', () => {
      try {
        disk.mend()
        return true
      } catch {
        return false // Asterisk is on its way out
      }
    })
    await office.host.start()
    expect(await health()).toMatchObject({ code: 200, status: 'ok' })
    const db = new Database(join(office.data, 'cordboard.sqlite'), { readonly: true })
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.prepare("SELECT count(*) AS n FROM calls WHERE from_number = '+4912'").get()).toEqual({ n: 1 })
    db.close()
    await (await caller('+4914')).hangup()
  }, 120_000)
})
