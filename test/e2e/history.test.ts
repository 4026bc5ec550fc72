// The history of calls, narrowed: what is on the screen, in the address and in the file is the same.
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CallRecord } from '../../shared/domain/calls.ts'
import { dayOf, isoIn } from '../../shared/domain/days.ts'
import { testedConsole } from '../support/builtConsole.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { type MockHost, startMockHost } from './support/mockHost.ts'
import { office } from './support/sampleOffice.ts'

let browser: Awaited<ReturnType<typeof openChromium>>
let host: MockHost
let page: Page
beforeAll(async () => {
  browser = await openChromium()
  host = await startMockHost(testedConsole, { role: 'supervisor' })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
  await page.goto(`${host.address}/#/calls`)
  await page.getByText('240 calls').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await host?.close()
})

const rows = () => page.getByRole('row').filter({ has: page.getByRole('cell') })
/** The office's day: its clocks may show another date than this machine's. */
const isoDay = (at: number) => dayOf(at, office.timeZone)
const expected = (fits: (call: CallRecord) => boolean) => host.office.calls.filter(fits)
const total = (count: number) => page.getByText(count === 1 ? '1 call' : `${count} calls`, { exact: true })
const choose = (name: string, value: string) => page.getByRole('combobox', { name, exact: true }).selectOption(value)
/** What the visible rows have in one column. */
const column = async (at: number) =>
  [...new Set(await rows().evaluateAll((all, cell) => all.map((row) => row.children[cell]?.textContent ?? ''), at))].sort()

test('is narrowed by queue, operator, outcome and day; the address says how, also after a reload and a look at a call', async () => {
  await expect.poll(() => column(4)).toEqual(['Sales', 'Support', '–'])
  await choose('Queue', 'sales')
  await total(expected((call) => call.queueId === 'sales').length).waitFor()
  await expect.poll(() => column(4)).toEqual(['Sales'])
  await choose('Queue', 'support')
  await choose('Operator', 'bram')
  await total(expected((call) => call.queueId === 'support' && call.operatorId === 'bram').length).waitFor()
  await expect.poll(async () => [await column(4), await column(5)]).toEqual([['Support'], ['Bram de Wit']])
  await choose('Operator', '')
  await choose('Direction', 'out')
  await page.getByText('No call fits these filters').waitFor()
  await choose('Direction', 'in')
  await total(expected((call) => call.queueId === 'support').length).waitFor()
  await choose('Direction', '')
  await choose('Outcome', 'voicemail')
  await total(expected((call) => call.queueId === 'support' && call.outcome === 'voicemail').length).waitFor()
  await expect.poll(() => column(3)).toEqual(['Voicemail'])
  const day = isoDay(Date.now() - 24 * 3_600_000)
  await page.getByLabel('From day', { exact: true }).fill(day)
  await page.getByLabel('To day', { exact: true }).fill(day)
  const left = expected((call) => call.queueId === 'support' && call.outcome === 'voicemail' && isoDay(call.startedAt) === day)
  await total(left.length).waitFor()
  expect(left.length).toBeGreaterThan(0)
  await expect.poll(() => rows().count()).toBe(left.length)
  const address = `#/calls?queueId=support&outcome=voicemail&from=${day}&until=${day}`
  await expect.poll(() => new URL(page.url()).hash).toBe(address)
  await page.reload()
  await total(left.length).waitFor()
  await rows().first().click()
  await page.getByRole('region', { name: 'Story' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => new URL(page.url()).hash).toBe(address)
  await expect.poll(() => rows().count()).toBe(left.length)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await total(240).waitFor()
  await expect.poll(() => new URL(page.url()).hash).toBe('#/calls')
})

test('a test call is marked and counted apart', async () => {
  const [first] = host.office.calls
  if (!first) throw new Error('there is no call')
  host.office.calls.unshift({ ...first, id: 'c-test', kind: 'test', fromName: 'Test call', startedAt: Date.now() })
  try {
    await page.reload()
    await page.getByText('240 calls · 1 test call').waitFor()
    await rows().first().getByText('Test', { exact: true }).waitFor()
  } finally {
    host.office.calls.shift()
  }
  await page.reload()
  await total(240).waitFor()
})

test('a call that was handed on belongs to both, each with their part', async () => {
  await choose('Operator', 'anna')
  const handedOn = rows().filter({ hasText: 'Anna Bergmann → Bram de Wit' })
  await handedOn.waitFor()
  await choose('Operator', 'bram')
  await expect.poll(async () => (await rows().first().textContent()) ?? '').toContain('Bram')
  await handedOn.click()
  const parts = page.getByRole('region', { name: 'Who spoke' }).getByRole('row')
  await expect.poll(() => parts.count()).toBe(3)
  await parts.filter({ hasText: 'Anna BergmannTransferred to Bram' }).waitFor()
  await parts.filter({ hasText: 'Bram de WitTransferred by Anna Bergmann' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await total(240).waitFor()
})

test('is narrowed by how long was talked, and found by a note', async () => {
  await choose('Length of the talk', 'fiveMinutes')
  await total(expected((call) => call.talkMs >= 300_000).length).waitFor()
  await expect.poll(() => new URL(page.url()).hash).toBe('#/calls?talk=fiveMinutes')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByPlaceholder('Number, name or note').fill('larger model')
  await total(1).waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await total(240).waitFor()
})

test('as a workbook has the calls that fit, by the office’s clocks, and no formula', async () => {
  await choose('Outcome', 'lost')
  const left = expected((call) => call.outcome === 'lost')
  await total(left.length).waitFor()
  await expect.poll(() => new URL(page.url()).hash).toBe('#/calls?outcome=lost')
  const [first] = left
  if (!first) throw new Error('no call was lost')
  const { fromName } = first
  first.fromName = '=HYPERLINK("http://x.example")'
  try {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export Excel' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('calls.xlsx')
    const parts = unzipSync(await readFile((await download.path()) ?? ''))
    const partOf = (name: string) =>
      strFromU8(parts[Object.keys(parts).find((each) => each.endsWith(name)) ?? ''] ?? new Uint8Array())
    const sheet = partOf('sheet1.xml')
    expect([...sheet.matchAll(/<row /g)]).toHaveLength(left.length + 1)
    expect(sheet).not.toMatch(/<f[ >]/)
    expect(partOf('sharedStrings.xml')).toContain('=HYPERLINK(')
    // Days since 1900, by the clock on the office's wall.
    const wall = Date.parse(`${isoIn(first.startedAt, office.timeZone).slice(0, 19)}Z`)
    const [, started] = /<row r="2"[^>]*><c r="A2"[^>]*><v>([\d.]+)<\/v>/.exec(sheet) ?? []
    expect(Number(started)).toBeCloseTo(wall / 86_400_000 + 25_569, 4)
  } finally {
    first.fromName = fromName
  }
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await total(240).waitFor()
})

test('a note of a colleague stays theirs, with name and time; one’s own is written beside it', async () => {
  const at = Date.now() - 60_000
  host.office.othersNotes.push({ author: 'u9', name: 'Bram de Wit', at, text: 'Wants the larger boiler.' })
  try {
    await rows().first().click()
    const theirs = page.getByRole('list', { name: 'Notes' }).getByRole('listitem')
    await theirs.filter({ hasText: /Bram de Wit · \d\d:\d\dWants the larger boiler\./ }).waitFor()
    const own = page.getByRole('textbox', { name: 'Your note' })
    await own.fill('Offer sent.')
    await expect.poll(() => host.office.noted.get('c-0')?.note).toBe('Offer sent.')
    await theirs.waitFor()
  } finally {
    host.office.othersNotes.pop()
    host.office.noted.clear()
  }
  await page.keyboard.press('Escape')
})

test('dates are whole at 1024 × 700, in German as well', async () => {
  const context = await browser.newContext({ viewport: { width: 1024, height: 700 }, locale: 'de-DE' })
  const small = await context.newPage()
  try {
    await small.goto(`${host.address}/#/calls`)
    await small.evaluate(() => localStorage.setItem('cordboard.language:u1', 'de'))
    await small.reload()
    await small.getByLabel('Von Tag', { exact: true }).waitFor()
    const cells = small.getByRole('row').filter({ has: small.getByRole('cell') })
    await cells.first().waitFor()
    for (const cut of await cells.evaluateAll((all) =>
      all.map(({ children: [time] }) => [time?.textContent, (time?.scrollWidth ?? 1) > (time?.clientWidth ?? 0)] as const),
    ))
      expect(cut, String(cut[0])).toEqual([cut[0], false])
    for (const name of ['Von Tag', 'Bis Tag'])
      expect(await small.getByLabel(name, { exact: true }).evaluate((field) => field.scrollWidth <= field.clientWidth)).toBe(true)
  } finally {
    await context.close()
  }
})

test('a call opened the moment the filters are written into the address stays open', async () => {
  await choose('Outcome', 'lost')
  await expect.poll(() => new URL(page.url()).hash).toBe('#/calls?outcome=lost')
  await page.getByRole('button', { name: 'Clear filters' }).evaluate(async (button: HTMLElement) => {
    button.click()
    await new Promise((resolve) => setTimeout(resolve, 240))
    document.querySelector<HTMLElement>('[role=row][tabindex]')?.click()
    // The page is busy until the writing of the address is due.
    const busyUntil = performance.now() + 60
    while (performance.now() < busyUntil);
    await new Promise((resolve) => setTimeout(resolve, 300))
  })
  await page.getByRole('region', { name: 'Story' }).waitFor()
  expect(new URL(page.url()).hash).toMatch(/^#\/calls\/[^?]+$/)
  await page.keyboard.press('Escape')
  await expect.poll(() => new URL(page.url()).hash).toBe('#/calls')
  await total(240).waitFor()
})

test('the list stays where it was scrolled to while a call is looked at', async () => {
  const list = page.getByRole('table', { name: 'Calls', exact: true }).getByRole('rowgroup')
  await list.evaluate((element) => element.scrollTo({ top: 1500 }))
  await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBe(1500)
  await rows().nth(8).click()
  await page.getByRole('region', { name: 'Story' }).waitFor()
  const there = await list.evaluate((element) => element.scrollTop)
  expect(there).toBeGreaterThan(500)
  await page.keyboard.press('Escape')
  await expect.poll(() => new URL(page.url()).hash).toBe('#/calls')
  expect(await list.evaluate((element) => element.scrollTop)).toBe(there)
  await list.evaluate((element) => element.scrollTo({ top: 0 }))
})

test('filters chosen the moment a call is closed are written over the list, not over the call', async () => {
  await rows().first().click()
  await page.getByRole('region', { name: 'Story' }).waitFor()
  await page.getByRole('combobox', { name: 'Outcome', exact: true }).evaluate(async (select: HTMLSelectElement) => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(select, 'answered')
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await expect.poll(() => new URL(page.url()).hash).toBe('#/calls?outcome=answered')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect.poll(() => new URL(page.url()).hash).toBe('#/calls')
})

test('as a CSV file has exactly the calls that fit; stopped, there is no file', async () => {
  await choose('Outcome', 'lost')
  const left = expected((call) => call.outcome === 'lost')
  await total(left.length).waitFor()
  // The page is at rest: nothing moves under the hand that goes to the button.
  await expect.poll(() => new URL(page.url()).hash).toBe('#/calls?outcome=lost')
  const coming = page.waitForEvent('download').catch(async (error: Error) => {
    throw new Error(`${error.message}\nThe page says: ${await page.locator('body').textContent()}`)
  })
  const [download] = await Promise.all([coming, page.getByRole('button', { name: 'Export CSV' }).click()])
  const [, ...lines] = (await readFile((await download.path()) ?? '', 'utf8')).trim().split(/\r?\n/)
  expect(lines.map((line) => line.split(',')[0])).toEqual(left.map((call) => isoIn(call.startedAt, office.timeZone)))
  expect(lines.map((line) => line.split(',').at(-1))).toEqual(left.map((call) => call.id))
  let files = 0
  page.on('download', () => (files += 1))
  let release = () => {}
  host.office.callsHeldUp = new Promise((resolve) => (release = resolve))
  await page.getByRole('button', { name: 'Export CSV' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Export CSV' }).waitFor()
  release()
  await choose('Outcome', 'answered')
  await total(expected((call) => call.outcome === 'answered').length).waitFor()
  expect(files).toBe(0)
})
