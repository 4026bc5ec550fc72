// The desktop app that runs the office, and a second desk on another computer of the LAN (a network namespace): let in once a second
// person can sign in, found there, called with sound, shut out again by the setting; its data folder is nobody else's meanwhile.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freeTcp } from '../../../electron/adapters/pbx/process/ports.ts'
import type { FoundOffice } from '../../../electron/host/discovery.ts'
import { startHost } from '../../../electron/host/host.ts'
import { type DesktopApp, desktopPrograms, openDesktop } from '../../support/electron/desktopApp.ts'
import { until } from '../../support/office.ts'
import { ownLan } from '../../support/ownLan.ts'
import { describeUnless } from '../../support/runner/describeUnless.ts'
import { openChromium, pageTimeoutMs } from '../support/chromium.ts'
import { lineStats, registered } from '../support/console.ts'

const programs = await desktopPrograms(console.log)
const lan = ownLan(1)
const why = typeof programs === 'string' ? programs : typeof lan === 'string' ? lan : null
const second = { name: 'Sam', login: 'sam', password: 'correct horse battery' }

describeUnless(why, 'the desktop app as the office of a LAN', () => {
  if (typeof programs === 'string' || typeof lan === 'string') return
  const [elsewhere] = lan.computers
  let app: DesktopApp
  let page: Page
  let port = 0
  let browser: Browser | undefined
  let looker: ChildProcess | undefined
  let found: FoundOffice[] = []
  beforeAll(async () => {
    port = await freeTcp('127.0.0.1')
    app = await openDesktop(programs, ['--stop-pbx', '--port', String(port)], async (data) => {
      // Its Asterisk is of another user than the app's, which could not end it.
      const first = await startHost({ data, stopPbx: true })
      await first.stop()
    })
    page = await app.electron.firstWindow()
    page.setDefaultTimeout(pageTimeoutMs)
    looker = spawn(elsewhere?.wrapped(process.execPath) ?? '', ['test/support/mdnsBrowser.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    createInterface({ input: looker.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const said: unknown = JSON.parse(line)
      if (Array.isArray(said)) found = said
    })
  })
  afterAll(async () => {
    looker?.kill('SIGKILL')
    await browser?.close()
    // As a person does, so that its Asterisk ends with it: that one holds the app's pipes, for which its end would be waited.
    const child = app?.electron.process()
    const gone = child && once(child, 'exit')
    await app?.electron.evaluate(({ app: running }) => running.quit()).catch(() => {})
    await gone
    await app?.close()
    lan.close()
  })

  const listens = (host: string) =>
    new Promise<boolean>((resolve) => {
      const socket = connect({ host, port }, () => {
        resolve(true)
        socket.destroy()
      })
      socket.on('error', () => resolve(false))
    })
  const ready = async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok === true
  const settings = (tab: string) => page.evaluate((hash) => void Object.assign(location, { hash }), `#/settings/${tab}`)

  test('alone it is on this computer only, with the API', async () => {
    await registered(page)
    expect([await listens('127.0.0.1'), await listens(lan.address), await ready()]).toEqual([true, false, true])
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/calls`)
    expect(answer.status).toBe(401)
    await settings('certificate')
    await page.getByText('No certificate is needed here').waitFor()
    await page.getByText('Settings › Office says when other desks are let in.').waitFor()
  })

  test('a headless host on its data folder is refused, and says why', async () => {
    const args = ['electron/cli/main.ts', '--data', app.data, '--port', '0']
    const ended = await new Promise<{ code: unknown; text: string }>((resolve) =>
      execFile(process.execPath, args, { timeout: 30_000 }, (error, out, text) =>
        resolve({ code: error?.code, text: `${out}${text}` }),
      ),
    )
    expect(ended).toMatchObject({ code: 1, text: expect.stringContaining('Another Cordboard host is using this data folder') })
  })

  test('a second person is added: it restarts in place, serves TLS on the network, and is found there', async () => {
    await settings('people')
    await page.getByRole('button', { name: 'Sam', exact: true }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Name', { exact: true }).fill(second.name)
    await form.getByLabel('Signs in to this console').check()
    await form.getByLabel('User name', { exact: true }).fill(second.login)
    await form.getByLabel('Password', { exact: true }).fill(second.password)
    await form.getByRole('button', { name: 'Save' }).click()
    await until('it to be on the network', () => listens(lan.address), 30_000)
    await until('it to take calls again', ready, 30_000)
    await registered(page)
    await until('it to be found', () => found.some(({ address }) => address === `https://${lan.address}:${port}`))
    await settings('certificate')
    await page.getByText(`has to let in TCP ${port} and UDP`).waitFor()
  })

  test('a console on the other computer signs in, and a call comes to it with sound', async () => {
    browser = await openChromium({ wrapped: (path) => elsewhere?.wrapped(path) ?? path })
    const context = await browser.newContext({ permissions: ['microphone'], locale: 'en-US', ignoreHTTPSErrors: true })
    const desk = await context.newPage()
    desk.setDefaultTimeout(pageTimeoutMs)
    await desk.goto(`https://${lan.address}:${port}/`)
    await desk.getByLabel('User').first().fill(second.login)
    await desk.getByRole('textbox', { name: 'Password' }).fill(second.password)
    await desk.keyboard.press('Enter')
    await registered(desk)
    await page.getByLabel('Number', { exact: true }).fill('202')
    await page.keyboard.press('Enter')
    await desk.getByRole('button', { name: 'Answer', exact: true }).first().click()
    for (const each of [page, desk])
      await until('sound to be heard', async () => (await lineStats(each)).some(({ energyIn }) => energyIn > 0.0001))
    await desk.getByRole('button', { name: 'Hang up', exact: true }).first().click()
  })

  test('the setting shuts it out again', async () => {
    await settings('office')
    await page.getByLabel('Other desks').selectOption({ label: 'Never let in' })
    await page.getByRole('button', { name: 'Save' }).click()
    await until('it to be on this computer only', async () => !(await listens(lan.address)) && (await ready()), 30_000)
    await until('it to be found no more', () => found.every(({ address }) => !address.includes(lan.address)))
    await registered(page)
  })
})
