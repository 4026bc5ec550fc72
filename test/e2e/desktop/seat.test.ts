// Who sits at the computer that runs the office: its owner without being asked, then whoever signs in; the real Electron, a demo office.
import type { ElectronApplication, Page } from '@playwright/test'
import { afterAll, beforeAll, test } from 'vitest'
import { startHost } from '../../../electron/host/host.ts'
import { type DesktopApp, desktopPrograms, openDesktop } from '../../support/electron/desktopApp.ts'
import { until } from '../../support/office.ts'
import { describeUnless } from '../../support/runner/describeUnless.ts'
import { pageTimeoutMs } from '../support/chromium.ts'

const programs = await desktopPrograms(console.log)
const password = 'seven herons on a wire'
const next = 'eight herons on a wire'

describeUnless(typeof programs === 'string' ? programs : null, 'who sits at the desktop app', () => {
  let app: DesktopApp
  let page: Page
  const opened = async (electron: ElectronApplication) => {
    page = await electron.firstWindow()
    page.setDefaultTimeout(pageTimeoutMs)
  }
  beforeAll(async () => {
    if (typeof programs === 'string') return
    app = await openDesktop(programs, ['--demo', '--quiet'], async (data) => {
      const host = await startHost({ data, demo: true, quiet: true })
      try {
        await host.users.save({ login: 'maria', name: 'Maria', role: 'agent', operatorId: null }, password)
      } finally {
        await host.stop()
      }
    })
    await opened(app.electron)
  })
  afterAll(async () => {
    await app?.close()
  })

  const button = (name: string | RegExp) => page.getByRole('button', { name }).first()
  const signOut = async () => {
    await button(/^Account of/).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByLabel('User name').waitFor()
  }
  const signIn = async (word: string) => {
    await page.getByLabel('User name').fill('maria')
    await page.getByRole('textbox', { name: 'Password' }).fill(word)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Desk' }).first().waitFor()
  }

  test('its owner is asked for nothing, and gets back after signing out while nobody knows a password of theirs', async () => {
    await page.getByRole('link', { name: 'Desk' }).first().waitFor()
    await signOut()
    await page.getByText('has no key ring').waitFor()
    await button('As the administrator of this computer').click()
    await page.getByRole('link', { name: 'Desk' }).first().waitFor()
    await page.evaluate("location.hash = '/settings/people'")
    await page.getByText('Maria').first().waitFor()
  })

  test('a person signs in, and changes their own password without being locked out', async () => {
    await signOut()
    await signIn(password)
    await page.evaluate("location.hash = '/settings/console'")
    // The form may be made anew while the office of the new person is loaded.
    await until('the password to be changed', async () => {
      try {
        await page.getByLabel('Password now').fill(password)
        await page.getByLabel('New password').fill(next)
        await button('Change password').click({ timeout: 2000 })
        await page.getByText('Changed.').first().waitFor({ timeout: 5000 })
        return true
      } catch {
        return false
      }
    })
    await page.getByRole('link', { name: 'Calls' }).first().click()
    await page.getByRole('heading', { name: 'Calls' }).first().waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Calls' }).first().waitFor()
  })

  test('without a key ring they sign in again at the next start, and nobody else sits there meanwhile', async () => {
    await opened(await app.restart())
    await page.getByLabel('User name').waitFor()
    await signIn(next)
  })
})
