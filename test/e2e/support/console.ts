// A console in a real Chromium on a real office: the product's host, its Asterisk, its pages.
import type { Browser, Page } from '@playwright/test'
import { type HttpHost, httpHost } from '../../../electron/server/http/server.ts'
import { testedConsole } from '../../support/builtConsole.ts'
import { type RealOffice, realOffice, until } from '../../support/office.ts'
import type { OwnNetwork } from '../../support/ownNetwork.ts'
import { firstPageMs, openChromium, pageTimeoutMs } from './chromium.ts'

export type ConsoleOffice = Awaited<ReturnType<typeof consoleOffice>>
type Stats = { id: string; state: string; energyIn: number; remoteHz: number | null; packetsIn: number }

/** As built by `npm run build`, or wherever else one was built. */

/** How its pages are looked at. */
export type Look = { viewport?: { width: number; height: number }; colorScheme?: 'light' | 'dark'; language?: string }

/** An office with its pages served, and a browser; with `network`, the browser is on that one and comes in by the cable. */
export async function consoleOffice(network?: OwnNetwork, { viewport, colorScheme, language }: Look = {}) {
  const office: RealOffice = await realOffice(network ? { bindAddress: '0.0.0.0' } : {})
  const http: HttpHost = await httpHost(office.host, {
    consoleFolder: testedConsole,
    host: network?.address ?? '127.0.0.1',
    port: 0,
  })
  const address = await http.listen()
  // Browsers give the microphone to secure addresses only; a loopback is one by itself.
  const secure = [`--unsafely-treat-insecure-origin-as-secure=${address.replace(/\/$/, '')}`]
  const browser: Browser = await openChromium(network ? { flags: secure, wrapped: network.wrapped } : {})
  const problems: string[] = []
  return {
    office,
    http,
    address,
    browser,
    problems,
    /** A page of its own; `toneHz` speaks instead of the microphone. */
    page: async (toneHz?: number): Promise<Page> => {
      const context = await browser.newContext({
        viewport: viewport ?? { width: 1440, height: 900 },
        permissions: ['microphone'],
        locale: language ?? 'en-US',
        ...(colorScheme ? { colorScheme } : {}),
      })
      if (toneHz) await context.addInitScript((hz) => localStorage.setItem('cordboard.testTone', String(hz)), toneHz)
      const page = await context.newPage()
      page.on('pageerror', (error) => problems.push(error.stack ?? error.message))
      return page
    },
    /** The one-time link of the first start. */
    setupLink: () => `${address}#/setup?token=${http.signIn.setupToken()}`,
    stop: async () => {
      await browser.close()
      await http.close()
      await office.stop()
    },
  }
}

export const phoneState = (page: Page): Promise<string> => page.evaluate<string>("window.__cordboard?.phone.state ?? 'none'")
export const lineStats = (page: Page): Promise<Stats[]> => page.evaluate<Stats[]>('window.__cordboard?.phone.stats() ?? []')

/** Also after a first attempt that failed: the next one may come ten seconds later. Says in which state it stayed. */
export async function registered(page: Page): Promise<void> {
  let state = 'none'
  const look = async () => {
    state = await phoneState(page)
    return state === 'registered'
  }
  await until('the softphone to be registered', look, 2 * pageTimeoutMs).catch((error: Error) => {
    throw new Error(`${error.message} (it is ${state})`, { cause: error })
  })
}

/** Waits until the page hears a tone within 25 Hz of `hz`. */
export const hears = (page: Page, hz: number) =>
  until(
    `the page to hear ${hz} Hz`,
    async () => (await lineStats(page)).some((line) => line.remoteHz !== null && Math.abs(line.remoteHz - hz) < 25),
    15_000,
  )

/** A second person with a console of their own, signed in. */
export async function signedIn(
  desk: ConsoleOffice,
  page: Page,
  user: { login: string; role: 'agent' | 'supervisor'; operatorId: string | null },
): Promise<void> {
  const password = 'correct horse battery'
  await desk.office.store.users.save({ name: user.login, ...user }, password)
  await page.goto(desk.address)
  await page.getByLabel('User').first().fill(user.login)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.keyboard.press('Enter')
}

/** Makes the first admin in the page; says what the page shows where it does not ask for one. */
export async function setUp(page: Page, link: string): Promise<void> {
  await page.goto(link)
  const name = page.getByLabel('Your name')
  await name.waitFor({ timeout: firstPageMs }).catch(async (error: Error) => {
    throw new Error(`${page.url()} shows “${await page.locator('body').textContent()}”`, { cause: error })
  })
  await name.fill('Ada Admin')
  await page.getByLabel('User name').fill('ada')
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery')
  await page.getByRole('button', { name: /create|start|continue|make/i }).click()
}

/** A real office and the page of its first admin, who is the operator of 201. `prepare`: what is done to the office before the page opens. */
export async function adminPage(
  prepare: (desk: ConsoleOffice) => Promise<void> = async () => {},
): Promise<{ desk: ConsoleOffice; page: Page }> {
  const desk = await consoleOffice()
  try {
    await prepare(desk)
    const page = await desk.page(880)
    await setUp(page, desk.setupLink())
    await registered(page)
    return { desk, page }
  } catch (error) {
    await desk.stop()
    throw error
  }
}
