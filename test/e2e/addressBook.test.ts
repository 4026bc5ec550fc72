// An address book of another program: how it is read can be seen and changed, and what is wrong in it is listed by its row.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { registered } from './support/console.ts'
import { adminSeat } from './support/seat.ts'

const seat = adminSeat({
  open: async ({ page, desk }) => {
    await registered(page)
    await page.goto(`${desk.address}#/directory`)
  },
})
const button = (name: string | RegExp) => seat.page.getByRole('button', { name })
const columnAs = (heading: string) => seat.page.getByRole('combobox', { name: `${heading}: taken as` })
const listed = async () =>
  (await seat.office.host.deps.ask('contacts', { userId: '', filter: { text: '', favourites: false, limit: 50 } })).contacts

/** Outlook's German headings, saved by a Mac: ö is 0x9A, ü is 0x9F there. */
const rows = [
  'sep=;',
  'Vorname;Nachname;Firma;Telefon geschäftlich;Mobiltelefon;Fax geschäftlich;Notizen',
  'Jörg;Müller;Büro Süd;030 901820 ::: 030 901821;0171 5550101;030 999;Fährt Öl',
  'Vera;Vos;;4,93012E+11;0171 5550102;;',
  'Wim;Wit;;01.02.2024;;;',
]
const mac: Record<string, number> = { ö: 0x9a, ü: 0x9f, ä: 0x8a, Ö: 0x85, Ü: 0x86, Ä: 0x80 }
const file = Buffer.from([...rows.join('\r')].map((char) => mac[char] ?? char.charCodeAt(0)))

/** Pictures to look at, where somebody asks for them. */
async function picture(name: string): Promise<void> {
  const folder = process.env.CORDBOARD_PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await seat.page.screenshot({ path: join(folder, `${name}.png`) })
}

test('a Mac’s file of Outlook is read as it is, can be read otherwise, and says what is no number', async () => {
  const { page } = seat
  await button('Import').click()
  await page.locator('input[type=file]').setInputFiles({ name: 'kontakte.csv', mimeType: 'text/csv', buffer: file })
  await page.getByText('Jörg').waitFor()
  expect(await page.getByLabel('Letters').inputValue()).toBe('macintosh')
  expect(await page.getByLabel('Separator').inputValue()).toBe(';')
  expect(await columnAs('Vorname').inputValue()).toBe('givenName')
  expect(await columnAs('Fax geschäftlich').inputValue()).toBe('')
  await page.getByText('2 problems, 1 row is left out').waitFor()
  await page.getByText('Row 3: “4,93012E+11” was rounded by a spreadsheet – the rest of the row is taken').waitFor()
  await page.getByText('Row 4: “01.02.2024” is a date').waitFor()
  await picture('address-book')
  await page.setViewportSize({ width: 1024, height: 700 })
  await picture('address-book-small')
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture('address-book-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.getByLabel('Letters').selectOption('windows-1252')
  await page.getByText('Jšrg').waitFor()
  await page.getByLabel('Letters').selectOption('macintosh')
  await page.getByText('Jörg').waitFor()
  await columnAs('Fax geschäftlich').selectOption('number')
  await button('Try it out').click()
  await page.getByText('2 would be new').waitFor()
  await button('Import 2').click()
  await page.getByText('2 added, 0 changed.').waitFor()
  expect((await listed()).map(({ name, company, numbers, note }) => [name, company, numbers, note])).toEqual([
    ['Jörg Müller', 'Büro Süd', ['+4930901820', '+4930901821', '+491715550101', '+4930999'], 'Fährt Öl'],
    ['Vera Vos', '', ['+491715550102'], ''],
  ])
}, 90_000)
