// `npm run screenshots`: a fixed set of pictures of the demo office, into `pictures/`. `npm run screenshots -- <folder> [page]`: every page against the mock
// host, light and dark, two sizes, full and empty, and what axe finds on each. To be looked at by a person.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { helpFor } from '../../build/help.ts'
import { buildConsole, testedConsole } from '../support/builtConsole.ts'
import { takePictures } from './pictures.ts'
import { openChromium } from './support/chromium.ts'
import { type MockHost, startMockHost } from './support/mockHost.ts'
import { mainPages, settingsPages, settled } from './support/pages.ts'

const images = join(import.meta.dirname, '../../pictures')
const folder = process.argv[2] ?? images
const only = process.argv[3]

type View = { name: string; width: number; height: number; scheme: 'light' | 'dark' }
const views: View[] = [
  { name: 'light-wide', width: 1440, height: 900, scheme: 'light' },
  { name: 'dark-wide', width: 1440, height: 900, scheme: 'dark' },
  { name: 'light-small', width: 1024, height: 700, scheme: 'light' },
  { name: 'dark-small', width: 1024, height: 700, scheme: 'dark' },
]

async function judge(page: Page, name: string): Promise<number> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  for (const { id, impact, nodes } of violations) {
    console.log(`  axe ${impact} ${id} on ${name}: ${nodes.length}× ${nodes[0]?.html.slice(0, 160)}`)
    console.log(`      ${nodes[0]?.failureSummary?.replaceAll('\n', ' ').slice(0, 220)}`)
  }
  return violations.length
}

async function shoot(browser: Browser, host: MockHost, view: View, kind: string, pages: readonly string[]): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.scheme,
    permissions: ['microphone'],
  })
  const page = await context.newPage()
  page.on(
    'console',
    (message) =>
      ['error', 'warning'].includes(message.type()) && console.log(`  console ${view.name} ${message.text().slice(0, 300)}`),
  )
  page.on('pageerror', (error) => console.log(`  error ${view.name} ${error.stack?.slice(0, 400)}`))
  for (const path of pages) {
    if (only && !path.includes(only) && only !== kind) continue
    await page.goto(`${host.address}/#/${path}`)
    await settled(page)
    if (kind === 'ringing') {
      host.ring()
      await page.getByRole('button', { name: 'Answer' }).waitFor()
    }
    if (path === 'settings/pbx' && kind === 'external') await page.getByRole('button', { name: 'Show the lines' }).click()
    const name = `${kind}-${path.replaceAll('/', '-') || 'desk'}-${view.name}`
    await page.screenshot({ path: join(folder, `${name}.png`) })
    await judge(page, name)
  }
  await context.close()
}

/** Every page in every state, for one who builds it. */
async function lookAtAll(browser: Browser): Promise<void> {
  await mkdir(folder, { recursive: true })
  const full = await startMockHost(testedConsole, { role: 'admin' })
  const wrapUp = await startMockHost(testedConsole, { role: 'admin', mine: 'wrapUp', starter: true, pbx: 'demo' })
  const offline = await startMockHost(testedConsole, { role: 'agent', mine: 'offline' })
  const empty = await startMockHost(testedConsole, { empty: true, extension: null })
  const ringing = await startMockHost(testedConsole, { role: 'agent' })
  const out = await startMockHost(testedConsole, { signedIn: false })
  const external = await startMockHost(testedConsole, { role: 'admin', pbx: 'external' })
  const crowded = await startMockHost(testedConsole, { role: 'admin', crowded: true })
  const unreached = await startMockHost(testedConsole, { role: 'admin', pbx: 'external', empty: true })
  for (const view of views) {
    const pages = view.name.endsWith('wide') || only !== undefined ? [...mainPages, ...settingsPages] : mainPages
    await shoot(browser, full, view, 'full', pages)
    await shoot(browser, wrapUp, view, 'wrapup', [''])
    await shoot(browser, offline, view, 'offline', ['', 'settings/queues'])
    await shoot(
      browser,
      empty,
      view,
      'empty',
      view.name === 'light-wide'
        ? [...mainPages.filter((path) => !path.includes('/')), 'settings/phones', 'settings/people']
        : [''],
    )
    await shoot(browser, ringing, view, 'ringing', [''])
    await shoot(browser, out, view, 'out', ['', 'setup?token=abc'])
    await shoot(browser, external, view, 'external', ['settings/pbx', 'settings/trunks'])
    await shoot(browser, unreached, view, 'unreached', ['settings/pbx'])
    await shoot(browser, crowded, view, 'crowded', ['settings/people'])
  }
  await Promise.all([full, wrapUp, offline, empty, ringing, out, external, unreached, crowded].map((host) => host.close()))
}

helpFor('npm run screenshots [-- <folder> [page]]: pictures of the demo office, or of every page of the console')
await buildConsole(console.log)
const browser = await openChromium()
if (folder === images) await takePictures(browser, testedConsole, images)
else await lookAtAll(browser)
await browser.close()
console.log(`pictures in ${folder}`)
