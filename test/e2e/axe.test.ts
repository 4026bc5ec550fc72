// Accessibility: axe finds nothing on any page, light and dark, at the smallest size; also while it rings.
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testedConsole } from '../support/builtConsole.ts'
import { axeFindings } from './support/axe.ts'
import { openChromium } from './support/chromium.ts'
import { type MockHost, startMockHost } from './support/mockHost.ts'
import { mockBoardView } from './support/mockWallboards.ts'
import { allPages, settled } from './support/pages.ts'

let browser: Browser
const hosts: MockHost[] = []
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await Promise.all(hosts.map((host) => host.close()))
})

async function openAt(options: Parameters<typeof startMockHost>[1]): Promise<{ page: Page; host: MockHost }> {
  const host = await startMockHost(testedConsole, options)
  hosts.push(host)
  const viewport = { width: 1024, height: 700 }
  const context = await browser.newContext({ viewport, permissions: ['microphone'], reducedMotion: 'reduce' })
  return { page: await context.newPage(), host }
}

test('on every page of a full office', async () => {
  const { page, host } = await openAt({ role: 'admin' })
  const found: string[] = []
  for (const path of allPages) {
    await page.goto(`${host.address}/#/${path}`)
    found.push(...(await axeFindings(page, path || 'desk')))
  }
  expect(found).toEqual([])
}, 420_000)

test('with an Asterisk that others run, reached and not', async () => {
  const found: string[] = []
  for (const empty of [false, true]) {
    const { page, host } = await openAt({ role: 'admin', pbx: 'external', empty })
    await page.goto(`${host.address}/#/settings/pbx`)
    if (empty) await page.getByRole('textbox', { name: 'Context of its phones' }).fill('office')
    await page.getByRole('button', { name: 'Show the lines' }).click()
    await page.getByRole('button', { name: /^Copy/ }).first().waitFor()
    found.push(...(await axeFindings(page, `external ${empty}`)))
  }
  expect(found).toEqual([])
}, 120_000)

test('before signing in, in an empty office, and while it rings', async () => {
  const found: string[] = []
  const out = await openAt({ signedIn: false })
  for (const path of ['', 'setup?token=abc']) {
    await out.page.goto(`${out.host.address}/#/${path}`)
    found.push(...(await axeFindings(out.page, `out ${path}`)))
  }
  const empty = await openAt({ empty: true, extension: null })
  for (const path of ['', 'queues', 'calls', 'directory']) {
    await empty.page.goto(`${empty.host.address}/#/${path}`)
    found.push(...(await axeFindings(empty.page, `empty ${path}`)))
  }
  const desk = await openAt({ role: 'agent', mine: 'wrapUp' })
  await desk.page.goto(desk.host.address)
  await desk.page.locator('[data-state=registered]:visible').first().waitFor()
  desk.host.ring()
  await desk.page.getByRole('button', { name: 'Answer' }).first().waitFor()
  found.push(...(await axeFindings(desk.page, 'ringing')))
  expect(found).toEqual([])
}, 240_000)

test('set compactly, wherever the user signs in; each list is lower, and nothing is lost of it', async () => {
  const { page, host } = await openAt({ role: 'admin' })
  const found: string[] = []
  const rowHeight = async () => {
    await page.goto(`${host.address}/#/calls`)
    await settled(page)
    const row = page.getByRole('row').nth(1)
    return (await row.boundingBox())?.height ?? 0
  }
  const comfortable = await rowHeight()
  await page.goto(`${host.address}/#/settings/console`)
  await page.getByRole('radiogroup', { name: 'Density' }).getByText('Compact').click()
  // The host has it: a browser that knows nothing of it shows it so.
  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(host.address)
  await expect.poll(() => elsewhere.evaluate(() => document.documentElement.dataset.density)).toBe('compact')
  await elsewhere.context().close()
  expect(await rowHeight()).toBeLessThan(comfortable - 3)
  for (const path of ['', 'queues', 'callbacks', 'hours', 'directory', 'settings/queues']) {
    await page.goto(`${host.address}/#/${path}`)
    found.push(...(await axeFindings(page, `compact ${path}`)))
  }
  expect(found).toEqual([])
}, 180_000)

test('a screen on the wall, and a board while it is set up', async () => {
  const { page, host } = await openAt({ role: 'supervisor' })
  await page.route('**/api/wallboards/view', (route) => route.fulfill({ json: mockBoardView(host.office) }))
  await page.goto(`${host.address}/screen.html#board=all&token=cbt_mock`)
  await page.getByRole('heading').first().waitFor()
  const found = await axeFindings(page, 'screen')
  await page.goto(`${host.address}/#/wallboard`)
  await page.getByRole('button', { name: 'Boards' }).click()
  await page.getByRole('menuitem', { name: 'New board' }).click()
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
  found.push(...(await axeFindings(page, 'board')))
  expect(found).toEqual([])
}, 120_000)

test('drawings are for the eye alone, take the text’s colour where colours are forced, and nothing moves for who wants less of it', async () => {
  const { page, host } = await openAt({ empty: true, extension: null })
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto(`${host.address}/#/callbacks`)
  const drawing = page.locator('svg[data-art=callbacks]')
  await drawing.waitFor()
  expect(await drawing.getAttribute('aria-hidden')).toBe('true')
  const colours = await drawing.evaluate((svg) => [
    getComputedStyle(svg).stroke,
    ...[...svg.querySelectorAll('g')].map((part) => getComputedStyle(part).stroke),
    getComputedStyle(document.body).color,
  ])
  expect(new Set(colours).size, colours.join()).toBe(1)
  const motion = () =>
    page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--cord-motion')))
  expect(await motion()).toBe(0)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  expect(await motion()).toBeGreaterThan(0)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByRole('button', { name: 'New callback' }).click()
  await page.getByRole('dialog').waitFor()
  expect(await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)).toBe(0)
}, 60_000)
