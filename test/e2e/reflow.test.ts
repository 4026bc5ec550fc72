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
