// The office seeded in the page, on a real host: the audio library, opening hours, a contact who then rings by name, the language.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adminPage, type ConsoleOffice } from './support/console.ts'

let desk: ConsoleOffice
let page: Page
beforeAll(async () => {
  const made = await adminPage()
  desk = made.desk
  page = made.page
})
afterAll(async () => {
  expect(desk?.problems).toEqual([])
  await desk?.stop()
})

/** One second of a tone as a sound card records it: 44.1 kHz, 16 bit, mono. */
function recording(): Buffer {
  const rate = 44_100
  const bytes = Buffer.alloc(44 + rate * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + rate * 2, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(rate * 2, 40)
  for (let at = 0; at < rate; at += 1)
    bytes.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 500 * at) / rate)), 44 + at * 2)
  return bytes
}

const duration = (name: string) =>
  page
    .getByRole('region', { name })
    .locator('audio')
    .first()
    .evaluate((audio: HTMLAudioElement) => audio.duration)

test('a second console shows what the first one changes, without being asked', async () => {
  const other = await page.context().newPage()
  try {
    await page.goto(`${desk.address}#/settings/queues`)
    await other.goto(`${desk.address}#/settings/queues`)
    const { office } = desk.office.store
    const queue = office.queues.list()[0]
    if (!queue) throw new Error('the office has no queue')
    await other.getByText(queue.name, { exact: true }).first().waitFor()
    await page.getByText(queue.name, { exact: true }).first().click()
    await page.getByRole('textbox', { name: 'Name' }).first().fill('Front desk')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await other.getByText('Front desk', { exact: true }).first().waitFor()
    expect(await other.getByText(queue.name, { exact: true }).count()).toBe(0)
  } finally {
    await other.close()
  }
})

test('the office’s shift ends by the clock, in its own zone; a wrong value is told beside its field', async () => {
  await page.goto(`${desk.address}#/settings/office`)
  await page.getByLabel('End of the shift').fill('18:30')
  await page.getByLabel('Log operators out after hours without a call').fill('3')
  await page.getByLabel('Time zone').selectOption('UTC')
  await page.getByLabel('Country', { exact: true }).selectOption('Austria')
  const name = page.getByLabel('Name', { exact: true })
  const before = await name.inputValue()
  await name.fill('')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => name.getAttribute('aria-invalid')).toBe('true')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('name')
  await name.fill(before)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect
    .poll(() => desk.office.store.office.settings.get())
    .toMatchObject({ shiftEnd: '18:30', idleLogoutHours: 3, timeZone: 'UTC', country: 'AT' })
  // What is typed while the answer to the save before is on its way stays.
  await page.getByLabel('Country', { exact: true }).selectOption('DE')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => desk.office.store.office.settings.get()?.country).toBe('DE')
})

test('a prompt is made by typing, another by a file, and both can be heard', async () => {
  await page.goto(`${desk.address}#/settings/prompts`)
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Holiday')
  await page.getByLabel('Or type what is to be said').fill('We are closed until the third of January.')
  await page.getByRole('button', { name: 'Speak and keep' }).click()
  await page.getByRole('region', { name: 'Holiday' }).waitFor()
  await expect.poll(() => duration('Holiday'), { timeout: 10_000 }).toBeGreaterThan(1)

  await page.getByRole('textbox', { name: 'Name' }).first().fill('Jingle')
  const file = { name: 'jingle.wav', mimeType: 'audio/wav', buffer: recording() }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('region', { name: 'Jingle' }).waitFor()
  await expect.poll(() => duration('Jingle'), { timeout: 10_000 }).toBeCloseTo(1, 1)

  // As a telephone's recorder makes it; its name is that of the file.
  const memo = await readFile(new URL('../support/sounds/tone.m4a', import.meta.url))
  await page.getByRole('textbox', { name: 'Name' }).first().fill('')
  await page.locator('input[type=file]').setInputFiles({ name: 'memo.m4a', mimeType: 'audio/mp4', buffer: memo })
  await page.getByRole('region', { name: 'memo' }).waitFor()
  await expect.poll(() => duration('memo'), { timeout: 10_000 }).toBeGreaterThan(0.4)
})

test('a file that is no sound is refused with a sentence', async () => {
  const file = { name: 'letter.wav', mimeType: 'audio/wav', buffer: Buffer.from('Dear Sir or Madam') }
  await page.locator('input[type=file]').setInputFiles(file)
  await page
    .getByText(/sound|audio/i)
    .last()
    .waitFor()
  expect(await page.getByRole('region', { name: 'letter' }).count()).toBe(0)
})

test('a contact who rings is called by name', async () => {
  const { office } = desk
  await page.goto(`${desk.address}#/directory`)
  await page.getByRole('button', { name: 'New contact' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Vera Vos')
  await page.getByRole('combobox', { name: 'Numbers' }).fill('+49 30 901820')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Vera Vos', exact: true }).waitFor()
  office.engine.desk.admit('alex')
  const caller = await office.dial('5000', '+4930901820')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await page.getByRole('region', { name: 'Incoming call from Vera Vos' }).waitFor()
  await caller.hangup()
  await office.assertQuiet()
})

describe('people', () => {
  const form = () => page.getByRole('dialog').filter({ has: page.getByLabel('Name', { exact: true }) })
  const store = () => desk.office.store
  const queue = () => store().office.queues.list()[0]?.name ?? ''

  test('somebody new is one form: the next number and a login are proposed, password and PIN are shown once, and a caller reaches them', async () => {
    // Where operators and users were is one page now.
    await page.goto(`${desk.address}#/settings/operators`)
    await page.getByRole('button', { name: 'New person' }).click()
    await form().getByLabel('Name', { exact: true }).fill('Jörg Weiß')
    expect(await form().getByLabel('Extension', { exact: true }).inputValue()).toBe('204')
    expect(await form().getByLabel('User name').inputValue()).toBe('joerg')
    await form().getByLabel('User name').fill('alex')
    await form().getByLabel('User name').fill('anna')
    await form().getByLabel('Extension', { exact: true }).fill('203')
    await form().getByRole('button', { name: 'Save' }).click()
    // The meeting room has that number.
    await expect.poll(() => form().getByLabel('Extension', { exact: true }).getAttribute('aria-invalid')).toBe('true')
    expect(store().users.list()).toHaveLength(1)
    await form().getByLabel('Extension', { exact: true }).fill('204')
    await form().getByRole('combobox', { name: 'Queues' }).fill(queue())
    await page.keyboard.press('Enter')
    await form().getByRole('button', { name: 'Save' }).click()
    const shown = page.getByRole('dialog', { name: 'For Jörg Weiß' })
    const pin = await shown.getByText(/^\d{4}$/).textContent()
    const password = await shown.getByText(/^\S{4}-\S{4}-\S{4}-\S{4}$/).textContent()
    await shown.getByRole('button', { name: 'Close' }).last().click()
    const made = store()
      .office.operators.list()
      .find(({ extension }) => extension === '204')
    expect([await store().pins.find(pin ?? ''), made?.queues.length]).toEqual([made?.id, 1])
    expect((await store().users.verify('anna', password ?? ''))?.name).toBe('Jörg Weiß')
    // At a desk phone of theirs, at once.
    const theirs = await desk.office.desk('204')
    const sam = await desk.office.desk('202')
    const rings = theirs.nextCall()
    const call = await sam.dial('204')
    await rings
    await call.hangup()
    await desk.office.assertQuiet()
  })

  test('they are found by number and queue, changed, and what was there comes back', async () => {
    await page.reload() // what was saved before this may still be taken back as well
    await page.getByRole('textbox', { name: 'Search' }).fill(`204 ${queue().toLowerCase()}`)
    await page.getByText('1 of').waitFor()
    await page.getByRole('button', { name: 'Jörg Weiß', exact: true }).click()
    await form().getByLabel('Name', { exact: true }).fill('Jörg Schwarz')
    await form().getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Jörg Schwarz' }).waitFor()
    expect(
      store()
        .office.mailboxes.list()
        .map(({ name }) => name),
    ).toContain('Jörg Schwarz')
    await page.locator('[id^=undo-]').filter({ hasText: 'Saved.' }).getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Jörg Weiß', exact: true }).waitFor()
    // Their extension and mailbox are edited with them.
    await page.goto(`${desk.address}#/settings/extensions`)
    await page.getByRole('link', { name: 'Jörg Weiß' }).click()
    await form().getByText('The number stays.').waitFor()
  })

  test('who leaves: what ends is said, what is theirs is asked for, and it can be undone', async () => {
    await form().getByRole('button', { name: 'Leaves the company…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Jörg Weiß leaves' })
    await dialog.getByText(`They leave ${queue()}.`).waitFor()
    await dialog.getByLabel(/^Their mailbox/).selectOption({ label: 'Messages go to Reception, the mailbox is removed' })
    await dialog.getByText('No flow uses this yet.').waitFor()
    await dialog.getByRole('button', { name: 'Jörg Weiß leaves' }).click()
    await page.getByRole('button', { name: 'Jörg Weiß', exact: true }).waitFor({ state: 'detached' })
    expect([store().users.list().length, store().office.extensions.get('204')]).toEqual([1, null])
    await page.locator('[id^=undo-]').filter({ hasText: 'has left' }).getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Jörg Weiß', exact: true }).waitFor()
    expect(store().office.extensions.get('204')?.name).toBe('Jörg Weiß')
  })
})

describe('a list of people', () => {
  const workbook = async () => {
    const { default: writeWorkbook } = await import('write-excel-file/node')
    const cell = (value: string | number) => ({ value, type: typeof value === 'number' ? Number : String })
    const rows = [
      // As 3CX exports them; what is a secret is not looked at.
      ['Number', 'FirstName', 'LastName', 'EmailAddress', 'AuthPassword', 'EnableVoicemail'],
      [301, 'Ada', 'Holm', 'ada@firm.example', 'hidden-secret', '1'],
      [302, 'Bo', 'Lind', '', 'hidden-secret', '0'],
      [203, 'Meeting', 'Thief', '', 'hidden-secret', '0'],
    ]
    return (await writeWorkbook(rows.map((row) => row.map(cell))).toBuffer()) as Buffer
  }
  const panel = () => page.getByRole('dialog', { name: 'Import people' })

  test('a workbook of another exchange is judged row by row before anything is written, then comes in and goes again as a whole', async () => {
    await page.goto(`${desk.address}#/settings/people`)
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    await panel()
      .locator('input[type=file]')
      .setInputFiles({ name: 'users.xlsx', mimeType, buffer: await workbook() })
    await panel().getByText('2 would be new, 0 changed, 0 are the same, 1 row is left out').waitFor()
    await panel().getByText('Left out: the number is taken by Meeting room').waitFor()
    expect(await panel().getByLabel('FirstName: taken as').inputValue()).toBe('givenName')
    expect(await panel().getByText('hidden-secret').count()).toBe(0)
    const { office, users } = desk.office.store
    expect(office.extensions.get('301')).toBeNull()
    const before = users.list().length
    const saved = page.waitForEvent('download')
    await panel().getByRole('button', { name: 'Import 2' }).click()
    await panel().getByRole('button', { name: 'Save as a file' }).click()
    const list = readFileSync((await (await saved).path()) ?? '', 'utf8')
    const ada = list.split('\r\n').find((line) => line.startsWith('Ada Holm,')) ?? ''
    const [, login, password, number, pin] = ada.split(',')
    // The first admin is `ada`.
    expect([login, number, await users.verify('ada.holm', password ?? '')]).toMatchObject([
      'ada.holm',
      '301',
      { name: 'Ada Holm' },
    ])
    expect(await desk.office.store.pins.find(pin ?? '')).toBe(
      office.operators.list().find((each) => each.extension === '301')?.id,
    )
    expect([office.extensions.get('301')?.mailbox !== undefined, office.extensions.get('302')?.mailbox]).toEqual([
      true,
      undefined,
    ])
    await page.locator('[id^=undo-]').filter({ hasText: '2 people imported.' }).getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => users.list().length).toBe(before)
    expect(office.extensions.get('301')).toBeNull()
  })

  test('a list in Latin-1 with semicolons is read in the words of its language', async () => {
    await panel().getByRole('button', { name: 'Close' }).first().click()
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const buffer = Buffer.from('Vorname;Nachname;Durchwahl;Rolle\r\nJürgen;Müller;303;Teamleitung\r\n', 'latin1')
    await panel().locator('input[type=file]').setInputFiles({ name: 'leute.csv', mimeType: 'text/csv', buffer })
    await panel().getByText('Jürgen Müller').waitFor()
    await panel().getByText('1 would be new').waitFor()
    await panel().getByLabel('Durchwahl: taken as').selectOption('')
    await panel().getByLabel('Who is new signs in to the console').uncheck({ force: true })
    await panel().getByText('Left out: neither a number nor a sign-in').waitFor()
    await panel().getByRole('button', { name: 'Close' }).first().click()
  })
})

describe('opening hours', () => {
  const painted = (day: string, from: string, to: string) =>
    page.getByRole('grid').evaluate(
      (grid, [day, from, to]) => {
        const cell = (time: string) => grid.querySelector(`[aria-label^="${day} ${time},"]`)?.getBoundingClientRect()
        const [first, last] = [cell(from ?? ''), cell(to ?? '')]
        return [first, last].map((box) => ({ x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + 8 }))
      },
      [day, from, to],
    )
  const editor = () => page.getByRole('region', { name: 'Counter', exact: true })
  const stored = () => desk.office.store.office.schedules.list()

  test('a week is painted, typed and taken back, the holidays of a country are closed days, and a queue goes by them', async () => {
    await page.goto(`${desk.address}#/hours`)
    await page.getByRole('button', { name: 'New opening hours' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('Counter')
    const [from, to] = await painted('Saturday', '10:00', '12:45')
    await page.mouse.move(from?.x ?? 0, from?.y ?? 0)
    await page.mouse.down()
    await page.mouse.move(to?.x ?? 0, to?.y ?? 0, { steps: 3 })
    await page.mouse.up()
    // With keys: the next quarter hour as well, and one too many that is taken back.
    await page.locator('[aria-label^="Saturday 12:45,"]').focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await editor().getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByLabel('Monday: opens').fill('08:30')
    await page.getByLabel('Country', { exact: true }).selectOption('DE')
    await page.getByLabel('State or province').selectOption('BE')
    await page.getByRole('button', { name: 'Add its public holidays' }).click()
    await page.getByRole('region', { name: 'Public holidays: Germany, Berlin' }).getByText('National Holiday').first().waitFor()
    await editor().getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(stored).toMatchObject([
      {
        name: 'Counter',
        weekly: { mon: [{ from: '08:30', to: '17:00' }], sat: [{ from: '10:00', to: '13:15' }] },
        presets: [
          { country: 'DE', state: 'BE', days: expect.arrayContaining([{ date: '2028-10-03', name: 'National Holiday' }]) },
        ],
      },
    ])
    await expect.poll(() => new URL(page.url()).hash).toBe(`#/hours/${stored()[0]?.id}`)
    await page.locator('[data-schedule=Counter][aria-current=page]').waitFor()
    await page.getByText('Not saved yet').waitFor({ state: 'detached' })
    await page.getByLabel('Date and time').fill('2028-10-03T10:00')
    const answer = page.getByRole('status', { name: 'What happens at …' })
    await expect.poll(() => answer.textContent()).toContain('National Holiday')
    await page.getByRole('button', { name: 'Now', exact: true }).click()

    await page.goto(`${desk.address}#/settings/queues`)
    await page.locator('tbody tr').first().getByRole('button').first().click()
    await page.getByLabel('Opening hours').selectOption({ label: 'Counter' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(() => desk.office.store.office.queues.list()[0]?.scheduleId).toBe(stored()[0]?.id)
  })

  test('they are closed by hand, lifted, and stay while a queue refers to them', async () => {
    await page.goto(`${desk.address}#/hours`)
    const hand = page.getByRole('group', { name: 'Switch Counter by hand' })
    await hand.getByRole('button', { name: 'Close now' }).click()
    await page.locator('[data-schedule=Counter]').getByText('Closed: by hand').waitFor()
    await hand.getByRole('button', { name: 'Back to the schedule' }).click()
    await expect.poll(() => desk.office.store.office.hours.list()).toEqual([])
    const remove = editor().getByRole('button', { name: /: Counter$/ })
    await remove.click()
    await remove.click()
    await page.getByText('It is in use and stays').first().waitFor()
    const [queue] = desk.office.store.office.queues.list()
    if (queue) desk.office.store.office.queues.save({ ...queue, scheduleId: '' })
    await remove.click()
    await remove.click()
    await page.getByText('Counter was removed.').waitFor()
    await page.locator('[id^=undo-]').filter({ hasText: 'Counter was removed.' }).getByRole('button', { name: 'Undo' }).click()
    await page.locator('[data-schedule=Counter]').waitFor()
  })
})

test('the console speaks the language its user chose, and still does after a reload', async () => {
  await page.goto(`${desk.address}#/settings/console`)
  await page.getByLabel('Language of this console').selectOption('de')
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
})
