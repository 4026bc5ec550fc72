// What takes long says how far it is and can be stopped; what was stopped has left nothing behind.
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { registered } from './support/console.ts'
import { adminSeat } from './support/seat.ts'

const rows = 20_000
const seat = adminSeat({
  open: async ({ page, desk }) => {
    await registered(page)
    await page.goto(`${desk.address}#/directory`)
  },
})
const contacts = async () => {
  const filter = { text: '', favourites: false, limit: 1 }
  return (await seat.office.host.deps.ask('contacts', { userId: '', filter })).total
}
const button = (name: string | RegExp) => seat.page.getByRole('button', { name })
const csv = () =>
  ['Name;Firma;Telefon', ...Array.from({ length: rows }, (_, at) => `Person ${at};Firm ${at % 90};030 ${20_000_000 + at}`)].join(
    '\n',
  )

/** Half an hour of noise, as a sound card records it: 16 bit, 16 kHz, mono; noise, so that no two parts are the same. */
function long(seconds: number): Buffer {
  const bytes = Buffer.alloc(44 + seconds * 32_000)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(16_000, 24)
  bytes.writeUInt32LE(32_000, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(bytes.length - 44, 40)
  for (let at = 44; at < bytes.length; at += 2) bytes.writeInt16LE(((at * 7919) % 20_000) - 10_000, at)
  return bytes
}

test('an import of contacts: tried out, stopped without a trace, then done', async () => {
  const { page } = seat
  await button('Import').click()
  await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv()) })
  await button('Try it out').click()
  await page.getByText(`${rows} would be new`).waitFor({ timeout: 20_000 })
  expect(await contacts()).toBe(0)
  const start = button(`Import ${rows}`)
  await start.click()
  await page.getByRole('progressbar', { name: 'Importing' }).waitFor()
  await button('Cancel').click()
  await page.getByText('Stopped. No contact was changed.').waitFor()
  expect(await contacts()).toBe(0)
  await start.click()
  await page.getByText(`${rows} added, 0 changed.`).waitFor({ timeout: 30_000 })
  expect(await contacts()).toBe(rows)
}, 90_000)

test('an export of contacts: stopped, no file comes; done, every one of them is in it', async () => {
  const { page } = seat
  let files = 0
  page.on('download', () => (files += 1))
  await button('Export').click()
  await page.getByText(/^\d+ of 20000$/).waitFor()
  await button('Cancel').click()
  await button('Export').waitFor()
  expect(files).toBe(0)
  const [download] = await Promise.all([page.waitForEvent('download'), button('Export').click()])
  const lines = (await readFile((await download.path()) ?? '', 'utf8')).trim().split('\n')
  expect(lines).toHaveLength(rows + 1)
  expect(files).toBe(1)
}, 60_000)

test('a sound file that is stopped while it is sent or converted is not in the library', async () => {
  const { page, office, desk } = seat
  await page.goto(`${desk.address}#/settings/prompts`)
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Long music')
  const file = { name: 'long.wav', mimeType: 'audio/wav', buffer: long(290) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByText('Converting').first().waitFor()
  await button('Cancel').click()
  await page.getByText('Converting').first().waitFor({ state: 'detached' })
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Short')
  await page.locator('input[type=file]').setInputFiles({ ...file, buffer: long(1) })
  await page.getByRole('region', { name: 'Short' }).waitFor()
  await until('the conversion of the first to be over', () => office.store.office.prompts.list().length > 0)
  expect(office.store.office.prompts.list().map(({ name }) => name)).toEqual(['Short'])
})
