// What is around the window of the desktop app: the small window of a call, keys, start at log-in, links, sleep, the system's end.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import { readPid } from '../../../electron/adapters/pbx/process/pidFile.ts'
import { testTrunk } from '../../../electron/host/starter.ts'
import { type DesktopApp, desktopPrograms, openDesktop } from '../../support/electron/desktopApp.ts'
import { signalAll, treeOf } from '../../support/electron/processes.ts'
import { watchShell } from '../../support/electron/shell.ts'
import { preparedOffice } from '../../support/killableHost.ts'
import { until } from '../../support/office.ts'
import { Phone } from '../../support/phone/phone.ts'
import { describeUnless } from '../../support/runner/describeUnless.ts'
import { pageTimeoutMs } from '../support/chromium.ts'
import { lineStats, phoneState, registered } from '../support/console.ts'

const programs = await desktopPrograms(console.log)
/** Where pictures are put, for one who looks at them. */
const pictures = process.env.CORDBOARD_PICTURES

const why = typeof programs === 'string' ? programs : null
let app: DesktopApp
let running: ElectronApplication
let page: Page
let trunk: Phone
let shell: Awaited<ReturnType<typeof watchShell>>
let pin = ''
const opened = async (electron: ElectronApplication) => {
  running = electron
  page = await electron.firstWindow()
  page.setDefaultTimeout(pageTimeoutMs)
  shell = await watchShell({ electron })
}
beforeAll(async () => {
  if (typeof programs === 'string') return
  let found: Awaited<ReturnType<typeof preparedOffice>> | undefined
  app = await openDesktop(programs, ['--hidden'], async (data) => {
    found = await preparedOffice(data, (store) => {
      pin = store.starter.get()?.operators.find(({ extension }) => extension === '201')?.pin ?? ''
      const queue = store.office.queues.get('reception')
      if (queue) store.office.queues.save({ ...queue, wrapUpSeconds: 0, announcePosition: false })
    })
  })
  await opened(app.electron)
  if (found) trunk = await Phone.open({ server: found.address.sip, address: testTrunk.address, port: found.port })
})
afterAll(async () => {
  await trunk?.close()
  await app?.close()
})

const button = (name: string, on = page) => on.getByRole('button', { name, exact: true }).first()
const hearsSomething = () =>
  until('sound to be heard', async () => (await lineStats(page)).some((line) => line.energyIn > 0.0001))
const caller = async (from: string) => {
  await noSmallWindow()
  const calls = await trunk.dial('5000', { callerNumber: from })
  // The next tests begin with a free line.
  onTestFailed(() => void calls.hangup().catch(() => {}))
  await calls.untilAnswered()
  await calls.audio.waitForAudio()
  await calls.audio.sendDtmf('1')
  calls.audio.sendTone(440)
  return calls
}
const go = (hash: string) => page.evaluate(`location.hash = '${hash}'`)
const smallWindow = () =>
  until('the call window', async () => running.windows().find((each) => each.url().includes('call.html')) ?? null)
const noSmallWindow = () =>
  until('no call window', async () => !running.windows().some((each) => each.url().includes('call.html'))).catch(
    async (error: Error) => {
      const small = running.windows().find((each) => each.url().includes('call.html'))
      throw new Error(`${error.message}; it shows “${await small?.locator('body').textContent()}”`, { cause: error })
    },
  )
const picture = async (of: Page, name: string) => {
  if (pictures) await of.screenshot({ path: join(pictures, `${name}.png`) })
}
const remembered = () => JSON.parse(readFileSync(join(app.home, 'config', 'cordboard', 'desktop.json'), 'utf8'))

describeUnless(why, 'the desktop app on its computer', () => {
  test('started at log-in it has no window on the screen, and its telephone is there', async () => {
    await registered(page)
    expect(await shell.visible()).toBe(false)
    await page.getByRole('textbox', { name: 'PIN' }).first().fill(pin)
    await button('Log in').click()
    await page.getByText('Available').first().waitFor()
  })

  test('it is asked once whether links with numbers come here', async () => {
    const question = page.getByRole('complementary', { name: 'Open telephone links here?' })
    await question.waitFor()
    await picture(page, 'links')
    await question.getByRole('button', { name: 'No', exact: true }).click()
    await until('the answer to be kept', async () => remembered().linksAnswered === true)
    await page.reload()
    await registered(page)
    await go('/settings/console')
    await page.getByRole('switch', { name: 'Open telephone links here' }).waitFor()
    expect(await question.count()).toBe(0)
  })

  test('starting at log-in is written where a Linux desktop looks, and taken away', async () => {
    const file = join(app.home, 'config', 'autostart', 'cordboard.desktop')
    const start = page.getByRole('switch', { name: 'Start when I sign in to this computer' })
    await start.click()
    await until('the file', async () => existsSync(file))
    expect(readFileSync(file, 'utf8')).toMatch(/^Exec=".*electron" ".*" "--hidden"$/m)
    await picture(page, 'computer')
    await start.click()
    await until('no file', async () => !existsSync(file))
  })

  test('keys are chosen by pressing them; those that are taken are said', async () => {
    await running.evaluate(({ globalShortcut }) => globalShortcut.register('Control+Alt+F10', () => {}))
    const answer = page.getByRole('textbox', { name: 'Answer, or hang up' })
    await answer.press('Control+Alt+F9')
    const mute = page.getByRole('textbox', { name: 'Mute', exact: true })
    await mute.press('Control+Alt+F10')
    await page.getByText('Another program has these keys.').waitFor()
    await until('the keys to be in force', () =>
      running.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('Control+Alt+F9')),
    )
    expect(await answer.inputValue()).toBe('Control + Alt + F9')
    await mute.press('Backspace')
    await page.getByText('Another program has these keys.').waitFor({ state: 'hidden' })
  })

  test('several headsets are offered, and the chosen one is remembered', async () => {
    // No headset can be plugged in here: what Chromium would tell is told by the test.
    const offer = () =>
      running.evaluate(({ session }) => {
        const deviceList = [
          { deviceId: 'a', name: 'Plantronics Savi', vendorId: 0x047f, productId: 1 },
          { deviceId: 'b', name: 'Jabra Engage', vendorId: 0x0b0e, productId: 2 },
        ]
        const given: string[] = []
        session.defaultSession.emit('select-hid-device', { preventDefault: () => {} }, { deviceList }, (id?: string) => {
          given.push(id ?? 'none')
          Object.assign(globalThis, { given })
        })
        return session.defaultSession.listenerCount('select-hid-device')
      })
    expect(await offer()).toBe(1)
    await picture(page, 'headsets')
    await button('Jabra Engage').click()
    await until('the choice', () => running.evaluate(() => 'given' in globalThis))
    expect(await running.evaluate(() => (globalThis as { given?: string[] }).given)).toEqual(['b'])
    expect(remembered().headset).toEqual({ vendorId: 0x0b0e, productId: 2 })
  })
})

describeUnless(why, 'the crashes of the desktop app', () => {
  test('a crash leaves a dump on this computer, which is shown and deleted', async () => {
    await running.evaluate(({ BrowserWindow }) => {
      const crashing = new BrowserWindow({ show: false })
      void crashing.loadURL('chrome://crash').catch(() => {})
      crashing.webContents.once('render-process-gone', () => crashing.destroy())
    })
    await go('/settings/system')
    const list = page.getByRole('list', { name: 'Crashes of the app on this computer' })
    await until('the dump to be shown', async () => {
      await page.reload()
      await page.getByText('Crashes of the app on this computer').waitFor()
      return (await list.count()) > 0
    })
    await picture(page, 'crashes')
    await button('Delete all: Crashes of the app on this computer').click()
    await button('Delete them all?: Crashes of the app on this computer').click()
    await page.getByText('There were none.').waitFor()
    await registered(page)
  })
})

describeUnless(why, 'the call window', () => {
  test('a call while the window is out of sight opens the small one, which takes no focus and answers nothing', async () => {
    await go('/settings/console')
    await page.getByRole('combobox', { name: 'When a call rings here' }).selectOption('none')
    await go('/')
    const calls = await caller('+4930777')
    const small = await smallWindow()
    await small.getByText('Call for you').waitFor()
    expect(await shell.visible()).toBe(false)
    await expect
      .poll(() =>
        running.evaluate(({ BrowserWindow }) => {
          const found = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().includes('call.html'))
          return [found?.isAlwaysOnTop(), found?.isVisible()]
        }),
      )
      .toEqual([true, true])
    await small
      .getByText(/30 ?777/)
      .first()
      .waitFor()
    await picture(small, 'call-ringing')
    expect(await small.evaluate('[typeof require, typeof process]')).toEqual(['undefined', 'undefined'])
    expect((await lineStats(page)).some(({ state }) => state === 'talking')).toBe(false)
    expect(await shell.badge()).toBe(1)

    await button('Answer', small).click()
    await hearsSomething()
    await small.getByRole('timer').waitFor()
    await button('Mute', small).click()
    await button('Unmute', small).waitFor()
    await button('Hold', small).click()
    await small.getByText('On hold').waitFor()
    await button('Resume', small).click()
    await small.getByText('In a call').waitFor()
    await small.getByRole('textbox', { name: 'Note' }).fill('Wants an offer by Friday')
    await picture(small, 'call-talking')
    await button('Transfer', small).click()
    await small.getByRole('textbox', { name: 'Transfer to' }).fill('20')
    await small.getByRole('list', { name: 'Transfer to' }).getByRole('button').first().waitFor()
    await picture(small, 'call-transfer')
    expect(running.windows()).toHaveLength(2)
    await button('Hang up', small).click()
    await calls.untilEnded()
    await noSmallWindow()
    await go('/calls')
    await page
      .locator('#content')
      .getByText(/30 ?777/)
      .first()
      .click()
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Note', exact: true }).inputValue())
      .toBe('Wants an offer by Friday')
    await page.keyboard.press('Escape')
  })

  test('it sends a caller on; closed it stays away for that call; the big window takes its place', async () => {
    const calls = await caller('+4930778')
    const small = await smallWindow()
    await button('Answer', small).click()
    await hearsSomething()
    await button('Transfer', small).click()
    await small.getByRole('textbox', { name: 'Transfer to' }).fill('Reception')
    await small
      .getByRole('list', { name: 'Transfer to' })
      .getByRole('button', { name: /Mailbox/ })
      .click()
    await noSmallWindow()
    expect(calls.ended).toBeUndefined()
    await calls.hangup()

    const again = await caller('+4930779')
    const other = await smallWindow()
    await button('Open Cordboard', other).click()
    await until('the big window', shell.visible)
    await noSmallWindow()
    await shell.answerDialogs(1)
    await shell.close()
    const third = await smallWindow()
    await running.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes('call.html'))
        ?.close(),
    )
    await noSmallWindow()
    expect(third.isClosed()).toBe(true)
    await shell.show()
    await button('Answer').click()
    await hearsSomething()
    await button('Hang up').click()
    await again.untilEnded()
  })

  test('a marked number can be put into the number field from the menu; a misspelled word has suggestions', async () => {
    expect(await shell.contextMenu({ isEditable: true, misspelledWord: 'Freiday', dictionarySuggestions: ['Friday'] })).toEqual([
      'Friday',
      'Add to the dictionary',
      'Cut',
      'Copy',
      'Paste',
    ])
    const into = 'Put +49 30 901 into the number field'
    expect(await shell.contextMenu({ selectionText: ' +49 30 901 ' }, into)).toEqual(['Copy', into])
    const field = page
      .getByRole('combobox', { name: 'Number' })
      .or(page.getByRole('textbox', { name: 'Number' }))
      .first()
    await expect.poll(() => field.inputValue()).toMatch(/901/)
    await field.fill('')
  })
})

describeUnless(why, 'the desktop app and the system', () => {
  test('while the screen is locked who wants it is paused, and available again afterwards', async () => {
    // X tells nobody of locked screens: the system's event is the test's.
    await page.evaluate("localStorage.setItem('cordboard.pauseOnLock', 'on')")
    await page.reload()
    await registered(page)
    // Reachable again after the page was loaded.
    await page.getByText('Available').first().waitFor()
    await running.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'))
    await page.getByText('Screen locked').first().waitFor()
    await running.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'))
    await page.getByText('Available').first().waitFor()
  })

  test('after sleep the telephone is registered again within three seconds, and its operator as before', async () => {
    const asterisk = await readPid(join(app.data, 'pbx'))
    const all = treeOf(running.process().pid ?? 0)
    const away = asterisk === undefined ? [] : treeOf(asterisk)
    // What sleep is for a process: it does not run. The network is back later than the computer, as it is.
    signalAll([...all, ...away], 'SIGSTOP')
    await new Promise((resolve) => setTimeout(resolve, 4000))
    signalAll(
      all.filter((pid) => !away.includes(pid)),
      'SIGCONT',
    )
    await running.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
    await until('the telephone to have noticed', async () => (await phoneState(page)) !== 'registered')
    signalAll(away, 'SIGCONT')
    const back = Date.now()
    await until('the telephone to be registered', async () => (await phoneState(page)) === 'registered')
    expect(Date.now() - back).toBeLessThan(3000)
    await page.getByText('Available').first().waitFor()
    const calls = await caller('+4930780')
    await button('Answer').click()
    await hearsSomething()
    await button('Hang up').click()
    await calls.untilEnded()
  })

  test('in German its menus are German, with the last numbers, and so is the call window', async () => {
    await go('/settings/console')
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
    await until('a German menu', async () => (await shell.tray()).includes('Cordboard beenden'))
    const recent = await until('the last numbers', async () =>
      (await shell.within('Letzte Nummern')).find((label) => /30 ?77[789]/.test(label)),
    )
    await shell.press(recent)
    const field = page
      .getByRole('combobox', { name: 'Nummer' })
      .or(page.getByRole('textbox', { name: 'Nummer' }))
      .first()
    await expect.poll(() => field.inputValue()).toMatch(/77[789]/)
    await field.fill('')
    await picture(page, 'computer-de')
    await page.evaluate("localStorage.setItem('mantine-color-scheme-value', 'dark')")
    await page.reload()
    await registered(page)
    await shell.answerDialogs(1)
    await shell.close()
    await until('the window to be hidden', async () => !(await shell.visible()))
    await caller('+4930781')
    const small = await smallWindow()
    await button('Annehmen', small).click()
    await hearsSomething()
    await small.getByText('Im Gespräch').waitFor()
    await picture(small, 'call-de-dark')
    await shell.show()
    await go('/')
  })

  test('the system ends it in a call: nobody is asked, and started again it is in that call, as large as before', async () => {
    await running.evaluate(({ BrowserWindow }) => {
      const big = BrowserWindow.getAllWindows().find(({ webContents }) => !webContents.getURL().includes('call.html'))
      for (let press = 0; press < 2; press++)
        big?.webContents.sendInputEvent({ type: 'keyDown', keyCode: '=', modifiers: ['control'] })
    })
    await until('the zoom to be kept', async () => remembered().zoom === 1)
    // A question would be answered with no, and it would go on.
    await shell.answerDialogs(0)
    const { pid } = running.process()
    const ended = running.waitForEvent('close')
    process.kill(pid ?? 0, 'SIGTERM')
    await ended
    await opened(await app.restart())
    await registered(page)
    await hearsSomething()
    const zoom = await running.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().flatMap(({ webContents }) =>
        webContents.getURL().includes('call.html') ? [] : [webContents.getZoomLevel()],
      ),
    )
    expect(zoom).toEqual([1])
    await shell.show()
    await button('Auflegen').click()
  })

  test('quitting in a call asks, in the person’s language', async () => {
    const calls = await caller('+4930782')
    await shell.show()
    await button('Annehmen').click()
    await hearsSomething()
    await shell.answerDialogs(0)
    await running.evaluate(({ app: electron }) => electron.quit())
    await until('the question', async () => (await shell.dialogs()).some(({ message }) => message === 'Ein Anruf läuft.'))
    expect(calls.ended).toBeUndefined()
    await button('Auflegen').click()
    await calls.untilEnded()
  })
})
