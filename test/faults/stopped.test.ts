// Asterisk is stopped for twenty seconds, as by a machine that swaps or a virtual machine that is moved, and goes on. Each time at
// another moment of the host's own watch over its connection: the first time may pass by chance.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LiveSnapshot } from '../../shared/domain/calls.ts'
import { Window } from '../bench/support/window.ts'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { longer } from '../support/runner/nightly.ts'

const stoppedMs = 20_000
/** From SIGCONT until a menu has heard a key, ms. */
const deafMs = 2_000
/** How long keys are pressed at most, ms. */
const longestMs = 25_000

let office: KillableHost
beforeAll(async () => {
  office = await killableHost(() => {})
}, 60_000)
afterAll(() => office?.close())

const caller = async (from: string) => {
  const call = await office.trunk.dial('5000', { callerNumber: from })
  await call.untilAnswered()
  await call.audio.waitForAudio()
  return call
}

test.each(longer([0, 2_500, 5_000], [0, 1_250, 2_500, 3_750, 5_000, 7_500, 10_000, 15_000]))(
  'menus hear keys within two seconds after Asterisk goes on (%i ms later)',
  async (laterMs) => {
    const numbers = [1, 2, 3].map((n) => `+49304${laterMs}${n}`)
    const menus = await Promise.all(numbers.map(caller))
    await office.host.signIn()
    const window = new Window(office.host)
    await window.connect()
    const { pid } = JSON.parse(readFileSync(join(office.data, 'pbx', 'pbx.pid'), 'utf8')) as { pid: number }
    await sleep(laterMs)
    process.kill(pid, 'SIGSTOP')
    await sleep(stoppedMs)
    process.kill(pid, 'SIGCONT')
    const woken = performance.now()
    const deaf = await Promise.all(
      menus.map(async (menu, at) => {
        const inLine = ({ waiting }: LiveSnapshot) => waiting.some(({ from }) => from === numbers[at])
        while (performance.now() - woken < longestMs) {
          await menu.audio.sendDtmf('1', { ms: 80 })
          if (await window.until(inLine, 300)) return performance.now() - woken
        }
        return longestMs
      }),
    )
    expect(Math.max(...deaf)).toBeLessThan(deafMs)
    for (const menu of menus) expect(menu.state).toBe('up')
    await Promise.all(menus.map((menu) => menu.hangup()))
    await office.untilQuiet()
  },
  120_000,
)
