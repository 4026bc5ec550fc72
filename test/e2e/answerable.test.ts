// The answerable guarantee: a desk that cannot take calls is not rung, and every console says why.
import type { Page } from '@playwright/test'
import { beforeAll, expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { registered, signedIn } from './support/console.ts'
import { agentSeat } from './support/seat.ts'

const seat = agentSeat()
/** The supervisor's console. */
let other: Page
beforeAll(async () => {
  other = await seat.desk.page()
  await signedIn(seat.desk, other, { login: 'sue', role: 'supervisor', operatorId: null })
  await other.getByRole('link', { name: 'Queues' }).click()
})

const stateIs = (state: string) => until(`alex to be ${state}`, () => seat.office.stateOf('alex') === state, 20_000)
const seenElsewhere = (words: RegExp) =>
  other
    .getByRole('row', { name: /Ada Admin/ })
    .filter({ hasText: words })
    .waitFor()

async function dialIn(from: string) {
  const caller = await seat.office.dial('5000', from)
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await other.getByRole('row', { name: new RegExp(from.slice(-6, -3)) }).waitFor()
  return caller
}

test('without a microphone the operator is unreachable, with the reason on every console; nobody rings there until it is back', async () => {
  const { page, office } = seat
  await page.evaluate(() => {
    localStorage.removeItem('cordboard.testTone')
    const { mediaDevices } = navigator
    const real = mediaDevices.getUserMedia.bind(mediaDevices)
    Object.assign(window, { giveBack: () => Object.assign(mediaDevices, { getUserMedia: real }) })
    mediaDevices.getUserMedia = async () => {
      throw new DOMException('taken away', 'NotAllowedError')
    }
    mediaDevices.dispatchEvent(new Event('devicechange'))
  })
  await stateIs('unreachable')
  await seenElsewhere(/Unreachable.*microphone/is)
  await page
    .getByRole('alert')
    .filter({ hasText: /microphone/i })
    .first()
    .waitFor()
  const caller = await dialIn('+4930820111')
  await caller.audio.waitForAudio()
  expect(await page.getByRole('button', { name: 'Answer', exact: true }).count()).toBe(0)
  expect(office.stateOf('alex')).toBe('unreachable')

  await page.evaluate(() => {
    const { giveBack } = window as unknown as { giveBack(): void }
    giveBack()
    localStorage.setItem('cordboard.testTone', '880')
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
  })
  await page.getByRole('button', { name: 'Answer', exact: true }).first().click()
  await caller.audio.waitForTone(880, { minMs: 200 })
  await seenElsewhere(/On a call/)
  await caller.hangup()
  await stateIs('available')
})

test('a console that is gone makes its operator unreachable; the caller who waits is served when it comes back', async () => {
  const { page, desk } = seat
  // Another page of the same host, as after a link that was clicked by mistake.
  await page.goto(`${desk.address}healthz`)
  await stateIs('unreachable')
  await seenElsewhere(/Unreachable/)
  const caller = await dialIn('+4930820222')
  await page.goto(desk.address)
  await registered(page)
  await page.getByRole('button', { name: 'Answer', exact: true }).first().click()
  await caller.audio.waitForTone(880, { minMs: 200 })
  await caller.hangup()
  await stateIs('available')
})
