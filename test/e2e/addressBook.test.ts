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

test('how calls are handled is said in sentences, others see who is away, and a loop is refused by name', async () => {
  const { handling } = seat.office.store.office
  await seat.page.goto(`${seat.desk.address}#/settings/handling?extension=201`)
  const meet = seat.page.getByRole('region', { name: 'What callers meet' })
  const group = (name: string) => seat.page.getByRole('group', { name, exact: true })
  await seat.page.getByLabel('Ring for (seconds)').fill('20')
  await seat.page.getByRole('combobox', { name: 'Not answered' }).selectOption('Mailbox')
  await seat.page.getByRole('button', { name: 'Save', exact: true }).click()
  await group('Not answered').getByText('Choose where calls go.').waitFor()
  await group('Not answered').getByLabel('Mailbox').selectOption({ index: 1 })
  await meet.getByText(/^Rings 20 seconds, then mailbox /).waitFor()
  await seat.page.getByRole('switch', { name: 'Away' }).click()
  await seat.page.getByLabel('What others see').fill('At lunch')
  await seat.page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect
    .poll(() => handling.get('201'))
    .toMatchObject({ ringSeconds: 20, noAnswer: { kind: 'mailbox' }, away: { until: null, text: 'At lunch', to: null } })
  await seat.page.goto(`${seat.desk.address}#/settings/extensions`)
  await seat.page.getByRole('link', { name: 'Call handling 202' }).click()
  await seat.page
    .getByRole('combobox', { name: 'Extension' })
    .and(seat.page.locator(':has(option[value="202"]:checked)'))
    .waitFor()
  await seat.page.getByRole('combobox', { name: 'Not answered' }).selectOption('Colleague')
  await group('Not answered').getByLabel('Colleague').selectOption('201')
  await seat.page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => handling.get('202')?.noAnswer).toEqual({ kind: 'extension', number: '201' })
  await seat.page.getByRole('combobox', { name: 'Extension' }).selectOption('201')
  await meet.getByText('Away: others see it, the telephones ring.').waitFor()
  await seat.page.getByRole('combobox', { name: 'In another call, or turned down' }).selectOption('Colleague')
  await group('In another call, or turned down').getByLabel('Colleague').selectOption('202')
  await seat.page.getByRole('button', { name: 'Save', exact: true }).click()
  await group('In another call, or turned down')
    .getByText(/^Calls would go round: .+ → .+ → .+\.$/)
    .waitFor()
  await seat.page.goto(`${seat.desk.address}#/directory`)
  await seat.page.getByText('At lunch · Away').waitFor()
  for (const { extension } of handling.list()) handling.remove(extension)
})
