// The agent's network is gone for 20 s in the middle of a call: the caller hears music, the same agent is rung again, both are back.
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { type OwnNetwork, ownNetwork } from '../support/ownNetwork.ts'
import { type ConsoleOffice, consoleOffice, hears, lineStats, registered, setUp } from './support/console.ts'

let network: OwnNetwork | string
let desk: ConsoleOffice | undefined
beforeAll(() => {
  network = ownNetwork()
})
afterAll(async () => {
  await desk?.stop()
  if (typeof network !== 'string') network.close()
})

const cutMs = 20_000

async function signedInConsole(cable: OwnNetwork): Promise<{ office: ConsoleOffice['office']; page: Page }> {
  desk = await consoleOffice(cable)
  const { office } = desk
  await office.change((o) => {
    const queue = o.queues.get('reception')
    if (queue) o.queues.save({ ...queue, wrapUpSeconds: 0, announcePosition: false })
  })
  const page = await desk.page(880)
  await setUp(page, desk.setupLink())
  await registered(page)
  office.engine.desk.admit('alex')
  return { office, page }
}

test('20 s without a network: music for the caller, then the same agent, who did nothing', { timeout: 150_000 }, async ({
  skip,
}) => {
  if (typeof network === 'string') return skip(network)
  const { office, page } = await signedInConsole(network)
  const caller = await office.dial('5000', '+4930777')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  caller.audio.sendTone(440)
  await page.getByRole('button', { name: 'Answer' }).first().click()
  await caller.audio.waitForTone(880, { minMs: 300 })
  await hears(page, 440)
  const call = await until('the talk', () => [...office.engine.parts.calls.values()].find((one) => one.conversation))

  network.pull(true)
  const pulledAt = performance.now()
  await until(
    'the page to say so',
    async () => (await page.getByText(/does not answer|connection to the host is lost/i).count()) > 0,
    10_000,
  )
  expect(performance.now() - pulledAt).toBeLessThan(5000)
  await until('music', () => caller.audio.heard.level(400) > 0.004 && caller.audio.levelOf(880, 400) < 0.03, cutMs)
  await until('20 s to be over', () => performance.now() - pulledAt >= cutMs, cutMs + 1000)
  expect(caller.state).toBe('up')
  network.pull(false)

  const after = performance.now()
  await caller.audio.waitForTone(880, { minMs: 300, timeoutMs: 45_000, after })
  await hears(page, 440)
  const told = office.traceOf(call.id).map((event) => event.type)
  // Once, or once more when the first new leg found no way for its sound.
  expect(told.filter((type) => type.startsWith('console.')).slice(-2)).toEqual(['console.lost', 'console.rejoined'])
  expect(told.filter((type) => type === 'console.lost').length).toBeLessThanOrEqual(3)
  await until('one line to be left', async () => (await lineStats(page)).length === 1)
  expect(told.filter((type) => type === 'queue.offered')).toHaveLength(1)
  console.log(`both heard each other again ${((performance.now() - after) / 1000).toFixed(1)} s after the cable was back`)
  await caller.hangup()
  await office.assertQuiet()
})
