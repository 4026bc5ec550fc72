// What an administrator sets up for other programs, in a real Chromium: webhooks, tokens, scripts, the voice.
import { createHmac } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asked, httpTestServer } from '../support/httpTestServer.ts'
import { until } from '../support/office.ts'
import { firstPageMs, pageTimeoutMs } from './support/chromium.ts'
import { adminSeat } from './support/seat.ts'
import { settingsForms } from './support/settingsForms.ts'

const seat = adminSeat({
  open: async ({ page }) => {
    page.setDefaultTimeout(pageTimeoutMs)
    await page.getByText('5000').first().waitFor({ timeout: firstPageMs })
  },
})
type Program = Awaited<ReturnType<typeof httpTestServer>>
let crm: Program
let tts: Program
/** While false the receiver answers 500. */
let well = true
let secret = ''

beforeAll(async () => {
  crm = await httpTestServer(() => ({ status: well ? 200 : 500 }))
  tts = await httpTestServer(({ path }) =>
    path.endsWith('/voices')
      ? { body: JSON.stringify([{ id: 'ann', language: 'en', name: 'Ann of the service' }]) }
      : { type: 'audio/wav', body: beep() },
  )
})
afterAll(() => Promise.all([crm?.close(), tts?.close()]))

const { open, button, field, dialog } = settingsForms(seat)
const hooks = () => seat.office.store.office.webhooks
const crmHook = () =>
  hooks()
    .list()
    .find(({ name }) => name === 'Customer database') ?? null
/** As docs/webhooks.md says a receiver checks it. */
const signedBy = (key: string, { headers, body }: Asked) =>
  headers['x-cordboard-signature'] ===
  `sha256=${createHmac('sha256', key).update(`${headers['x-cordboard-timestamp']}.${body}`).digest('hex')}`

/** One second of 500 Hz. */
function beep(): Buffer {
  const [rate, seconds] = [16_000, 1]
  const bytes = Buffer.alloc(44 + rate * seconds * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8)
  for (const [at, value] of [
    [16, 16],
    [24, rate],
    [28, rate * 2],
    [40, bytes.length - 44],
  ] as const)
    bytes.writeUInt32LE(value, at)
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    bytes.writeUInt16LE(value, at)
  bytes.write('data', 36)
  for (let at = 0; at < rate * seconds; at += 1)
    bytes.writeInt16LE(Math.round(9000 * Math.sin((2 * Math.PI * 500 * at) / rate)), 44 + at * 2)
  return bytes
}

test('a webhook: what is wrong stands beside its field, the content is seen while it is typed, the secret is shown once', async () => {
  await open('webhooks')
  await button('New webhook').click()
  await until('the first field to have the focus', () => field('Name').evaluate((input) => input === document.activeElement))
  await seat.page.keyboard.type('Customer database')
  await field('Web address').fill('crm')
  await field('Content').fill('{"text": "{{form}} talked {{seconds}} s"}')
  await button('Save').click()
  await seat.page.getByText('A web address begins with http:// or https://.').waitFor()
  await seat.page.getByText(/No chosen event has “form”\. There are: .*from/).waitFor()
  await field('Web address').fill(`${crm.url}/hook`)
  await field('Content').fill('{"text": "{{from}} talked {{seconds}} s"}')
  const preview = seat.page.getByRole('region', { name: 'What is sent' })
  await preview.getByText('"+4930123456 talked 185 s"').waitFor()
  await seat.page.keyboard.press('Tab')
  await button('Save').click()
  const shown = dialog('Secret of Customer database')
  secret = (await shown.getByText(/^whsec_/).textContent()) ?? ''
  expect(secret).toMatch(/^whsec_[\w-]{43}$/)
  await shown.getByRole('button', { name: 'Copy' }).click()
  await shown.getByText('Copied').waitFor()
  await seat.page.keyboard.press('Escape')
  await shown.waitFor({ state: 'detached' })
  await button('Customer database').click()
  await field('Content').waitFor()
  await seat.page.reload()
  await button('Customer database').waitFor()
  expect(await seat.page.content()).not.toContain('whsec_')
  expect(crmHook()).toMatchObject({ url: `${crm.url}/hook`, events: ['call.ended'], enabled: true })
})

test('an example is sent from its dialog: signed, received, and what came back stands there', async () => {
  await button('Example: Customer database').click()
  const example = dialog('Example: Customer database')
  await example.getByText('"+4930123456 talked 185 s"').waitFor()
  await example.getByRole('button', { name: 'Send it now' }).click()
  await example.getByText('The receiver answered 200.').waitFor()
  await example.getByText('Delivered').waitFor()
  const [got] = crm.asked
  expect(got).toMatchObject({ method: 'POST', path: '/hook', headers: { 'x-cordboard-event': 'call.ended' } })
  expect(got?.body).toBe('{"text": "+4930123456 talked 185 s"}')
  expect(got && signedBy(secret, got)).toBe(true)
  well = false
  await example.getByRole('button', { name: 'Send it now' }).click()
  await example.getByText('The receiver answered 500.').waitFor()
  await seat.page.keyboard.press('Escape')
  await example.waitFor({ state: 'detached' })
})

test('a new secret is made only when sure; the old one is void', async () => {
  await button('New secret: Customer database').click()
  await button('Really replace it?: Customer database').waitFor()
  await seat.page.keyboard.press('Tab')
  await button('New secret: Customer database').click()
  await button('Really replace it?: Customer database').click()
  const shown = dialog('Secret of Customer database')
  const fresh = (await shown.getByText(/^whsec_/).textContent()) ?? ''
  expect(fresh).not.toBe(secret)
  secret = fresh
  await shown.getByRole('button', { name: 'Close' }).last().click()
})

test('a webhook that is removed comes back as it was, with the secret its receiver knows', async () => {
  const before = crmHook()
  await button('Customer database').click()
  await button('Remove').click()
  await seat.page.getByRole('button', { name: /^Remove .*Customer database/ }).click()
  await seat.page.getByText('No webhooks yet').waitFor()
  await button('Undo').click()
  await button('Customer database').waitFor()
  expect(crmHook()).toEqual(before)
  expect(await dialog(/Secret/).count()).toBe(0)
})

test('a token: shown once, as good as its role, worth nothing once revoked', async () => {
  await open('tokens')
  await field('Name').fill('Wallboard of the hall')
  await seat.page.getByLabel('Role', { exact: true }).selectOption('agent')
  await seat.page.getByText('It may read.').waitFor()
  await button('Create token').click()
  const shown = dialog('Token of Wallboard of the hall')
  const token = (await shown.locator('p', { hasText: /^[\w-]{30,}$/ }).textContent()) ?? ''
  await shown.getByRole('button', { name: 'Close' }).last().click()
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const api = (path: string, more: RequestInit = {}) => fetch(`${seat.desk.address}api/v1/${path}`, { headers, ...more })
  const people = await api('operators')
  expect([people.status, JSON.stringify(await people.json())]).toEqual([200, expect.stringContaining('"201"')])
  expect((await api('calls', { method: 'POST', body: '{"extension":"201","to":"202"}' })).status).toBe(403)
  await seat.page.reload()
  const row = seat.page.getByRole('row', { name: /Wallboard of the hall/ })
  await row.getByText('Agent').waitFor()
  expect(await row.getByText('Never').count()).toBe(0)
  expect(await seat.page.content()).not.toContain(token)
  await button('Revoke: Wallboard of the hall').click()
  await button('Really revoke?: Wallboard of the hall').click()
  await seat.page.getByText('No API tokens yet').waitFor()
  expect((await api('operators')).status).toBe(401)
})

test('a script that cannot be loaded is told with file and line, and no longer once its file is mended', async () => {
  const file = join(seat.office.data, 'scripts', 'surgery.ts')
  await open('scripts')
  await seat.page.getByText('No scripts yet').waitFor()
  await seat.page.getByText("import { defineScript, say } from 'cordboard'").waitFor()
  const head = "import { defineScript } from 'cordboard'\n\n"
  writeFileSync(file, `${head}const price: number = Number.parse('12')\nexport default defineScript(async () => String(price))\n`)
  const row = seat.page.getByRole('row', { name: /surgery/ })
  await row.getByText('Cannot be loaded').waitFor()
  await row.getByText(/Number\.parse is not a function/).waitFor()
  await row.getByText(`${file}:3`).waitFor()
  writeFileSync(file, `${head}export default defineScript(async () => 'next')\n`)
  await row.getByText('In order').waitFor()
  expect(await row.getByText(/Number\.parse/).count()).toBe(0)
})

test('a voice is heard by what the form says; a service that does not speak is told with its reason', async () => {
  const heard = () => seat.page.evaluate<number[]>('window.heard ?? []')
  await seat.page.addInitScript(`window.heard = []
    const play = HTMLMediaElement.prototype.play
    HTMLMediaElement.prototype.play = function () {
      this.addEventListener('ended', () => window.heard.push(this.duration))
      return play.call(this)
    }`)
  await seat.page.reload()
  await open('speech')
  await button('Listen: German').click()
  await until('the built-in voice to be heard', async () => ((await heard())[0] ?? 0) > 1, 15_000)
  await seat.page.getByLabel('Voice program').selectOption('http')
  await button('Save').click()
  await seat.page.getByText('A web address begins with http:// or https://.').waitFor()
  await field('Address of the service').fill('http://127.0.0.1:9/nobody')
  await button('Listen: English').click()
  const refused = seat.page.getByRole('alert').filter({ hasText: 'This voice cannot be heard' })
  await refused.getByText('Nothing listens at that address.').waitFor()
  await field('Address of the service').fill(`${tts.url}/speak`)
  await field('Address of the service').blur()
  await seat.page.getByLabel('Voice: English').selectOption({ label: 'Ann of the service' })
  await button('Listen: English').click()
  await until('the service to be heard', async () => (await heard()).length === 2, 10_000)
  const said = { text: 'This is how callers hear the office.', language: 'en', voice: 'ann', speed: 1 }
  expect(tts.bodies('/speak')).toEqual([said])
  await button('Save').click()
  await seat.page.getByText('Saved').waitFor()
  expect(seat.office.config().speech).toMatchObject({ engine: 'http', url: `${tts.url}/speak`, voices: { en: 'ann' } })
})

test('the delivery that failed three times says so with its reason, and arrives when it is sent again', async () => {
  await open('deliveries')
  const row = seat.page.getByRole('row').filter({ hasText: 'Failed' })
  await row.getByText('3 tries · The receiver answered 500.').waitFor({ timeout: 45_000 })
  expect(crm.asked.length).toBe(4)
  well = true
  await row.getByRole('button', { name: 'Call ended', exact: true }).click()
  const opened = dialog('Call ended')
  await opened.getByText('"+4930123456 talked 185 s"').waitFor()
  await opened.getByRole('button', { name: 'Send again: Call ended' }).click()
  await opened.getByText('1 try · The receiver answered 200.').waitFor()
  await seat.page.keyboard.press('Escape')
  await until('no failure to be left', async () => (await row.count()) === 0)
  const [first, ...again] = crm.asked.slice(1)
  expect(again.map(({ headers }) => headers['x-cordboard-delivery'])).toEqual(
    [0, 1, 2].map(() => first?.headers['x-cordboard-delivery']),
  )
  expect(crm.asked.slice(3).every((each) => signedBy(secret, each))).toBe(true)
})

test('an outgoing rule that is removed comes back in its place, as the first that fits decides', async () => {
  const { outgoing } = seat.office.store.office
  const before = outgoing.list()
  await seat.office.change((o) => {
    for (const [id, pattern] of [
      ['far', '00X.'],
      ['near', '0X.'],
    ] as const)
      o.outgoing.save({ id, pattern, trunkId: 'test', strip: 0, callerId: '', class: 'national' })
  })
  const patterns = () => outgoing.list().map(({ pattern }) => pattern)
  const all = patterns()
  await open('outgoing')
  await button('00X.').click()
  await button('Remove').click()
  await seat.page
    .getByRole('button', { name: /^Remove/ })
    .last()
    .click()
  await until('it to be gone', () => !patterns().includes('00X.'))
  await button('Undo').click()
  await until('it to be back', () => patterns().includes('00X.'))
  expect(patterns()).toEqual(all)
  expect(all.length).toBe(before.length + 2)
  expect(await button('Move 0X. down').isDisabled()).toBe(all.at(-1) === '0X.')
})
