// A supervisor's day: the live queue, listening and helping, charts, wallboard, the log of calls, callbacks.
import { dayOf } from '../../../shared/domain/days.ts'
import type { PhoneCall } from '../../support/phone/call.ts'
import { registered } from '../support/console.ts'
import { type Day, openDay, type Walk } from './day.ts'

async function helpsOut({ office, page, words, moment, button, go, ring }: Day): Promise<PhoneCall[]> {
  const { queues, phone } = words
  const { monitor } = phone
  await moment('queues-quiet', () => go('queues'))
  const sam = await office.desk('202')
  office.engine.desk.admit('alex')
  office.engine.desk.pause('alex', 'meeting')
  office.engine.desk.admit('sam')
  const first = await ring('+4930123456')
  const theirs = await sam.nextCall()
  theirs.answer()
  await theirs.untilAnswered()
  theirs.audio.sendTone(660)
  first.audio.sendTone(440)
  const others = [await ring('+4915112345678'), await ring('+31201234567')]
  await moment('queues-busy', () => page.getByText('Karl Neumann').first().waitFor())
  const menuOf = async (item: string) => {
    await button(queues.actionsFor({ name: 'Sam' })).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await moment('what-can-be-done-with-an-operator', () => button(queues.actionsFor({ name: 'Sam' })).click())
  await page.keyboard.press('Escape')
  await moment('listening', async () => {
    await menuOf(queues.listen)
    await button(phone.answer).click()
    await page.getByText(monitor.heard.listen).first().waitFor()
  })
  await moment('whispering', () => page.getByRole('radiogroup', { name: monitor.mode }).getByText(monitor.modes.whisper).click())
  await moment('in-the-call', () => page.getByRole('radiogroup', { name: monitor.mode }).getByText(monitor.modes.barge).click())
  await page.keyboard.press('Alt+x')
  await moment('takes-a-caller', async () => {
    await page.getByRole('button', { name: queues.takeMyself }).first().click()
    await button(queues.takeLifts).click()
    await button(phone.answer).click()
    await page.getByText(phone.lineState.talking, { exact: true }).first().waitFor()
  })
  await page.keyboard.press('Alt+x')
  return [first, ...others]
}

async function looksBack({ office, page, words, moment, go }: Day): Promise<void> {
  const { calls } = words
  await moment('charts-today', () => go('queues?view=charts'))
  await moment('charts-further-down', () =>
    page.getByRole('region', { name: words.queues.charts.states }).scrollIntoViewIfNeeded(),
  )
  await moment('charts-of-the-week', async () => {
    await page.getByLabel(words.queues.charts.period).selectOption('week')
    await page.getByText(words.queues.charts.heat).first().waitFor()
  })
  await moment('heat-map', () => page.getByRole('region', { name: words.queues.charts.heat }).scrollIntoViewIfNeeded())
  await moment('call-log', () => go('calls'))
  await moment('call-log-searched', async () => {
    await page.getByPlaceholder(calls.filterText).fill('neumann')
    await page.getByRole('cell', { name: 'Petra Lang' }).first().waitFor({ state: 'detached' })
  })
  await moment('call-log-filtered', () =>
    go(`calls?outcome=abandoned&from=${dayOf(Date.now() - 3 * 86_400_000, office.config().settings.timeZone)}`),
  )
  const answered = office.store.calls.list({ outcome: 'answered' }, { limit: 1 }).calls[0]
  await moment('story-of-a-call', async () => {
    await go(`calls/${answered?.id}`)
    await page.getByRole('region', { name: calls.story }).waitFor()
  })
  await moment('story-further-down', () => page.getByRole('region', { name: calls.story }).scrollIntoViewIfNeeded())
  await moment('callbacks', () => go('callbacks'))
  await moment('voicemail', () => go('voicemail'))
}

async function setsUpABoard({ desk, page, words, moment, button, go }: Day): Promise<void> {
  const { wallboard } = words
  await moment('wallboard', () => go('wallboard'))
  await moment('wallboard-menu', () => button(wallboard.boards).click())
  await moment('wallboard-set-up', async () => {
    await page.getByRole('menuitem', { name: wallboard.add }).click()
    await page.getByLabel(words.common.name).first().fill('Front office')
    await page.getByLabel(wallboard.message).fill('Team lunch at one')
  })
  await moment('wallboard-saved', () => button(words.common.save).click())
  await moment('wallboard-links', async () => {
    await button(wallboard.boards).click()
    await page.getByRole('menuitem', { name: wallboard.links }).click()
    await button(wallboard.linkAdd).click()
  })
  const board = desk.office.store.office.wallboards.list()[0]
  const screen = await desk.page()
  await moment(
    'screen-on-the-wall',
    async () => {
      const made = desk.office.store.apiTokens.create({
        ...{ name: 'Screen', role: 'agent', by: 'walk', days: 1 },
        scopes: [`wallboards.view:${board?.id}`],
      })
      await screen.goto(`${desk.address}screen.html#board=${board?.id}&token=${made.token}`)
      await screen.getByRole('heading').first().waitFor()
    },
    screen,
  )
  await screen.context().close()
}

export async function supervisor(walk: Walk): Promise<string[]> {
  const day = await openDay(walk)
  try {
    await day.person('ada', 'Ada Admin', 'admin', null)
    await day.person('sue', 'Sue Petersen', 'supervisor', 'alex')
    await day.moment('first-page', async () => {
      await day.signIn('sue')
      await registered(day.page)
    })
    const callers = await helpsOut(day)
    await setsUpABoard(day)
    for (const caller of callers) await caller.hangup().catch(() => {})
    await day.moment('asks-before-logging-somebody-out', async () => {
      await day.go('queues')
      await day.button(day.words.queues.actionsFor({ name: 'Sam' })).click()
      await day.page.getByRole('menuitem', { name: day.words.queues.logOut }).click()
    })
    await day.page.keyboard.press('Escape')
    await looksBack(day)
    return day.failed
  } finally {
    await day.close()
  }
}
