// The caller's card and the screen pop, in the page with a real call.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { type ConsoleOffice, consoleOffice, hears, registered, setUp } from './support/console.ts'

let desk: ConsoleOffice
let page: Page
/** The office's customer pages, on another origin. */
let crm: Server
beforeAll(async () => {
  crm = createServer((_, response) => response.end('customer'))
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve))
  desk = await consoleOffice()
  await desk.office.change((o) => {
    const queue = o.queues.get('reception')
    if (queue) o.queues.save({ ...queue, wrapUpSeconds: 0, announcePosition: false })
  })
  page = await desk.page(880)
  await setUp(page, desk.setupLink())
  await registered(page)
  desk.office.engine.desk.admit('alex')
})
afterAll(async () => {
  expect(desk?.problems).toEqual([])
  await desk?.stop()
  crm?.close()
})

const crmAddress = () => `http://127.0.0.1:${(crm.address() as AddressInfo).port}/find`
const template = () => `${crmAddress()}?crm={{call.from}}&queue={{queue.name}}`
const popped = () =>
  page
    .context()
    .pages()
    .filter((each) => each.url().includes('crm='))

async function ring(from: string) {
  const caller = await desk.office.dial('5000', from)
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  caller.audio.sendTone(440)
  await page.getByRole('button', { name: 'Answer', exact: true }).waitFor()
  return caller
}
const setPop = (screenPopAt: 'ring' | 'answer') =>
  desk.office.change((o) => o.settings.save({ ...o.settings.get(), screenPop: template(), screenPopAt }))

test('while it rings: the way the caller came and what they keyed; the second time also the note of the first', async () => {
  const first = await ring('+4930600')
  const card = page.getByRole('region', { name: 'About the caller' })
  await card.getByText(/Keyed: .*1/).waitFor()
  await card.getByText('No call before this one.').waitFor()
  expect(await card.textContent()).toMatch(/Came by: .+ › .+/)
  await page.keyboard.press('Alt+a')
  await hears(page, 440)
  await first.hangup()
  await desk.office.assertQuiet()
  const call = desk.office.calls().find((each) => each.from === '+4930600')
  desk.office.engine.desk.note(call?.id ?? '', { note: 'Wants the blue one' })
  const second = await ring('+4930600')
  await card.getByText('Wants the blue one').waitFor()
  await page.keyboard.press('Alt+a')
  await hears(page, 440)
  await card.getByText('Wants the blue one').waitFor()
  await second.hangup()
  await desk.office.assertQuiet()
  expect(popped()).toEqual([])
})

test('the office’s page opens when it rings, with the caller’s number encoded; once', async () => {
  await setPop('ring')
  const caller = await ring('+4930601')
  const opened = await until('the page', () => popped()[0])
  expect(opened.url()).toBe(`${crmAddress()}?crm=%2B4930601&queue=Reception`)
  await page.keyboard.press('Alt+a')
  await caller.audio.waitForTone(880, { minMs: 200 })
  expect(popped()).toHaveLength(1)
  await opened.close()
  await caller.hangup()
  await desk.office.assertQuiet()
})

test('or when it is answered, and not before', async () => {
  await setPop('answer')
  const caller = await ring('+4930602')
  await page.getByText('Open the customer’s page').waitFor()
  expect(popped()).toEqual([])
  await page.keyboard.press('Alt+a')
  const opened = await until('the page', () => popped()[0])
  expect(opened.url()).toContain('crm=%2B4930602')
  await opened.close()
  await caller.hangup()
  await desk.office.assertQuiet()
})
