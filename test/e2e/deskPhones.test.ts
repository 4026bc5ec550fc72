// The page of desk phones in a real Chromium over HTTPS, on a host on the network (127.0.0.2 stands for it) with its own Asterisk.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, run } from '../../electron/cli/program.ts'
import { startHost } from '../../electron/host/host.ts'
import { testedConsole } from '../support/builtConsole.ts'
import { axeFindings } from './support/axe.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { setUp } from './support/console.ts'

const network = '127.0.0.2'
const problems: string[] = []
let data = ''
let browser: Browser
let host: Running
let page: Page
let origin = ''
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'cordboard-phones-page-'))
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  host = await run({
    args: [
      '--host',
      '0.0.0.0',
      '--name',
      network,
      '--sip-host',
      '0.0.0.0',
      '--stop-pbx',
      '--no-open',
      '--port',
      '0',
      '--data',
      data,
    ],
    env: {},
    consoleFolder: testedConsole,
    startHost,
    terminal: { out: say, error: say },
  })
  const [, port = '', token = ''] = /:(\d+)\/#\/setup\?token=(\S+)$/m.exec(lines.join('\n')) ?? []
  expect([host.code, token]).toEqual([0, expect.stringMatching(/./)])
  origin = `https://${network}:${port}`
  browser = await openChromium()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ignoreHTTPSErrors: true, locale: 'en-US' })
  page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message))
  await setUp(page, `${origin}/#/setup?token=${token}`)
  await page.getByRole('link', { name: 'Settings' }).first().waitFor()
  await page.goto(`${origin}/#/settings/phones`)
})
afterAll(async () => {
  await browser?.close()
  await host?.stop()
  rmSync(data, { recursive: true, force: true })
  expect(problems).toEqual([])
})

test('without a phone the page says how phones get their settings, and what the certificate means for them', async () => {
  await page.getByText('No desk phones yet').waitFor()
  await page.getByText(/^https:\/\/[^/]+\/provision\/$/).waitFor()
  await page.getByText(/DHCP option 66 takes this address/).waitFor()
  await page.getByText(/Phones do not know the issuer/).waitFor()
  expect(await axeFindings(page, 'desk phones, none')).toEqual([])
})
