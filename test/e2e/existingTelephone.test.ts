// The console of an office on an Asterisk that others run, in a real Chromium: the softphone signs in there with what the office made for
// it and is heard, and the administrator's page tells what that Asterisk has, what it lacks, and what goes into its files.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AsteriskBinary } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import { openStore } from '../../electron/adapters/store/store.ts'
import { makeStarterOffice, starterNumber } from '../../electron/host/starter.ts'
import { wallClock } from '../../electron/host/system.ts'
import { type HttpHost, httpHost } from '../../electron/server/http/server.ts'
import { testedConsole } from '../support/builtConsole.ts'
import { type ExistingAsterisk, existingAsterisk, existingBinary } from '../support/existingAsterisk.ts'
import { type ExistingOffice, existingOffice } from '../support/existingOffice.ts'
import { until } from '../support/office.ts'
import { setUpFor } from '../support/pbxAdministrator.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'
import { axeFindings } from './support/axe.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { hears, registered, setUp } from './support/console.ts'

const binary = await existingBinary('22')

describeUnless(typeof binary === 'string' ? binary : null, 'an Asterisk of others’', () => {
  let asterisk: ExistingAsterisk
  let office: ExistingOffice
  let http: HttpHost
  let browser: Browser
  let page: Page
  let data: string
  let address: string
  const problems: string[] = []

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'cordboard-guest-'))
    const store = openStore({ folder: data, clock: wallClock })
    await makeStarterOffice(store, false)
    asterisk = await existingAsterisk(binary as AsteriskBinary, (files, { ariUrl }) =>
      setUpFor(store, ariUrl, files, { kind: 'plain', context: 'office' }),
    )
    store.close()
    office = await existingOffice(asterisk, data)
    http = await httpHost(office.host, { consoleFolder: testedConsole, host: '127.0.0.1', port: 0 })
    address = await http.listen()
    browser = await openChromium()
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      permissions: ['microphone', 'clipboard-read', 'clipboard-write'],
      locale: 'en-US',
    })
    await context.addInitScript(() => localStorage.setItem('cordboard.testTone', '880'))
    page = await context.newPage()
    page.setDefaultTimeout(pageTimeoutMs)
    page.on('pageerror', (error) => problems.push(error.stack ?? error.message))
    await setUp(page, `${address}#/setup?token=${http.signIn.setupToken()}`)
  })
  afterAll(async () => {
    await browser?.close()
    await http?.close()
    await office?.stop()
    await asterisk?.stop()
    if (data) await rm(data, { recursive: true, force: true })
    expect(problems).toEqual([])
  })

  const button = (name: string | RegExp) => page.getByRole('button', { name }).first()
  const openPage = async () => {
    await page.goto(`${address}#/settings/pbx`)
    await page.getByRole('heading', { name: 'Lines for its files' }).waitFor()
  }

  test('the softphone registers there, rings for a caller of the office’s number, and both hear each other', async () => {
    await registered(page)
    office.engine.desk.admit('alex')
    await office.change((o) => {
      const queue = o.queues.get('reception')
      if (queue) o.queues.save({ ...queue, wrapUpSeconds: 0 })
    })
    const caller = await office.dial(starterNumber, '+49301')
    await caller.untilAnswered()
    await caller.audio.waitForAudio()
    caller.audio.sendDtmf('1')
    await page.getByRole('button', { name: 'Answer' }).first().click()
    caller.audio.sendTone(1200)
    await hears(page, 1200)
    await caller.audio.waitForTone(880, { minMs: 500 })
    await caller.hangup()
    await office.quiet()
  })

  test('the page tells which Asterisk it is, that nothing is missing there, and that nothing is wrong', async () => {
    await openPage()
    await page.getByText('No call', { exact: true }).waitFor() // the card of the last one fades
    await page.getByText('Existing Asterisk').waitFor()
    await page.getByText('Connected', { exact: true }).first().waitFor()
    await page.getByText('Softphones and numbers are there as they should be.').waitFor()
    expect(await page.getByText('What keeps it from working').count()).toBe(0)
    expect(await axeFindings(page, 'pbx')).toEqual([])
  })

  test('one button lets calls out the way that its own phones dial', async () => {
    await page.getByText('Nobody here can call outside yet').waitFor()
    await button('Let calls out by its routes').click()
    await page.getByText('1 outgoing rule leads outside by its lines.').waitFor()
    await page.getByRole('textbox', { name: 'Number', exact: true }).first().fill('030 901820')
    await page.keyboard.press('Enter')
    const theirs = await office.provider.nextCall()
    expect(theirs.invite?.uri).toMatch(/^sip:30901820@/) // its dialplan takes the 0 for the outside line
    theirs.answer()
    theirs.audio.sendTone(1000)
    await hears(page, 1000)
    await theirs.hangup()
    await office.quiet()
    await page.goto(`${address}#/settings/trunks`)
    await page.getByRole('cell', { name: 'As its phones dial (office)' }).waitFor()
    await button('New trunk').click()
    await page.getByLabel('Name', { exact: true }).fill('By the provider')
    await page.getByLabel('Calls leave').selectOption({ label: 'By one of its trunks' })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByLabel('Its trunk').selectOption({ label: 'provider' })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('cell', { name: 'Its trunk provider' }).waitFor()
    await page.getByText('No call', { exact: true }).waitFor() // the card of the last one fades
    expect(await axeFindings(page, 'trunks there')).toEqual([])
    await openPage()
  })

  test('a telephone of theirs becomes an extension; then the page says which lines are to be renewed', async () => {
    await button('Make it an extension: 101').click()
    await page.getByText('cordboard_pjsip.conf: softphones missing: 101.').waitFor()
    expect(office.store.office.extensions.get('101')).toMatchObject({ number: '101', name: 'Phone 101' })
    expect(await page.getByRole('button', { name: 'Make it an extension: 101' }).count()).toBe(0)
    await button('Make it an extension: 102').waitFor()
  })

  test('the lines are shown for each kind, copied, and downloaded as one file', async () => {
    expect(await page.getByRole('textbox', { name: 'Context of its phones' }).inputValue()).toBe('office')
    await button('Show the lines').click()
    await button('Copy: cordboard_pjsip.conf: a file of its own, in /etc/asterisk').click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain('[101-web](cordboard-softphone)')
    expect(copied).toMatch(/md5_cred=[0-9a-f]{32}/)
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download all (.zip)' }).click()
    const files = unzipSync(await readFile(await (await downloading).path()))
    expect(Object.keys(files).sort()).toEqual([
      'cordboard/README.txt',
      'cordboard/cordboard_extensions.conf',
      'cordboard/cordboard_pjsip.conf',
    ])
    expect(Buffer.from(files['cordboard/cordboard_pjsip.conf'] ?? []).toString()).toBe(copied)
    await page.getByLabel('Kind').selectOption({ label: 'FreePBX' })
    await button('Show the lines').click()
    await page.getByText('cordboard-numbers,5000,1').first().waitFor()
    expect(await axeFindings(page, 'pbx lines')).toEqual([])
    const actions = office.store.audit.list(10).map(({ action }) => action)
    expect(actions).toContain('pbxFiles.open')
    expect(actions).toContain('pbxFiles.download')
  })

  test('put in anew, nothing is missing any more', async () => {
    await page.getByLabel('Kind').selectOption({ label: 'Asterisk, files written by hand' })
    await button('Show the lines').click()
    await button('Copy: cordboard_pjsip.conf: a file of its own, in /etc/asterisk').click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    await writeFile(join(asterisk.folder, 'etc/cordboard_pjsip.conf'), copied)
    await asterisk.rx('module reload res_pjsip.so')
    await until('101-web to be known', async () => (await asterisk.rx('pjsip show endpoints')).includes('101-web'))
    await button('Check again').click()
    await page.getByText('Softphones and numbers are there as they should be.').waitFor()
  })
})
