// A host that hangs: its process stands still and its sockets stay open. The console says so, sends nothing, and heals.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type HostProcess, hostProcess } from '../support/hostProcess.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'

let browser: Awaited<ReturnType<typeof openChromium>>
let data: string
let host: HostProcess
let page: Page
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'cordboard-hang-'))
  browser = await openChromium()
  host = await hostProcess(data, ['--demo', '--quiet'], 'test/support/hostWithConsole.ts')
  await host.signIn()
  const context = await browser.newContext({ locale: 'en-GB' })
  const [name = '', value = ''] = host.cookie.split('=')
  await context.addCookies([{ name, value, url: host.address }])
  page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
  await page.goto(`${host.address}#/directory`)
  await page.getByRole('button', { name: 'New contact' }).waitFor()
})
afterEach(() => wake())
afterAll(async () => {
  await browser?.close()
  await host?.stop()
  await rm(data, { recursive: true, force: true })
})

const hang = () => process.kill(host.pid, 'SIGSTOP')
const wake = () => process.kill(host.pid, 'SIGCONT')
const alert = (sentence: string) => page.getByRole('alert').filter({ hasText: sentence })
const names = async () => (await (await host.client()).directory.list({})).contacts.map((each) => each.name)

test('is noticed within 3 s; what is pressed meanwhile is refused with a sentence and not done later either', async () => {
  await page.getByRole('button', { name: 'New contact' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Vera Vos')
  await page.getByLabel('Number').first().fill('030 901820')
  const since = performance.now()
  hang()
  await alert('The host does not answer').waitFor({ timeout: 3000 })
  expect(performance.now() - since).toBeLessThan(3000)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText(/The host cannot be reached right now. Nothing was sent/).waitFor()
  wake()
  await alert('The host does not answer').waitFor({ state: 'detached', timeout: 5000 })
  expect(await names()).toEqual([])
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' })
  expect(await names()).toEqual(['Vera Vos'])
})

test('for long, the connection counts as lost; when it wakes up the pages are filled again without a reload', async () => {
  hang()
  await alert('The connection to the host is lost').waitFor({ timeout: 20_000 })
  await page.goto(`${host.address}#/settings/queues`)
  wake()
  await alert('The connection to the host is lost').waitFor({ state: 'detached', timeout: 15_000 })
  await page.getByText('Reception').first().waitFor()
}, 60_000)
