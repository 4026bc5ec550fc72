// Accessibility of the flow editor: axe finds nothing in any state it can be in, light and dark, at the smallest size.
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testedConsole } from '../support/builtConsole.ts'
import { axeFindings } from './support/axe.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { type MockHost, startMockHost } from './support/mockHost.ts'

let browser: Browser
let host: MockHost
beforeAll(async () => {
  ;[browser, host] = await Promise.all([openChromium(), startMockHost(testedConsole, { role: 'admin' })])
})
afterAll(async () => {
  await browser?.close()
  await host?.close()
})

/** What can be open in the flow editor, and how one gets there from the flow as it opens. */
const editorStates: [name: string, open: (page: Page) => Promise<unknown>][] = [
  ['a step with a fault, and the outline', faultAndOutline],
  ['the menu of a step', (page) => card(page, 'menu').click({ button: 'right' })],
  ['suggestions', suggestions],
  ['where a way may lead', looseEnd],
  ['the problems, and the flow itself', problemsAndFlow],
  ['a call to be tried out', (page) => button(page, 'Try it out: a simulated call').click()],
  ['calls watched', (page) => button(page, 'Watch calls in this flow').click()],
  ['publishing', (page) => button(page, 'Publish').click()],
  ['the versions', (page) => button(page, 'Versions').click()],
]

async function faultAndOutline(page: Page): Promise<void> {
  await chosen(page, 'old')
  await tab(page, 'Outline')
  await page.getByText('Fill this in.').first().waitFor()
}

async function suggestions(page: Page): Promise<void> {
  await chosen(page, 'welcome')
  await page.getByRole('textbox', { name: /Spoken text/ }).fill('Hello {{')
  await page.getByRole('listbox', { name: 'Suggestions' }).waitFor()
}

async function looseEnd(page: Page): Promise<void> {
  await chosen(page, 'old')
  await page.getByRole('application').first().focus()
  await page.keyboard.press('c')
  await page.getByRole('listbox').waitFor()
}

async function problemsAndFlow(page: Page): Promise<void> {
  await tab(page, /Problems/)
  await button(page, 'This flow').click()
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

/** A tab of the panel beside the canvas, which is closed where there is little room. */
async function tab(page: Page, name: string | RegExp): Promise<void> {
  const there = page.getByRole('tab', { name })
  if (!(await there.isVisible())) await button(page, 'Panel beside the canvas').click()
  await there.click()
}

const card = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`)
const chosen = (page: Page, id: string) => card(page, id).click({ position: { x: 8, y: 6 } })

test('in every state of the flow editor', async () => {
  const context = await browser.newContext({ viewport: { width: 1024, height: 700 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
  const found: string[] = []
  for (const [name, open] of editorStates) {
    await page.goto('about:blank')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(`${host.address}/#/flows/reception`)
    await card(page, 'menu').waitFor()
    await open(page)
    await page.mouse.move(5, 695)
    if (process.env.CORDBOARD_SHOTS) await page.screenshot({ path: `${process.env.CORDBOARD_SHOTS}/axe ${name}.png` })
    found.push(...(await axeFindings(page, name)))
  }
  expect(found).toEqual([])
}, 300_000)
