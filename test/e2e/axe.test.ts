// Accessibility: axe finds nothing on any page, light and dark, at the smallest size; also while it rings.
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testedConsole } from '../support/builtConsole.ts'
import { axeFindings } from './support/axe.ts'
import { openChromium } from './support/chromium.ts'
import { type MockHost, startMockHost } from './support/mockHost.ts'
import { allPages } from './support/pages.ts'

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
  await desk.page.locator('[data-state=registered]').waitFor()
  desk.host.ring()
  await desk.page.getByRole('button', { name: 'Answer' }).waitFor()
  found.push(...(await axeFindings(desk.page, 'ringing')))
  expect(found).toEqual([])
}, 240_000)
