// The desktop app with the office in its own process: a real Electron on a screen of its own, as an ordinary user, with its own Asterisk.
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testTrunk } from '../../../electron/host/starter.ts'
import { type DesktopApp, desktopPrograms, openDesktop } from '../../support/electron/desktopApp.ts'
import { watchShell } from '../../support/electron/shell.ts'
import { preparedOffice } from '../../support/killableHost.ts'
import { until } from '../../support/office.ts'
import { Phone } from '../../support/phone/phone.ts'
import { describeUnless } from '../../support/runner/describeUnless.ts'
import { pageTimeoutMs } from '../support/chromium.ts'
import { lineStats, registered } from '../support/console.ts'

const programs = await desktopPrograms(console.log)

describeUnless(typeof programs === 'string' ? programs : null, 'the desktop app that runs the office', () => {
  let app: DesktopApp
  let page: Page
  let trunk: Phone
  let pin = ''
  beforeAll(async () => {
    if (typeof programs === 'string') return
    let found: Awaited<ReturnType<typeof preparedOffice>> | undefined
    app = await openDesktop(programs, ['--stop-pbx'], async (data) => {
      found = await preparedOffice(data, (store) => {
        pin = store.starter.get()?.operators.find(({ extension }) => extension === '201')?.pin ?? ''
        const queue = store.office.queues.get('reception')
        if (queue) store.office.queues.save({ ...queue, wrapUpSeconds: 0, announcePosition: false })
      })
    })
    page = await app.electron.firstWindow()
    page.setDefaultTimeout(pageTimeoutMs)
    if (found) trunk = await Phone.open({ server: found.address.sip, address: testTrunk.address, port: found.port })
  })
  afterAll(async () => {
    await trunk?.close()
    await app?.close()
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true }).first()
  const hearsSomething = () =>
    until('sound to be heard', async () => (await lineStats(page)).some((line) => line.energyIn > 0.0001))
  /** A caller who comes through the menu and the queue to the softphone, and is answered. */
  const conversation = async (from: string) => {
    const caller = await trunk.dial('5000', { callerNumber: from })
    await caller.untilAnswered()
    await caller.audio.waitForAudio()
    await caller.audio.sendDtmf('1')
    caller.audio.sendTone(440)
    await button('Answer').click()
    await hearsSomething()
    return caller
  }

  test('one window on its own pages, in the sandbox, with nothing of Node in it', async () => {
    expect(page.url()).toMatch(/^app:\/\/cordboard\//)
    await registered(page)
    expect(app.electron.windows()).toHaveLength(1)
    expect(await page.evaluate('[typeof require, typeof process, typeof module]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ])
    const sandboxed = await app.electron.evaluate(({ app: running }) =>
      running.getAppMetrics().filter(({ sandboxed: yes }) => yes === false),
    )
    expect(sandboxed.filter(({ type }) => type === 'Tab')).toEqual([])
  })

  test('log-in by PIN; a caller comes through the flow to the softphone, and both hear each other', async () => {
    await page.getByRole('textbox', { name: 'PIN' }).first().fill(pin)
    await button('Log in').click()
    await page.getByText('Available').first().waitFor()
    const caller = await conversation('+4930111')
    await caller.audio.waitForAudio()
    await caller.hangup()
    await button('Answer').waitFor({ state: 'hidden' })
  })

  test('a page that wants the screen is refused, and nothing stands still', async () => {
    const refused = await page.evaluate(() =>
      navigator.mediaDevices.getDisplayMedia({ video: true }).then(
        () => 'given',
        (error: Error) => error.name,
      ),
    )
    expect(refused).toMatch(/Error$/)
    await page.getByRole('link', { name: 'Queues' }).first().click()
    await page.getByRole('heading', { name: 'Queues' }).first().waitFor()
    await page.getByRole('link', { name: 'Desk' }).first().click()
  })

  test('a fault that nothing caught: no modal, the office is started anew in place, the call goes on, and it is said', async () => {
    const caller = await conversation('+4930222')
    const { pid } = app.electron.process()
    await app.electron.evaluate(() => {
      setTimeout(() => {
        throw new Error('stray')
      })
    })
    await page.getByText('had a fault and started again').first().waitFor()
    expect(app.electron.process().pid).toBe(pid)
    expect(caller.ended).toBeUndefined()
    await hearsSomething()
    await page
      .getByText(/30 ?222/)
      .first()
      .waitFor()
    await button('Hang up').click()
    await caller.untilEnded()
  })

  test('a link puts its number into the field, and dials nobody', async () => {
    await app.startAgain(['tel:+49-30-444'])
    const field = page
      .getByRole('combobox', { name: 'Number' })
      .or(page.getByRole('textbox', { name: 'Number' }))
      .first()
    await expect.poll(() => field.inputValue()).toMatch(/^\+49\s?30\s?444$/)
    expect(app.electron.windows()).toHaveLength(1)
    expect((await lineStats(page)).filter(({ state }) => state !== 'over')).toEqual([])
  })

  test('the cross hides the window and says so once; a call brings it back, and the tray answers it', async () => {
    const shell = await watchShell(app)
    await shell.answerDialogs(0)
    await shell.close()
    await until('the window to be hidden', async () => !(await shell.visible()))
    expect(await shell.dialogs()).toEqual([
      expect.objectContaining({ detail: expect.stringMatching(/goes on without its window/) }),
    ])
    await shell.show()
    await shell.close()
    await until('the window to be hidden again', async () => !(await shell.visible()))
    expect(await shell.dialogs()).toHaveLength(1)
    await registered(page)

    const caller = await trunk.dial('5000', { callerNumber: '+4930555' })
    await caller.untilAnswered()
    await caller.audio.waitForAudio()
    await caller.audio.sendDtmf('1')
    caller.audio.sendTone(440)
    await until('the window to be back', shell.visible, 20_000)
    await until('the tray to offer Answer', async () => (await shell.tray()).includes('Answer'))
    await expect.poll(async () => (await shell.tray())[0]).toMatch(/^Ringing: .*30 ?555/)
    await shell.press('Answer')
    await hearsSomething()

    // In a call it asks; the call goes on either way.
    await shell.close()
    await until('the question', async () => (await shell.dialogs()).length === 2)
    expect(await shell.visible()).toBe(true)
    await shell.answerDialogs(1)
    await shell.close()
    await until('the window to be hidden in the call', async () => !(await shell.visible()))
    await caller.audio.waitForAudio()
    await until('the tray to offer Hang up', async () => (await shell.tray()).includes('Hang up'))
    await shell.press('Hang up')
    await caller.untilEnded()
    await shell.show()
  })

  test('the page crashes in a call: it comes back by itself and is in the call again', async () => {
    const caller = await conversation('+4930333')
    // A page that is gone answers never.
    const inPage = (code: string) =>
      app.electron.evaluate(({ BrowserWindow }, given) => {
        const late = new Promise((resolve) => setTimeout(() => resolve(false), 1000))
        return Promise.race([BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(given), late])
      }, code)
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
    const talks = '(window.__cordboard?.phone.stats() ?? []).then((lines) => lines.some((line) => line.energyIn > 0.0001))'
    await until('the page to be in the call again', () => inPage(talks).catch(() => false), 30_000)
    expect(caller.ended).toBeUndefined()
    await caller.hangup()
  })
})
