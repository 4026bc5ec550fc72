// The newcomer's first quarter of an hour: from the one-time link to the first answered call, and a look around.
import { until } from '../../support/office.ts'
import { firstPageMs } from '../support/chromium.ts'
import { registered, setUp } from '../support/console.ts'
import { openDay, type Walk } from './day.ts'

export async function newcomer(walk: Walk): Promise<string[]> {
  const day = await openDay(walk, { lived: false })
  const { desk, office, page, words, moment, button, go } = day
  try {
    const { setup, starter } = words.app
    await moment('set-up-link', async () => {
      await page.goto(desk.setupLink())
      await page.getByLabel(setup.name).waitFor({ timeout: firstPageMs })
    })
    await moment('first-page-after-signing-up', async () => {
      await setUp(page, desk.setupLink())
      await page.getByText('5000').first().waitFor({ timeout: firstPageMs })
      await registered(page)
    })
    await moment('call-me-rings', async () => {
      await button(starter.callMe).click()
      await button(words.phone.answer).waitFor()
    })
    await moment('first-answered-call', async () => {
      await button(words.phone.answer).click()
      await page.getByText(words.phone.lineState.talking, { exact: true }).first().waitFor()
    })
    await moment('after-the-first-call', async () => {
      await button(words.phone.hangUp).click()
      await until('the call to be over', () => office.engine.runningCalls === 0)
    })
    await moment('notes-the-pins', async () => button(starter.dismiss).click())
    for (const [name, path] of [
      ['queues-empty', 'queues'],
      ['charts-empty', 'queues?view=charts'],
      ['wallboard-empty', 'wallboard'],
      ['callbacks-empty', 'callbacks'],
      ['voicemail-empty', 'voicemail'],
      ['calls-first', 'calls'],
      ['directory-empty', 'directory'],
      ['opening-hours-empty', 'hours'],
      ['flows', 'flows'],
      ['settings', 'settings'],
    ] as const)
      await moment(name, () => go(path))
    await moment('find-anything', () => page.keyboard.press('Control+k'))
    return day.failed
  } finally {
    await day.close()
  }
}
