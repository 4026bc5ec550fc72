// The caller's card and the screen pop, in the page with a real call.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { hears } from './support/console.ts'
import { agentSeat } from './support/seat.ts'

const seat = agentSeat()
/** The office's customer pages, on another origin. */
let crm: Server
beforeAll(async () => {
  crm = createServer((_, response) => response.end('customer'))
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  crm?.close()
})

const crmAddress = () => `http://127.0.0.1:${(crm.address() as AddressInfo).port}/find`
const template = () => `${crmAddress()}?crm={{call.from}}&queue={{queue.name}}`
const popped = () =>
  seat.page
    .context()
    .pages()
    .filter((each) => each.url().includes('crm='))

async function ring(from: string) {
  const caller = await seat.office.dial('5000', from)
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  caller.audio.sendTone(440)
  await seat.page.getByRole('button', { name: 'Answer', exact: true }).waitFor()
  return caller
}
const setPop = (screenPopAt: 'ring' | 'answer') =>
  seat.office.change((o) => o.settings.save({ ...o.settings.get(), screenPop: template(), screenPopAt }))

test('while it rings: the way the caller came and what they keyed; the second time also the note of the first', async () => {
  const first = await ring('+4930600')
  const card = seat.page.getByRole('region', { name: 'About the caller' })
  await card.getByText(/Menu choices: .*1/).waitFor()
  await card.getByText('No call before this one.').waitFor()
  expect(await card.textContent()).toMatch(/Path: .+ › .+/)
  await seat.page.keyboard.press('Alt+a')
  await hears(seat.page, 440)
  await first.hangup()
  await seat.office.assertQuiet()
  const call = seat.office.calls().find((each) => each.from === '+4930600')
  seat.office.engine.desk.note(call?.id ?? '', { note: { author: 'x', name: 'Ada', text: 'Wants the blue one' } })
  const second = await ring('+4930600')
  await card.getByText('Wants the blue one').waitFor()
  await seat.page.keyboard.press('Alt+a')
  await hears(seat.page, 440)
  await card.getByText('Wants the blue one').waitFor()
  await second.hangup()
  await seat.office.assertQuiet()
  expect(popped()).toEqual([])
})

test('the office’s page opens when it rings, with the caller’s number encoded; once', async () => {
  await setPop('ring')
  const caller = await ring('+4930601')
  const opened = await until('the page', () => popped()[0])
  expect(opened.url()).toBe(`${crmAddress()}?crm=%2B4930601&queue=Reception`)
  await seat.page.keyboard.press('Alt+a')
  await caller.audio.waitForTone(880, { minMs: 200 })
  expect(popped()).toHaveLength(1)
  await opened.close()
  await caller.hangup()
  await seat.office.assertQuiet()
})

test('or when it is answered, and not before', async () => {
  await setPop('answer')
  const caller = await ring('+4930602')
  await seat.page.getByText('Open the customer’s page').waitFor()
  expect(popped()).toEqual([])
  await seat.page.keyboard.press('Alt+a')
  const opened = await until('the page', () => popped()[0])
  expect(opened.url()).toContain('crm=%2B4930602')
  await opened.close()
  await caller.hangup()
  await seat.office.assertQuiet()
})
