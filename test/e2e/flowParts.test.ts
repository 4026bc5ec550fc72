// What belongs to a flow as a whole: a step's menu, a part of it as a subflow, its paths, its variables, what leads to it.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { editorPage } from './support/editorPage.ts'

const editor = editorPage('reception')
const { button, step, flows, draft } = editor

const fromMenu = async (id: string, item: string) => {
  await step(id).click({ button: 'right' })
  await editor.page.getByRole('menuitem', { name: item }).click()
}

test('a step becomes the error path by its menu, with a flag and an entry of the outline', async () => {
  await fromMenu('menu', 'Use as error path')
  await step('menu').getByText('on error').waitFor()
  await until('the draft', () => draft()?.errorPath === 'menu')
  await editor.page.getByRole('tab', { name: 'Outline' }).click()
  await editor.page.getByRole('treeitem', { name: /on error/ }).waitFor()
  await fromMenu('menu', 'No longer the error path')
  await until('the draft', () => draft()?.errorPath === undefined)
})

test('what is extracted is a published flow, this one has no new error, and it is told what leads there', async () => {
  const before = draft()
  await fromMenu('menu', 'Extract into a subflow')
  await editor.page.getByLabel('Name of the new flow').fill('Choice')
  await editor.page.keyboard.press('Enter')
  await editor.page.getByText('“Choice” is a flow of its own now and published.').waitFor()
  await until('the draft', () => draft()?.nodes.some(({ type }) => type === 'subflow') ?? false)
  const inner = flows()
    .list()
    .find(({ name }) => name === 'Choice')
  expect(inner?.publishedVersion).toBe(1)
  await until('no error', async () => (await editor.page.locator('[data-worst="error"]').count()) === 0)
  await editor.page.goto(`${editor.desk.address}#/flows/${inner?.id}`)
  await step('menu').waitFor()
  await button('This flow').click()
  await editor.page.getByRole('region', { name: 'Used by' }).getByText('the flow').waitFor()
  await editor.page.goto(`${editor.desk.address}#/flows/reception`)
  await step('subflow').waitFor()
  expect(before?.nodes.some(({ id }) => id === 'menu')).toBe(true)
})

test('a part with Start in it is refused with a sentence', async () => {
  await fromMenu('start', 'Extract into a subflow')
  await editor.page.getByText('Start stays in this flow.').waitFor()
  await editor.page.keyboard.press('Escape')
})

test('a variable is declared, renamed everywhere in one step, and taken away', async () => {
  await editor.page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } })
  if (!(await editor.page.getByRole('region', { name: 'Variables of the flow' }).isVisible())) await button('This flow').click()
  await button('Add a variable').click()
  await editor.page.getByRole('textbox', { name: 'Name', exact: true }).fill('vip')
  await editor.page.keyboard.press('Enter')
  await editor.page.getByLabel('First value: vip').fill('no')
  await button('Rename vip everywhere').click()
  await editor.page.getByRole('textbox', { name: 'Name', exact: true }).fill('important')
  await editor.page.keyboard.press('Enter')
  await until(
    'the draft',
    () => draft()?.variables.some(({ name, initial }) => name === 'important' && initial === 'no') ?? false,
  )
  await editor.page.keyboard.press('Control+z')
  await editor.page.getByLabel('First value: vip').waitFor()
  await button('Remove vip from the flow').click()
  await until('the draft', () => draft()?.variables.every(({ name }) => name !== 'vip') ?? false)
})

test('a queue says which flows use it, and asks before it is removed in spite of them', async () => {
  const { desk, office, page } = editor
  await page.goto(`${desk.address}#/settings/queues`)
  await button('Reception').click()
  const used = page.getByRole('region', { name: 'Used by' })
  await used.getByRole('link', { name: 'Reception', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await used
    .getByRole('alert')
    .getByText(/Used by “Reception”/)
    .waitFor()
  expect(office.store.office.queues.get('reception')).not.toBeNull()
  await used.getByRole('link', { name: 'Reception', exact: true }).click()
  await step('start').waitFor()
})

test('a mailbox that no flow names says so', async () => {
  const { desk, office, page } = editor
  await office.mailbox('spare')
  await page.goto(`${desk.address}#/settings/mailboxes`)
  await button('spare').click()
  await page.getByRole('region', { name: 'Used by' }).getByText('No flow uses this yet.').waitFor()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('button', { name: /spare/ }).last().click()
  await until('it gone', () => !office.store.office.mailboxes.get('spare'))
})

test('holidays come out of a calendar file, once each', async () => {
  const { page } = editor
  await page.goto(`${editor.desk.address}#/flows/reception`)
  const hours = draft()?.nodes.find(({ type }) => type === 'businessHours')?.id ?? ''
  const holidays = () => draft()?.nodes.find(({ id }) => id === hours)?.config.holidays as { date: string; name: string }[]
  await step(hours).click({ position: { x: 20, y: 8 } })
  const give = (...events: string[][]) =>
    page.locator('input[type=file][accept*=calendar]').setInputFiles({
      name: 'holidays.ics',
      mimeType: 'text/calendar',
      buffer: Buffer.from(
        ['BEGIN:VCALENDAR', ...events.flatMap((e) => ['BEGIN:VEVENT', ...e, 'END:VEVENT']), 'END:VCALENDAR'].join('\r\n'),
      ),
    })
  const before = holidays() ?? []
  const unity = ['DTSTART;VALUE=DATE:20261003', 'SUMMARY:Unity Day']
  const bridge = ['DTSTART;VALUE=DATE:20270517', 'DTEND;VALUE=DATE:20270519', 'SUMMARY:Works\\, outing']
  await give(unity, bridge)
  await until('the holidays', () => holidays()?.length === before.length + 3)
  expect(holidays().slice(before.length)).toEqual([
    { date: '2026-10-03', name: 'Unity Day' },
    { date: '2027-05-17', name: 'Works, outing' },
    { date: '2027-05-18', name: 'Works, outing' },
  ])
  await give(unity, ['DTSTART;VALUE=DATE:20261226', 'SUMMARY:Boxing Day', 'RRULE:FREQ=YEARLY'])
  await until('one more', () => holidays()?.length === before.length + 4)
  expect(holidays().at(-1)).toEqual({ date: '12-26', name: 'Boxing Day' })
})

test('what a calendar file has beside whole days is listed with its line; what moves is written out and continued', async () => {
  const { page } = editor
  await page.goto(`${editor.desk.address}#/flows/reception`)
  const hours = draft()?.nodes.find(({ type }) => type === 'businessHours')?.id ?? ''
  const config = () => draft()?.nodes.find(({ id }) => id === hours)?.config
  await step(hours).click({ position: { x: 20, y: 8 } })
  const lines = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'SUMMARY:Team meeting',
    'DTSTART:20270104T090000',
    'DURATION:PT1H',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'SUMMARY:Spring clean',
    'DTSTART;VALUE=DATE:20200306',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=1FR',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  await page.locator('input[type=file][accept*=calendar]').setInputFiles({
    name: 'office.ics',
    mimeType: 'text/calendar',
    buffer: Buffer.from(lines.join('\r\n')),
  })
  await page.getByText('office.ics: one entry was not taken').waitFor()
  await page.getByText('Line 2, Team meeting: covers a part of a day only').waitFor()
  await until('the calendar stored', () => ((config()?.calendars ?? []) as unknown[]).length === 1)
  const days = ((config()?.holidays ?? []) as { date: string; name: string }[]).filter(({ name }) => name === 'Spring clean')
  expect(days).toHaveLength(3)
  await page.getByRole('button', { name: 'Stop continuing office.ics' }).click()
  await until('the calendar gone', () => ((config()?.calendars ?? []) as unknown[]).length === 0)
})

test('the hours of a step become opening hours of the office, and the step refers to them', async () => {
  const { page } = editor
  await page.goto(`${editor.desk.address}#/flows/reception`)
  const hours = draft()?.nodes.find(({ type }) => type === 'businessHours')?.id ?? ''
  const config = () => draft()?.nodes.find(({ id }) => id === hours)?.config
  await step(hours).click({ position: { x: 20, y: 8 } })
  await page.getByRole('button', { name: 'Save as opening hours' }).click()
  await until('the step to refer to them', () => Boolean(config()?.scheduleId))
  const made = editor.desk.office.store.office.schedules.get(String(config()?.scheduleId))
  expect(made).toMatchObject({ name: 'Opening hours', weekly: config()?.weekly, holidays: config()?.holidays })
  await page.getByRole('link', { name: 'Open these hours' }).waitFor()
  expect(await page.locator('[data-field=weekly]').count()).toBe(0)
  // The button is gone, and the focus with it: what it did is undone all the same.
  await page.keyboard.press('Control+z')
  await until('the step to have its own again', () => config()?.scheduleId === undefined)
  await page.getByRole('button', { name: 'Save as opening hours' }).waitFor()
  await page.keyboard.press('Control+Shift+z')
  await until('the step to refer to them again', () => config()?.scheduleId === made?.id)
})
