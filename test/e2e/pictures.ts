// The fixed set of pictures in docs/images: each main page, light and dark, large and small, full and empty.
// `<page>-<scheme>[-small][-empty].png`; small is 1024×700, the least the console is made for.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { type MockHost, startMockHost } from './support/mockHost.ts'
import { settled } from './support/pages.ts'

const pages = {
  desk: '',
  queues: 'queues',
  wallboard: 'wallboard',
  callbacks: 'callbacks',
  voicemail: 'voicemail',
  calls: 'calls',
  directory: 'directory',
  flows: 'flows/reception',
  settings: 'settings/queues',
}
const emptyPages = { ...pages, flows: 'flows' }
const sizes = { '': { width: 1440, height: 900 }, '-small': { width: 1024, height: 700 } }

/** Where a picture is more telling with something chosen in the list. */
const chosen: Partial<Record<string, string>> = { callbacks: '[role=option]', voicemail: '[role=option]' }

async function shoot(browser: Browser, host: MockHost, folder: string, ending: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [size, viewport] of Object.entries(sizes)) {
      const context = await browser.newContext({ viewport, colorScheme, permissions: ['microphone'], locale: 'en-GB' })
      const page = await context.newPage()
      for (const [name, path] of Object.entries(ending ? emptyPages : pages)) {
        await page.goto(`${host.address}/#/${path}`)
        await settled(page)
        const choice = ending ? undefined : chosen[name]
        if (choice) await page.locator(choice).first().click()
        await page.mouse.move(0, viewport.height - 1)
        // The softphone says that it is ready a moment after the page.
        if (!ending) await page.locator('[data-state=registered]').waitFor()
        await settled(page)
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}${size}${ending}.png`) })
      }
      await context.close()
    }
}

/** Takes the set. `root`: the built console. */
export async function takePictures(browser: Browser, root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const full = await startMockHost(root, { role: 'admin' })
  const empty = await startMockHost(root, { role: 'admin', empty: true, extension: null })
  await shoot(browser, full, folder, '')
  await shoot(browser, empty, folder, '-empty')
  await Promise.all([full.close(), empty.close()])
}
