// Every page at 200 % of a window of 1024×700, which leaves 512×350 CSS pixels (WCAG 1.4.10): nothing is cut off or to be
// scrolled sideways, and a call is answered and ended from every page, by mouse and by key.
import type { Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testedConsole } from '../support/builtConsole.ts'
import { axeOf } from './support/axe.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { type MockHost, startMockHost } from './support/mockHost.ts'
import { allPages, settled } from './support/pages.ts'

let browser: Awaited<ReturnType<typeof openChromium>>
let host: MockHost
let page: Page
beforeAll(async () => {
  browser = await openChromium()
  host = await startMockHost(testedConsole, { role: 'admin' })
  const context = await browser.newContext({
    viewport: { width: 512, height: 350 },
    deviceScaleFactor: 2,
    permissions: ['microphone'],
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
})
afterAll(async () => {
  await browser?.close()
  await host?.close()
})

const open = async (path: string) => {
  await page.goto(`${host.address}/#/${path}`)
  await settled(page)
}

/** What sticks out at the side of the page, with no way to scroll there; a table may scroll in its own frame. */
const cutOff = (): Promise<string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX)
    const framed = (element: Element): boolean => {
      for (let each = element.parentElement; each && each.id !== 'content'; each = each.parentElement)
        if (scrolls(each)) return true
      return false
    }
    const found: string[] = []
    const { scrollWidth } = document.documentElement
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} px wide`)
    const content = document.getElementById('content')
    if (content && content.scrollWidth > content.clientWidth + 1) found.push(`the content is ${content.scrollWidth} px wide`)
    for (const element of document.querySelectorAll('button, a, input, select, textarea, h1, h2, p, label, dd')) {
      const { left, right, width, height } = element.getBoundingClientRect()
      if (width < 2 || height < 2 || getComputedStyle(element).visibility === 'hidden' || framed(element)) continue
      if (element.closest('.react-flow, [data-mantine-visually-hidden]') || getComputedStyle(element).opacity === '0') continue
      if (left < -1 || right > innerWidth + 1)
        found.push(`${element.tagName} “${element.textContent?.slice(0, 30)}” from ${left} to ${right}`)
    }
    return found
  })

/** Whether a click at its middle would reach it. */
const underMouse = (button: Locator): Promise<boolean> =>
  button.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const there = document.elementFromPoint(left + width / 2, top + height / 2)
    return there !== null && (element === there || element.contains(there))
  })

/** The console of this user in that language. */
async function speak(language: string): Promise<void> {
  await open('')
  await page.evaluate((chosen) => localStorage.setItem('cordboard.language:u1', chosen), language)
  await page.reload()
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language)
}

test.each(['en', 'de', 'fr'])(
  'nothing is cut off on any page, in “%s”',
  async (language) => {
    await speak(language)
    const found: string[] = []
    for (const path of allPages) {
      await open(path)
      found.push(...(await cutOff()).map((each) => `${path || 'desk'}: ${each}`))
    }
    await speak('en')
    expect(found).toEqual([])
  },
  90_000,
)

test('on every page a call that rings can be answered or turned away by mouse', async () => {
  const missing: string[] = []
  for (const path of allPages) {
    await open(path)
    await page.locator('[data-state=registered]:visible').first().waitFor()
    host.ring()
    const dock = page.getByRole('toolbar', { name: 'Phone' })
    const answer = dock.getByRole('button', { name: 'Answer' })
    await answer.waitFor()
    if (!(await underMouse(answer))) missing.push(`${path}: answer`)
    await dock.getByRole('button', { name: 'Reject' }).click()
    await answer.waitFor({ state: 'detached' })
  }
  expect(missing).toEqual([])
}, 120_000)

test('the telephone opens over the page, dials by name and is ended in the row below; its keys do the same', async () => {
  await open('callbacks')
  await page.locator('[data-state=registered]:visible').first().waitFor()
  await page.keyboard.press('Alt+n')
  const number = page.getByLabel('Number', { exact: true })
  await number.waitFor()
  await page.keyboard.type('Bram')
  await page.getByText('Bram de Wit').first().waitFor()
  await page.keyboard.press('Enter')
  const dock = page.getByRole('toolbar', { name: 'Phone' })
  await dock.getByRole('button', { name: 'Hang up' }).click()
  await dock.getByRole('button', { name: 'Hang up' }).waitFor({ state: 'detached' })
  await dock.getByRole('button', { name: 'Phone', exact: true }).click()
  await number.waitFor({ state: 'hidden' })
  await page.keyboard.press('Alt+l')
  await dock.getByRole('button', { name: 'Hang up' }).waitFor()
  await page.keyboard.press('Alt+x')
  await dock.getByRole('button', { name: 'Hang up' }).waitFor({ state: 'detached' })
})

test('axe finds nothing in the row below, nor in the telephone that lies over the page', async () => {
  const found: string[] = []
  const look = async (name: string) => {
    const { violations } = await axeOf(page).analyze()
    found.push(...violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html.slice(0, 160)}`))
  }
  await open('')
  await page.locator('[data-state=registered]:visible').first().waitFor()
  await look('row')
  host.ring()
  await page.getByRole('button', { name: 'Answer', exact: true }).last().waitFor()
  await look('ringing')
  await page.getByRole('toolbar', { name: 'Phone' }).getByRole('button', { name: 'Phone', exact: true }).click()
  await look('over the page')
  await page.getByRole('toolbar', { name: 'Phone' }).getByRole('button', { name: 'Reject' }).click()
  expect(found).toEqual([])
})

/** The pages of the work, at the size of a small notebook, where the telephone has its place beside them. */
const workPages = ['', 'queues', 'callbacks', 'voicemail', 'calls', 'directory', 'hours', 'flows', 'settings/console']

type Box = { x: number; y: number; width: number; height: number }
const overlap = (a: Box, b: Box) =>
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 0.5 &&
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 0.5

test('at 1024×700 the telephone is a bar that opens for a call, and covers no page’s work, with a call or without', async () => {
  const context = await browser.newContext({ viewport: { width: 1024, height: 700 }, permissions: ['microphone'] })
  const small = await context.newPage()
  small.setDefaultTimeout(pageTimeoutMs)
  const aside = small.getByRole('complementary', { name: 'Phone' })
  const box = async (locator: Locator): Promise<Box> => (await locator.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const found: string[] = []
  const look = async (name: string, least: number) => {
    const [content, phone] = [await box(small.locator('#content')), await box(aside)]
    if (overlap(content, phone)) found.push(`${name}: covered`)
    if (content.width < least) found.push(`${name}: ${content.width} px wide`)
    const wide = await small.locator('#content').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
    if (wide > 1) found.push(`${name}: ${wide} px cut off`)
  }
  const lookAtAll = async (name: string, least: number) => {
    for (const path of workPages) {
      await small.goto(`${host.address}/#/${path}`)
      await settled(small)
      await look(`${path} ${name}`, least)
    }
  }
  await small.goto(`${host.address}/#/`)
  await aside.locator('[data-state=registered]:visible').waitFor()
  await lookAtAll('idle', 900)
  host.ring()
  await aside.getByRole('button', { name: 'Answer' }).waitFor()
  await lookAtAll('ringing', 660)
  await small.keyboard.press('Alt+r')
  await aside.getByRole('button', { name: 'Open the phone' }).waitFor()
  expect(found).toEqual([])
  await context.close()
}, 120_000)

test('opened or folded by hand the telephone stays so over a reload; a key opens the bar for a number', async () => {
  const context = await browser.newContext({ viewport: { width: 1024, height: 700 }, permissions: ['microphone'] })
  const small = await context.newPage()
  small.setDefaultTimeout(pageTimeoutMs)
  const number = small.getByLabel('Number', { exact: true })
  const opens = small.getByRole('button', { name: 'Open the phone' })
  await small.goto(`${host.address}/#/calls`)
  await opens.waitFor()
  await small.keyboard.press('Alt+n')
  await number.waitFor()
  await small.keyboard.type('030 5')
  await small.goto(`${host.address}/#/directory`)
  await opens.click()
  expect(await number.inputValue()).toBe('030 5')
  await small.reload()
  await number.waitFor()
  expect((await axeOf(small).analyze()).violations.map(({ id }) => id)).toEqual([])
  await small.getByRole('button', { name: 'Fold the phone into a bar' }).click()
  await small.reload()
  await opens.waitFor()
  expect(await number.isVisible()).toBe(false)
  expect((await axeOf(small).analyze()).violations.map(({ id }) => id)).toEqual([])
  await small.setViewportSize({ width: 1440, height: 900 })
  await opens.waitFor()
  await context.close()
})
