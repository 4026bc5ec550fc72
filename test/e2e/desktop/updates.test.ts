// Updates of the desktop app: the real electron-updater against a folder that a web server hands out, and a second version that takes the
// first one's place. Makers of AppImages cannot be had everywhere: a program stands in for each, which starts the app of its version.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, normalize } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicKey, publish } from '../../../build/updates.ts'
import { newestSchema } from '../../../electron/host/schema.ts'
import { testTrunk } from '../../../electron/host/starter.ts'
import { type DesktopApp, type DesktopPrograms, desktopPrograms, openDesktop } from '../../support/electron/desktopApp.ts'
import { ordinaryUser, withoutSandbox } from '../../support/electron/user.ts'
import { preparedOffice } from '../../support/killableHost.ts'
import { until } from '../../support/office.ts'
import { Phone } from '../../support/phone/phone.ts'
import { describeUnless } from '../../support/runner/describeUnless.ts'
import { pageTimeoutMs } from '../support/chromium.ts'
import { registered } from '../support/console.ts'

const programs = await desktopPrograms(console.log)
const pictures = process.env.CORDBOARD_PICTURES

/** A web server for a folder, and nothing else. */
async function hand(folder: string, port = 0): Promise<Server> {
  const server = createServer((asked, answer) => {
    const file = join(folder, normalize(decodeURIComponent(URL.parse(asked.url ?? '', 'http://feed')?.pathname ?? '')))
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return answer.writeHead(404).end()
    return answer.end(readFileSync(file))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

describeUnless(typeof programs === 'string' ? programs : null, 'updates of the desktop app', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-updates-'))
  const [feed, installed] = [join(folder, 'feed'), join(folder, 'installed')]
  const appImage = join(installed, 'Cordboard.AppImage')
  const key = generateKeyPairSync('ed25519').privateKey
  let server: Server
  let port = 0
  let app: DesktopApp
  let page: Page
  let trunk: Phone

  /** The built app as one of this version. */
  const versionOf = (built: DesktopPrograms, version: string) => {
    const of = join(folder, version)
    mkdirSync(of)
    for (const part of ['dist', 'node_modules']) symlinkSync(join(built.app, part), join(of, part))
    const updates = { feed: `http://127.0.0.1:${port}`, key: publicKey(key) }
    writeFileSync(
      join(of, 'package.json'),
      JSON.stringify({ name: 'cordboard', version, main: 'dist/desktop/main.cjs', updates }),
    )
    return of
  }
  /** Stands in for an AppImage: says of which version the app is that starts. */
  const imageOf = (version: string) =>
    typeof programs === 'string'
      ? ''
      : `#!/bin/sh\nexec '${programs.parts.electron}' ${withoutSandbox ? '--no-sandbox ' : ''}--no-first-run --disable-gpu '${join(folder, version)}' --version > '${installed}/started' 2>&1\n`
  const release = (version: string, more: { percent?: number; by?: KeyObject; schema?: number } = {}) => {
    const installers = mkdtempSync(join(folder, 'installers-'))
    writeFileSync(join(installers, `Cordboard-${version}.AppImage`), imageOf(version))
    const { percent = 100, by = key, schema = newestSchema } = more
    publish({
      installers,
      feed,
      version,
      channel: 'latest',
      percent,
      notes: `What ${version} brings.\nAnd <b>more</b>.`,
      schema,
      key: by,
    })
  }
  const part = () => page.getByRole('region', { name: 'Updates' })
  const said = (words: string) => part().getByText(words, { exact: false }).first().waitFor()
  const look = () => part().getByRole('button', { name: 'Look now' }).click()

  beforeAll(async () => {
    if (typeof programs === 'string') return
    for (const each of [feed, installed]) mkdirSync(each)
    chmodSync(folder, 0o755)
    server = await hand(feed)
    port = (server.address() as AddressInfo).port
    const first = versionOf(programs, '0.1.0')
    versionOf(programs, '0.2.0')
    writeFileSync(appImage, imageOf('0.1.0'), { mode: 0o755 })
    if (ordinaryUser) for (const path of [installed, appImage]) chownSync(path, ordinaryUser.uid, ordinaryUser.gid)
    const { parts } = programs
    const before = { ...programs, app: first, parts: { ...parts, env: { ...parts.env, APPIMAGE: appImage } } }
    let found: Awaited<ReturnType<typeof preparedOffice>> | undefined
    app = await openDesktop(before, [], async (data) => {
      found = await preparedOffice(data, () => {})
      const own = join(data, '..', 'config', 'cordboard')
      mkdirSync(own, { recursive: true })
      // Never among the first per cent of computers; and another version ran before.
      writeFileSync(join(own, '.updaterId'), 'ffffffff-ffff-5fff-bfff-ffffffffffff')
      writeFileSync(join(own, 'desktop.json'), JSON.stringify({ linksAnswered: true, updates: { lastVersion: '0.0.9' } }))
    })
    page = await app.electron.firstWindow()
    page.setDefaultTimeout(pageTimeoutMs)
    if (found) trunk = await Phone.open({ server: found.address.sip, address: testTrunk.address, port: found.port })
    await registered(page)
    await page.evaluate("location.hash = '/settings/console'")
  })
  afterAll(async () => {
    await trunk?.close()
    await app?.close()
    server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('why there is none is said: nothing there, nobody there, another’s signature, not yet its turn', async () => {
    await said('This app has version 0.1.0.')
    await look()
    await said('There is no such version at the place for updates.')
    server.closeAllConnections()
    server.close()
    await look()
    await said('The place for updates cannot be reached.')
    server = await hand(feed, port)
    release('0.2.0', { by: generateKeyPairSync('ed25519').privateKey })
    await look()
    await said('The update is not signed by the makers of this app.')
    release('0.2.0', { percent: 1 })
    await look()
    await said('it is not this computer’s turn yet')
    expect(await part().getByRole('alert').count()).toBe(0)
  })

  test('a file that is not the one that was signed is thrown away', async () => {
    release('0.2.0')
    const file = join(feed, '0.2.0', 'Cordboard-0.2.0.AppImage')
    const real = readFileSync(file, 'utf8')
    writeFileSync(file, real.replace('--version', '--virus!!'))
    await look()
    await said('The file is not the one that was signed. Nothing was installed.')
    writeFileSync(file, real)
    expect(readFileSync(appImage, 'utf8')).toBe(imageOf('0.1.0'))
  })

  test('the way back to the version before leads to what is kept of it, unless it cannot open the data', async () => {
    release('0.0.9', { schema: newestSchema - 10 })
    release('0.2.0')
    const back = () => part().getByRole('button', { name: 'Go back to version 0.0.9' }).click()
    await back()
    await said('That version cannot open the data of this computer’s office.')
    release('0.0.9')
    release('0.2.0')
    await back()
    await said('Version 0.0.9 is ready.')
  })

  test('a newer version is shown with what is new, and installed only when nobody calls', async () => {
    await look()
    await said('Version 0.2.0 is ready.')
    await part().getByText('And <b>more</b>.').waitFor()
    const banner = page.getByRole('complementary', { name: 'Updates' })
    await banner.getByText('Version 0.2.0 is ready.').waitFor()
    if (pictures) await page.screenshot({ path: join(pictures, 'updates.png'), fullPage: true })
    const caller = await trunk.dial('5000', { callerNumber: '0301234567' })
    await caller.untilAnswered()
    const answered = Date.now()
    // Whether it is quiet is looked at once a second.
    await until('the call to be seen', () => Date.now() - answered > 1500)
    const running = () => app.electron.evaluate(() => true)
    await banner.getByRole('button', { name: 'Install when nobody calls' }).click()
    await said('Version 0.2.0 is installed once nobody calls')
    const ended = app.electron.waitForEvent('close', { timeout: 60_000 })
    expect(await running()).toBe(true)
    await caller.hangup()
    const hungUp = Date.now()
    await ended
    await until('the second version to start', async () => existsSync(join(installed, 'started')))
    expect(statSync(join(installed, 'started')).birthtimeMs - hungUp).toBeGreaterThan(9000)
    expect(readFileSync(appImage, 'utf8')).toBe(imageOf('0.2.0'))
    await until('it to say its version', async () => readFileSync(join(installed, 'started'), 'utf8').includes('Cordboard 0.2.0'))
  })
})
