// A real office on a LAN of a test's own, over HTTPS and WSS with the certificate that the host makes, and a Chromium on each computer there.
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { build } from 'vite'
import { root } from '../../../build/paths.ts'
import { openCertificate } from '../../../electron/host/certificate.ts'
import { httpHost } from '../../../electron/server/http/server.ts'
import { extension, operator, type Role } from '../../../shared/domain/office.ts'
import { testedConsole } from '../../support/builtConsole.ts'
import { realOffice } from '../../support/office.ts'
import type { OwnLan } from '../../support/ownLan.ts'
import { openChromium, pageTimeoutMs } from './chromium.ts'
import type { DeskInPage, Seen } from './inPage/desk.ts'
import type { Answer } from './inPage/operations.ts'

const password = 'correct horse battery'

export type LanDesk = {
  page: Page
  name: string
  role: Role
  extension: string
  pin: string
  /** The tone in place of its microphone. */
  toneHz: number
  call(path: string, input?: unknown): Promise<Answer>
  operate(given: Parameters<DeskInPage['operate']>[0]): ReturnType<DeskInPage['operate']>
  live(): Promise<Seen>
}

/** A desk for each role, the n-th on the n-th computer with extension 211 + n, an operator of the reception queue. */
export async function lanOffice(lan: OwnLan, roles: readonly Role[]) {
  const owned: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of owned.splice(0).reverse()) await end()
  }
  try {
    const office = await realOffice({ bindAddress: '0.0.0.0' })
    owned.push(office.stop)
    const { clock, log } = office.host.deps
    const certificate = await openCertificate({ folder: office.data, clock, log, more: [lan.address], listenOn: lan.address })
    owned.push(certificate.close)
    const http = await httpHost(office.host, { consoleFolder: testedConsole, host: lan.address, port: 0, certificate })
    owned.push(http.close)
    const address = await http.listen()
    const client = await inPage()
    const problems: string[] = []
    const people = roles.map((role, at) => ({ role, number: String(211 + at), id: `desk${at}`, name: `Desk ${at}` }))
    await office.change((records) => {
      for (const { number, id, name } of people) {
        records.extensions.save(extension.parse({ number, name, mayDial: ['national', 'international'] }))
        records.operators.save(operator.parse({ id, name, extension: number, queues: [{ queueId: 'reception' }] }))
      }
    })
    for (let n = 0; n < 12; n++)
      office.store.voicemails.add({
        ...{ id: `vm${n}`, mailboxId: 'reception', callId: `none${n}`, from: `+4930500${n}`, fromName: '', at: clock.now() },
        ...{ seconds: 4, file: `voicemail/vm${n}`, status: 'new', assignedTo: null, note: null },
      })
    const open = async ({ role, number, id, name }: (typeof people)[number], at: number): Promise<LanDesk> => {
      await office.store.users.save({ login: id, name, role, operatorId: id }, password)
      const pin = await office.store.pins.reset(id, 4)
      const toneHz = 500 + 130 * at
      const wrapped = lan.computers[at]?.wrapped
      const browser: Browser = await openChromium(wrapped ? { wrapped } : {})
      owned.push(() => browser.close())
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        permissions: ['microphone'],
        locale: 'en-US',
        ignoreHTTPSErrors: true,
      })
      await context.addInitScript({ content: client })
      await context.addInitScript((hz) => localStorage.setItem('cordboard.testTone', String(hz)), toneHz)
      const page = await context.newPage()
      page.setDefaultTimeout(pageTimeoutMs)
      page.on('pageerror', (error) => problems.push(`${id}: ${error.stack ?? error.message}`))
      await page.goto(address)
      await page.getByLabel('User').first().fill(id)
      await page.getByRole('textbox', { name: 'Password' }).fill(password)
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: 'Settings' }).first().waitFor()
      const desk = <T>(run: string) => page.evaluate<T>(`(window.deskInPage ??= window.openDesk()).then((desk) => ${run})`)
      return {
        ...{ page, name, role, extension: number, pin, toneHz },
        call: (path, input) => desk(`desk.call(${JSON.stringify(path)}, ${JSON.stringify(input)})`),
        operate: (given) => desk(`desk.operate(${JSON.stringify(given)})`),
        live: () => desk('desk.live()'),
      }
    }
    const desks = await Promise.all(people.map(open))
    return { office, address, desks, problems, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What runs in the pages, as one script. */
async function inPage(): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'inPage', 'desk.ts'), formats: ['iife'], name: 'unused' },
    },
  })
  const output = [built].flat().flatMap((each) => ('output' in each ? each.output : []))
  const code = output.find((each) => each.type === 'chunk')?.code
  if (!code) throw new Error('The script for the pages was not built.')
  return code
}
