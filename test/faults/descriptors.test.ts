// The host has no file descriptors left while people talk and call in; then it has some again.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HealthProblem } from '../../shared/domain/health.ts'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { until } from '../support/office.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'

const why = process.platform === 'linux' ? null : 'the limit of a running process is set by prlimit, on Linux'
describeUnless(why, 'no file descriptors', () => {
  let office: KillableHost
  beforeAll(async () => {
    office = await killableHost(() => {}, undefined, 'test/support/leakyHost.ts')
  })
  afterAll(() => office?.close())

  const health = async () => {
    const answer = await fetch(`${office.host.address}healthz`, { headers: { connection: 'close' } })
    return { code: answer.status, ...((await answer.json()) as { status: string; problems: HealthProblem[] }) }
  }
  const told = async () => {
    try {
      return (await health()).problems.some(({ code }) => code === 'descriptorsOut')
    } catch {
      return false // no connection was to be had in that moment
    }
  }
  const caller = async (from: string) => {
    const call = await office.trunk.dial('5000', { callerNumber: from })
    await call.untilAnswered()
    await call.audio.waitForAudio()
    return call
  }
  const limit = (soft: number) => execFileSync('prlimit', ['--pid', `${office.host.pid}`, `--nofile=${soft}:`])
  const open = () => readdirSync(`/proc/${office.host.pid}/fd`).length

  test('used up by a leak: the reserve serves the calls, new ones too; told; over when the leak is', async () => {
    const menu = await caller('+4911')
    const soft = Number(/Max open files\s+(\d+)/.exec(readFileSync(`/proc/${office.host.pid}/limits`, 'utf8'))?.[1])
    limit(400)
    process.kill(office.host.pid, 'SIGUSR2') // everything that is to be had is taken
    await until('the host to say so', told, 15_000)
    expect(open()).toBeGreaterThan(300)
    expect(await health()).toMatchObject({ code: 200, status: 'degraded' })
    const late = await caller('+4912')
    await menu.audio.sendDtmf('2') // and on to a message
    await menu.audio.waitForSilence({ ms: 1500 })
    await menu.audio.sendToneFor(600, 2500) // a message of two seconds
    await late.hangup()
    expect(menu.ended).toBeUndefined()
    process.kill(office.host.pid, 'SIGUSR2') // the leak is over
    await until('the host to say that it is over', async () => (await health()).status === 'ok', 15_000)
    limit(soft)
    await menu.hangup()
    await office.untilQuiet()
    await office.host.signIn()
    const client = await office.host.client()
    await until('the message', async () => (await client.voicemails.list({})).length === 1, 30_000)
  }, 120_000)

  test('not even the reserve is to be had: calls go on, and whoever rings in is answered by us or the dialplan', async () => {
    const menu = await caller('+4921')
    const { pid } = office.host
    limit(3) // nothing can be opened, whatever is closed
    const rings = office.alex.nextCall()
    const late = await office.trunk.dial('5000', { callerNumber: '+4922' })
    await Promise.race([late.untilAnswered(), rings])
    await menu.audio.sendDtmf('2')
    expect(menu.ended).toBeUndefined()
    limit(4096)
    await until('the host to be well', async () => (await health().catch(() => null))?.status === 'ok', 20_000)
    expect(office.host.pid).toBe(pid)
    await menu.audio.waitForAudio()
    await menu.hangup()
    await late.hangup()
    await (await caller('+4923')).hangup()
    await office.untilQuiet()
  }, 120_000)
})
