// The page of an agent crashes in the middle of a call: the caller stays, hears music, and has the same agent back.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { hears } from './support/console.ts'
import { agentSeat } from './support/seat.ts'

const seat = agentSeat()

test('who crashes in a call is back in it by opening the page again', async () => {
  const { page, office, desk } = seat
  const caller = await office.dial('5000', '+4930830111')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await page.getByRole('button', { name: 'Answer', exact: true }).first().click()
  await caller.audio.waitForTone(880, { minMs: 200 })

  const crashed = page.waitForEvent('crash')
  const cdp = await page.context().newCDPSession(page)
  cdp.send('Page.crash').catch(() => {}) // it never answers
  await crashed
  await until('the agent’s tone to be gone', () => caller.audio.levelOf(880) < 100, 15_000)
  await caller.audio.waitForAudio()
  expect(caller.state).toBe('up')

  const again = await page.context().newPage()
  await again.goto(desk.address)
  caller.audio.sendTone(440)
  await caller.audio.waitForTone(880, { minMs: 300 })
  await hears(again, 440)
  expect(office.stateOf('alex')).toBe('busy')
  await caller.hangup()
  await office.assertQuiet()
}, 90_000)
