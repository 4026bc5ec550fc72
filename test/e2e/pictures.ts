// The fixed set of pictures of the demo office: each page, light and dark, large and small, full and empty.
// `<page>-<scheme>[-small][-empty].png`; small is 1024×700, the least the console is made for.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { type HostProcess, hostProcess } from '../support/hostProcess.ts'
import { startMockHost } from './support/mockHost.ts'
import { mainPages, settingsPages, settled } from './support/pages.ts'

const sizes = { '': { width: 1440, height: 900 }, '-small': { width: 1024, height: 700 } }
/** Until enough callers have come that something is to be seen, ms. */
const livelyMs = 60_000

/** Where a picture is more telling with something chosen, or opened, on the page. */
const chosen: Partial<Record<string, string>> = { callbacks: '[role=option]', voicemail: '[role=option]' }
const nameOf = (path: string) => (path.startsWith('calls/') ? 'call' : path.replaceAll('/', '-') || 'desk')

type Office = { address: string; cookie: string }
type Look = { ending: string; before?(page: Page): Promise<void> }

/** Each of the pages in both schemes and sizes. */
async function shoot(browser: Browser, { address, cookie }: Office, folder: string, pages: readonly string[], look: Look) {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [size, viewport] of Object.entries(sizes)) {
      const context = await browser.newContext({ viewport, colorScheme, permissions: ['microphone'], locale: 'en-GB' })
      const [name = '', value = ''] = cookie.split('=')
      if (cookie) await context.addCookies([{ name, value, url: address }])
      const page = await context.newPage()
      for (const path of pages) {
        await page.goto(`${address}/#/${path}`)
        await settled(page)
        await look.before?.(page)
        const choice = look.ending ? undefined : chosen[path]
        if (choice) await page.locator(choice).first().click()
        await page.mouse.move(0, viewport.height - 1)
        await settled(page)
        await page.screenshot({ path: join(folder, `${nameOf(path)}-${colorScheme}${size}${look.ending}.png`) })
      }
      await context.close()
    }
}

/** Signed in, with the card of the first start put away. */
async function moveIn(host: HostProcess): Promise<Office> {
  await host.signIn()
  await (await host.client()).system.dismissStarter()
  return { address: host.address.replace(/\/$/, ''), cookie: host.cookie }
}

/** Takes the set. `root`: the built console, for the pictures of a telephone, which the demo office has not. */
export async function takePictures(browser: Browser, root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const data = await mkdtemp(join(tmpdir(), 'cordboard-pictures-'))
  const running: { stop(): Promise<void> }[] = []
  const demo = async (...args: string[]) => {
    const host = await hostProcess(join(data, `${running.length}`), ['--demo', ...args])
    running.push(host)
    return host
  }
  try {
    const full = await demo()
    const office = await moveIn(full)
    await sleep(livelyMs)
    const { calls } = await (await full.client()).calls.list({ outcome: 'answered', limit: 1 })
    const pages = mainPages.map((path) => (path.startsWith('calls/') ? `calls/${calls[0]?.id}` : path))
    await shoot(browser, office, folder, [...pages, ...settingsPages], { ending: '' })
    const empty = await moveIn(await demo('--quiet'))
    const lists = mainPages.filter((path) => !path.includes('/'))
    await shoot(browser, empty, folder, [...lists, ...settingsPages], { ending: '-empty' })
    const telephone = await startMockHost(root, { role: 'agent' })
    running.push({ stop: () => telephone.close() })
    await shoot(browser, { address: telephone.address, cookie: '' }, folder, [''], {
      ending: '-ringing',
      before: async (page) => {
        await page.locator('[data-state=registered]').waitFor()
        telephone.ring()
        await page.getByRole('button', { name: 'Answer' }).waitFor()
      },
    })
  } finally {
    for (const host of running.reverse()) await host.stop()
    await rm(data, { recursive: true, force: true })
  }
}
