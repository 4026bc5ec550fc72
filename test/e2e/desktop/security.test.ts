// Electron's checklist of twenty (electronjs.org/docs/latest/tutorial/security), tried on the running app, and what a page that was taken
// over could send to the main process. docs/security.md has the table.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../../build/paths.ts'
import { type DesktopApp, desktopPrograms, openDesktop } from '../../support/electron/desktopApp.ts'
import { fuzzMessages } from '../../support/electron/fuzz.ts'
import { until } from '../../support/office.ts'
import { describeUnless } from '../../support/runner/describeUnless.ts'
import { pageTimeoutMs } from '../support/chromium.ts'

const programs = await desktopPrograms(console.log)

let app: DesktopApp
let page: Page
/** A page of somebody else. */
let other: { address: string; asked: string[]; server: Server }

beforeAll(async () => {
  if (typeof programs === 'string') return
  const asked: string[] = []
  const server = createServer((request, reply) => {
    asked.push(request.url ?? '')
    reply.setHeader('content-type', 'text/html').end('<title>other</title>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  other = { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server }
  app = await openDesktop(programs, ['--demo', '--quiet'], async () => {})
  page = await app.electron.firstWindow()
  page.setDefaultTimeout(pageTimeoutMs)
  await page.getByRole('link', { name: 'Desk' }).first().waitFor()
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = []
    const faults: string[] = []
    process.on('uncaughtException', (error) => faults.push(String(error)))
    process.on('unhandledRejection', (error) => faults.push(String(error)))
    Object.assign(globalThis, { opened, faults })
    Object.assign(shell, { openExternal: async (address: string) => void opened.push(address) })
  })
})
afterAll(async () => {
  await app?.close()
  other?.server.close()
})

const faults = () => app.electron.evaluate(() => (globalThis as unknown as { faults: string[] }).faults)
const why = typeof programs === 'string' ? programs : null
const mainSources = () => {
  const folder = join(root, 'electron', 'desktop')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}

describeUnless(why, 'Electron’s security checklist', () => {
  test('1, 7: nothing is loaded but from our own origin, and no script of a text runs', async () => {
    const tried = await page.evaluate(async (address) => {
      const image = new Image()
      const loaded = new Promise((resolve) => {
        image.onload = () => resolve('loaded')
        image.onerror = () => resolve('refused')
      })
      image.src = `${address}/picture`
      const frame = document.createElement('iframe')
      frame.src = `${address}/frame`
      document.body.append(frame)
      const script = document.createElement('script')
      script.textContent = 'window.ranInline = true'
      document.body.append(script)
      const fetched = await fetch(`${address}/fetch`).then(
        () => 'answered',
        () => 'refused',
      )
      let evaluated = 'ran'
      try {
        // biome-ignore lint/security/noGlobalEval: whether it can be is what is asked.
        globalThis.eval('1')
      } catch {
        evaluated = 'refused'
      }
      return [await loaded, fetched, evaluated, 'ranInline' in window]
    }, other.address)
    // Playwright's own evaluation is let through the policy of this one page; so is `eval` in it.
    expect([tried[0], tried[1], tried[3]]).toEqual(['refused', 'refused', false])
    expect(other.asked).toEqual([])
    const policy = await page.evaluate("fetch('/').then((answer) => answer.headers.get('content-security-policy'))")
    expect(policy).toMatch(/default-src 'self'/)
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  })

  test('2, 3, 20: a page has nothing of Node or Electron, and what it changes does not reach the preload', async () => {
    const seen = await page.evaluate(() => {
      Object.assign(Array.prototype, { polluted: true })
      return ['require', 'process', 'module', 'ipcRenderer', 'electron', 'Buffer', 'global'].filter((name) => name in globalThis)
    })
    expect(seen).toEqual([])
    await page.evaluate('delete Array.prototype.polluted')
    expect(mainSources()).not.toMatch(/exposeInMainWorld|nodeIntegration\w*: true|contextIsolation: false/)
  })

  test('4: every page is in the sandbox', async () => {
    const tabs = await app.electron.evaluate(({ app: running }) =>
      running.getAppMetrics().flatMap(({ type, sandboxed }) => (type === 'Tab' ? [sandboxed ?? null] : [])),
    )
    expect(tabs.filter((sandboxed) => sandboxed === false)).toEqual([])
    expect(mainSources()).toMatch(/app\.enableSandbox\(\)/)
    expect(mainSources()).not.toMatch(/sandbox: false|no-sandbox/)
  })

  test('5: a page is given the microphone and notifications, and nothing else', async () => {
    const names = [
      'geolocation',
      'camera',
      'microphone',
      'midi',
      'notifications',
      'clipboard-read',
      'background-sync',
      'screen-wake-lock',
    ]
    const states = await page.evaluate(
      (all) =>
        Promise.all(
          all.map((name) =>
            navigator.permissions.query({ name: name as PermissionName }).then(
              ({ state }) => state,
              () => 'unknown',
            ),
          ),
        ),
      names,
    )
    const granted = names.filter((_, at) => states[at] === 'granted')
    expect(granted).toEqual(['microphone', 'notifications'])
    const camera = await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).then(String, ({ name }) => name),
    )
    expect(camera).toMatch(/Error$/)
  })

  test('6, 8, 9, 10: nothing of Chromium’s protection is switched off', async () => {
    const switches = await app.electron.evaluate(({ app: running }) =>
      [
        'disable-web-security',
        'allow-running-insecure-content',
        'enable-experimental-web-platform-features',
        'enable-blink-features',
        'ignore-certificate-errors',
      ].filter((name) => running.commandLine.hasSwitch(name)),
    )
    expect(switches).toEqual([])
    expect(mainSources()).not.toMatch(/webSecurity: false|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures/)
    const read = await page.evaluate((address) => {
      const frame = document.createElement('iframe')
      frame.src = address
      document.body.append(frame)
      return frame.contentWindow?.document.title ?? ''
    }, other.address)
    expect(read).toBe('')
  })

  test('11, 12: there are no webviews', async () => {
    const made = await page.evaluate(() => {
      const view = document.createElement('webview')
      view.setAttribute('src', 'https://example.com')
      document.body.append(view)
      return 'getWebContentsId' in view
    })
    expect(made).toBe(false)
  })

  test('13, 14, 15: no other page, no other window; only web addresses go to the browser', async () => {
    for (const address of [other.address, 'file:///etc/passwd', 'data:text/html,x', 'app://other/'])
      await page.evaluate((to) => {
        location.href = to
      }, address)
    for (const address of [
      'https://example.com/manual',
      'file:///etc/passwd',
      'smb://x/y',
      'ms-msdt:/id',
      'javascript:1',
      'vscode://x',
    ])
      await page.evaluate((to) => void window.open(to), address)
    expect(new URL(page.url()).host).toBe('cordboard')
    expect(app.electron.windows()).toHaveLength(1)
    const opened = await app.electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
    expect(opened).toEqual(['https://example.com/manual'])
    expect(other.asked.filter((path) => path !== '/')).toEqual([])
  })

  test('18: a scheme of our own, which gives no file outside of its folder', async () => {
    expect(new URL(page.url()).protocol).toBe('app:')
    const ways = [
      'app://cordboard/../../../../../../etc/passwd',
      'app://cordboard/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
      'app://cordboard/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
      'app://cordboard/assets/..%5c..%5cmain.cjs',
      'app://cordboard//etc/passwd',
      'app://cordboard/index.html%00.js',
      'app://other/index.html',
    ]
    const answers = await app.electron.evaluate(async ({ session }, all) => {
      const answers: [number, boolean][] = []
      for (const partition of [session.defaultSession, session.fromPartition('call-window')])
        for (const address of all) {
          const answer = await partition.fetch(address, { bypassCustomProtocolHandlers: false }).catch(() => null)
          answers.push([answer?.status ?? 0, /root:|require\(/.test((await answer?.text()) ?? '')])
        }
      return answers
    }, ways)
    expect(answers.filter(([, leaked]) => leaked)).toEqual([])
    expect(answers.filter(([status]) => status === 200)).toEqual([])
  })

  test('16: a current Electron is shipped', () => {
    const shipped = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')) as {
      version: string
    }
    expect(Number.parseInt(shipped.version, 10)).toBeGreaterThanOrEqual(45)
  })
})

describeUnless(why, 'messages to the main process', () => {
  test('17: two thousand of every kind change nothing, and it goes on', async () => {
    const messages = fuzzMessages(2000)
    const before = await page.evaluate('location.href')
    for (let at = 0; at < messages.length; at += 250)
      await page.evaluate(
        (slice) => {
          for (const message of slice) window.postMessage(message, location.origin)
        },
        messages.slice(at, at + 250),
      )
    // Asked after them, it is answered after them.
    const answer = () =>
      page.evaluate(
        () =>
          new Promise<{ linksUnasked?: boolean } | null>((resolve) => {
            window.addEventListener('message', ({ data }) => {
              if (data?.type === 'cordboard-answer' && data.id === 'last') resolve(data.answer)
            })
            window.postMessage({ type: 'cordboard-shell', id: 'last', ask: { do: 'status' } }, location.origin)
          }),
      )
    expect(await answer()).toMatchObject({ linksUnasked: true, startAtLogin: false })
    expect(await faults()).toEqual([])
    expect(existsSync(join(app.home, 'config', 'autostart'))).toBe(false)
    expect(existsSync(join(app.home, 'config', 'cordboard', 'offices.json'))).toBe(false)
    expect(app.electron.windows()).toHaveLength(1)
    expect(await page.evaluate('location.href')).toBe(before)
    expect(await page.evaluate('typeof ({}).polluted')).toBe('undefined')
    // A click would wait for navigations that were refused.
    await page.evaluate("location.hash = '/queues'")
    await page.getByRole('heading', { name: 'Queues' }).first().waitFor()
  })

  test('17: another page with the same preload is not heard', async () => {
    const state = { phone: 'talking', summary: 'taken over', calls: 7, attention: 'none', commands: [] }
    await app.electron.evaluate(async ({ BrowserWindow, app: running }, told) => {
      const preload = `${running.getAppPath()}/dist/desktop/preload.cjs`
      const hostile = new BrowserWindow({ show: false, webPreferences: { preload } })
      await hostile.loadURL('about:blank')
      const say = (message: object) =>
        hostile.webContents.executeJavaScript(`window.postMessage(${JSON.stringify(message)}, '*')`)
      await say({ type: 'cordboard-state', state: told })
      await say({ type: 'cordboard-shell', id: 1, ask: { do: 'startAtLogin', on: true } })
      await say({ type: 'cordboard-ask', id: 2, ask: { do: 'own' } })
      await say({ type: 'cordboard-do', act: { do: 'open' } })
      await hostile.webContents.executeJavaScript('new Promise((done) => setTimeout(done, 300))')
      hostile.destroy()
    }, state)
    expect(existsSync(join(app.home, 'config', 'autostart'))).toBe(false)
    expect(existsSync(join(app.home, 'config', 'cordboard', 'offices.json'))).toBe(false)
    expect(await faults()).toEqual([])
    await until('the page to be there', () => page.getByRole('heading', { name: 'Queues' }).first().isVisible())
  })
})
