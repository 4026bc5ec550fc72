// A manager's Friday evening: the menu changes, hours and a holiday, a prompt, people, what is heard on hold.
import { pcmWav } from '../../../electron/adapters/pbx/config/tones.ts'
import { registered, setUp } from '../support/console.ts'
import { type Day, openDay, type Walk } from './day.ts'

async function changesTheMenu({ page, words, moment, button, go }: Day): Promise<void> {
  const step = (id: string) => page.locator(`.react-flow__node[data-id="${id}"]`)
  await moment('flows', () => go('flows'))
  await moment('the-flow', async () => {
    await go('flows/reception')
    await step('start').waitFor()
  })
  await moment('the-menu-chosen', () => step('menu').click({ position: { x: 20, y: 8 } }))
  await moment('the-menu-reworded', async () => {
    const prompt = page.locator('[data-field=prompt] textarea').first()
    await prompt.fill('Welcome to Harbour Dental. For an appointment press 1, for a message 2, to be called back 3.')
  })
  await moment('simulated', async () => {
    await button(words.tryout.open).click()
  })
  await button(words.tryout.open).click()
  await moment('a-step-searched', async () => {
    await page.keyboard.press('Control+f')
    await page.keyboard.type('message')
  })
  await page.keyboard.press('Escape')
  await moment('problems-with-choices', async () => {
    await page.locator('.react-flow__node[data-id="callback"]').click({ position: { x: 20, y: 8 } })
    await page.locator('[data-canvas]').focus()
    await page.keyboard.press('Delete')
    await page.getByRole('tab', { name: words.editor.problems }).click()
  })
  await moment('taken-back', async () => {
    await page.locator('[data-canvas]').focus()
    await page.keyboard.press('Control+z')
  })
  await moment('published-after-a-look', async () => {
    await button(words.flows.publish).click()
    await page.getByRole('dialog').getByRole('textbox').fill('The menu says our name')
  })
  await moment('published', () => page.getByRole('dialog').getByRole('button', { name: words.flows.publish }).click())
  await moment('versions', () => button(words.flows.versions).click())
  await page.keyboard.press('Escape')
}

async function setsTheHours({ page, words, moment, button, go }: Day): Promise<void> {
  const { hours } = words
  await moment('opening-hours', () => go('hours'))
  await moment('new-opening-hours', () => button(hours.add).click())
  await moment('holidays-of-a-country', async () => {
    await page.getByLabel(hours.holidays.country, { exact: true }).selectOption('DE')
    await page.getByRole('button', { name: hours.holidays.addPlace }).click()
    await page.getByRole('checkbox').first().waitFor()
    await page.getByText(hours.holidays.title, { exact: true }).first().scrollIntoViewIfNeeded()
  })
  await moment('an-exception', async () => {
    await button(hours.exceptions.add).click()
    await button(hours.exceptions.add).scrollIntoViewIfNeeded()
  })
  await moment('what-happens-at', async () => {
    await page.getByLabel(hours.preview.at).fill('2026-12-25T10:00')
    await page.getByLabel(hours.preview.at).scrollIntoViewIfNeeded()
  })
  await moment('hours-saved', async () => {
    await button(words.common.save).scrollIntoViewIfNeeded()
    await button(words.common.save).click()
  })
}

const settings = [
  ['people', 'settings/people'],
  ['extensions', 'settings/extensions'],
  ['queue-settings', 'settings/queues'],
  ['numbers', 'settings/routes'],
  ['trunks', 'settings/trunks'],
  ['mailboxes', 'settings/mailboxes'],
  ['office-settings', 'settings/office'],
  ['backups', 'settings/backups'],
  ['audit-trail', 'settings/audit'],
  ['telephone-system', 'settings/pbx'],
] as const

export async function fridayEvening(walk: Walk): Promise<string[]> {
  const day = await openDay(walk)
  const { desk, page, moment, go } = day
  try {
    await moment('first-page', async () => {
      await setUp(page, desk.setupLink())
      await registered(page)
    })
    await changesTheMenu(day)
    await setsTheHours(day)
    await moment('prompts', () => go('settings/prompts'))
    await moment('a-prompt-uploaded', async () => {
      await page.getByRole('textbox', { name: day.words.common.name }).first().fill('Closed early')
      const tone = Int16Array.from({ length: 16_000 }, (_, at) => Math.round(8000 * Math.sin((2 * Math.PI * 500 * at) / 8000)))
      const file = { name: 'closed.wav', mimeType: 'audio/wav', buffer: Buffer.from(pcmWav(tone)) }
      await page.locator('input[type=file]').first().setInputFiles(file)
      await page.getByRole('region', { name: 'Closed early' }).waitFor()
    })
    for (const [name, path] of settings) await moment(name, () => go(path))
    await moment('a-queue-opened', async () => {
      await go('settings/queues')
      await page.locator('tbody tr').first().getByRole('button').first().click()
    })
    return day.failed
  } finally {
    await day.close()
  }
}
