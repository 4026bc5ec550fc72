// A day that is walked: an office with real calls, a page, and a picture of each moment, numbered and named.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { readCatalogue } from '../../../build/messages.ts'
import { seedHistory } from '../../../electron/host/demo/seedHistory.ts'
import { type Catalogue, catalogueOf } from '../../../renderer/lib/i18n/catalogue.ts'
import { contact } from '../../../shared/domain/contacts.ts'
import { language } from '../../../shared/domain/language.ts'
import { until } from '../../support/office.ts'
import type { PhoneCall } from '../../support/phone/call.ts'
import { pageTimeoutMs } from '../support/chromium.ts'
import { type ConsoleOffice, consoleOffice, type Look } from '../support/console.ts'
import { settled } from '../support/pages.ts'

/** How long one waits for a page to come to rest before it is pictured, ms; clocks on it go on. */
const restMs = 4000

export type Walk = Look & { folder: string; language: string }

export type Day = Awaited<ReturnType<typeof openDay>>

/** An office with people who ring, in the language of the walk; `lived`: with a week of calls behind it. */
export async function openDay({ folder, ...look }: Walk, { lived = true } = {}) {
  const words: Catalogue = catalogueOf(readCatalogue(look.language) as never, look.language)
  const desk: ConsoleOffice = await consoleOffice(undefined, look)
  const { office } = desk
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await office.change((o) => {
    o.settings.save({ ...o.settings.get(), name: 'Harbour Dental', language: language.parse(look.language) })
    const queue = o.queues.get('reception')
    const dispositions = ['Appointment made', 'Question answered', 'Call again']
    if (queue) o.queues.save({ ...queue, wrapUpSeconds: 60, announcePosition: false, dispositions, record: true })
  })
  if (lived) {
    for (const [id, name, number] of customers)
      office.store.contacts.save('', contact.parse({ id, name, company: '', numbers: [number] }))
    await seedHistory(office.store, office.store.office.loadConfig(), Date.now())
  }
  let taken = 0
  const failed: string[] = []
  const page = await desk.page(880)
  page.setDefaultTimeout(pageTimeoutMs)

  /** A picture of the page as it stands. */
  const picture = async (name: string, of: Page = page) => {
    taken += 1
    await Promise.race([settled(of), new Promise((resolve) => setTimeout(resolve, restMs))]).catch(() => {})
    const file = `${String(taken).padStart(2, '0')}-${name}.png`
    await of.screenshot({ path: join(folder, file) })
    console.log(`  ${file}`)
  }
  return {
    ...{ desk, office, page, words, picture, failed },
    /** Something that is done, and the picture of it; what cannot be done is pictured as well, and the day goes on. */
    moment: async (name: string, act: () => Promise<unknown>, of?: Page) => {
      try {
        await act()
      } catch (error) {
        failed.push(`${name}: ${String(error).split('\n').slice(0, 3).join(' ')}`)
        console.log(`  ${name} did not go: ${String(error).slice(0, 400)}`)
      }
      await picture(name, of)
    },
    go: async (path: string) => {
      await page.goto(`${desk.address}#/${path}`)
    },
    button: (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first(),
    /** A customer rings the office and presses a key of its menu. */
    ring: async (from: string, key = '1'): Promise<PhoneCall> => {
      const caller = await office.dial('5000', from)
      await caller.untilAnswered()
      await caller.audio.waitForAudio()
      await caller.audio.sendDtmf(key)
      return caller
    },
    /** Until the host has an operator in that state. */
    untilState: (operator: string, state: string) =>
      until(`${operator} to be ${state}`, () => office.stateOf(operator) === state, 30_000),
    /** Somebody with a login of their own, beside the page of the first one. */
    person: (login: string, name: string, role: 'agent' | 'supervisor' | 'admin', operatorId: string | null) =>
      office.store.users.save({ login, name, role, operatorId }, password),
    signIn: async (login: string) => {
      await page.goto(desk.address)
      await page.getByLabel(words.app.signIn.user).first().fill(login)
      await page.getByRole('textbox', { name: words.app.signIn.password }).fill(password)
      await page.keyboard.press('Enter')
    },
    close: () => desk.stop(),
  }
}

const password = 'correct horse battery'

/** Who rings: id, name, number. */
export const customers = [
  ['c1', 'Praxis Dr. Sommer', '+4930123456'],
  ['c2', 'Karl Neumann', '+4915112345678'],
  ['c3', 'Chloé Martin', '+33142685300'],
  ['c4', 'Ilse van den Berg', '+31201234567'],
] as const
