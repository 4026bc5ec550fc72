// An agent's day: logs in, takes calls, holds, consults, transfers, notes, pauses, misses one, returns a callback, hears a message.
import { until } from '../../support/office.ts'
import { hears, registered } from '../support/console.ts'
import { type Day, openDay, type Walk } from './day.ts'

async function takesCalls({ office, page, words, moment, button, ring, untilState }: Day): Promise<void> {
  const { phone, desk: words_ } = words
  const caller = await ring('+4930123456')
  caller.audio.sendTone(440)
  await moment('a-customer-rings', () => button(phone.answer).waitFor())
  await moment('talking', async () => {
    await button(phone.answer).click()
    await caller.audio.waitForTone(880, { minMs: 200 })
    await hears(page, 440)
  })
  await moment('writes-a-note', () => page.getByLabel(words.common.note).first().fill('Wants Tuesday, after three'))
  await moment('on-hold', () => button(phone.hold).click())
  await moment('keypad-open', async () => {
    await button(phone.resume).click()
    await button(phone.keypad).click()
  })
  const sam = await office.desk('202')
  await moment('transfer-asks-whom', async () => {
    await page.keyboard.press('Escape')
    await button(phone.transfer).click()
    await page.keyboard.type('202')
  })
  await moment('consults-a-colleague', async () => {
    await button(phone.askFirst).click()
    const theirs = await sam.nextCall()
    theirs.answer()
    await theirs.untilAnswered()
    await theirs.audio.waitForTone(880, { minMs: 200 })
  })
  await moment('wrap-up-after-the-transfer', async () => {
    await button(phone.completeTransfer).click()
    await untilState('alex', 'wrapUp')
  })
  await moment('chooses-a-disposition', async () => {
    await page.getByRole('combobox', { name: words_.disposition }).first().selectOption('Appointment made')
  })
  await caller.hangup()
  await office.assertQuiet()
  await moment('available-again', async () => {
    await button(words_.endWrapUp).click()
    await untilState('alex', 'available')
  })
}

async function missesOne({ office, page, words, moment, ring, untilState, button }: Day): Promise<void> {
  const caller = await ring('+4915112345678')
  await moment('rings-while-away', () => button(words.phone.answer).waitFor())
  await moment('missed', async () => {
    await caller.hangup()
    await button(words.phone.answer).waitFor({ state: 'detached' })
    await page
      .getByText(/Karl Neumann/)
      .first()
      .waitFor()
  })
  await moment('pauses-for-lunch', async () => {
    office.engine.desk.pause('alex', 'lunch')
    await untilState('alex', 'paused')
  })
  await moment('menu-of-states', () =>
    page
      .getByRole('button', { name: new RegExp(words.app.stateMenu.label.replace(':', '')) })
      .first()
      .click(),
  )
  await page.keyboard.press('Escape')
  office.engine.desk.resume('alex')
}

async function returnsACallback({ office, page, words, moment, button, go }: Day): Promise<void> {
  const { callbacks } = words
  office.engine.work.createCallback('+33142685300', 'reception')
  await moment('callbacks', async () => {
    await go('callbacks')
    await page.getByRole('listbox').getByRole('option').first().waitFor()
  })
  await moment('a-callback-chosen', () =>
    page.getByRole('listbox').getByRole('option').filter({ hasText: /Chloé/ }).first().click(),
  )
  await moment('returning-it', async () => {
    await button(callbacks.returnCall).click()
    await button(words.phone.answer).click()
    const customer = await office.trunk.nextCall()
    customer.answer()
    await customer.untilAnswered()
    customer.audio.sendTone(440)
    await hears(page, 440)
    setTimeout(() => void customer.hangup(), 4000)
  })
  await moment('asked-how-it-went', () => page.getByRole('radiogroup', { name: callbacks.outcomeTitle }).first().waitFor())
  await moment('outcome-saved', async () => {
    const asked = page.getByRole('radiogroup', { name: callbacks.outcomeTitle }).first()
    await asked.getByText(callbacks.outcome.reached, { exact: true }).click()
    await button(callbacks.saveOutcome).click()
  })
}

async function hearsAMessage({ office, page, words, moment, button, go, ring }: Day): Promise<void> {
  office.engine.desk.pause('alex', 'break')
  const left = await ring('+31201234567', '2')
  await until('the message to be recorded', () => office.engine.parts.call.pbx.channels.pendingRecordings().length === 1)
  left.audio.sendTone(600)
  await left.audio.waitForSilence({ ms: 1800 })
  await left.hangup()
  await moment('voicemail', async () => {
    await go('voicemail')
    await page.getByRole('listbox').getByRole('option').first().waitFor()
  })
  await moment('a-message-plays', async () => {
    await page.getByRole('listbox').getByRole('option').first().click()
    await button(words.common.play).click()
  })
  office.engine.desk.resume('alex')
}

async function callsOut({ office, page, words, moment, button, go, ring }: Day): Promise<void> {
  const { phone } = words
  await go('')
  await moment('types-a-name', async () => {
    await page.getByRole('textbox', { name: phone.number, exact: true }).or(page.getByLabel(phone.number)).first().fill('Ilse')
  })
  await moment('an-outgoing-call', async () => {
    await page.keyboard.press('Enter')
    const theirs = await office.trunk.nextCall()
    theirs.answer()
    await theirs.untilAnswered()
  })
  office.engine.desk.admit('sam')
  await moment('hangs-up', () => page.keyboard.press('Alt+x'))
  await office.assertQuiet()
  await moment('my-calls-today', () => go(''))
  await moment('directory', () => go('directory'))
  await moment('a-contact', () => page.getByText('Praxis Dr. Sommer').first().click())
  const last = await ring('+4915112345678')
  await moment('rings-on-another-page', () => button(phone.answer).waitFor())
  await last.hangup()
  await moment('my-settings', () => go('settings/console'))
}

export async function agent(walk: Walk): Promise<string[]> {
  const day = await openDay(walk)
  const { office, page, words, moment, button } = day
  try {
    await day.person('ada', 'Ada Admin', 'admin', null)
    await day.person('alex', 'Alex Berger', 'agent', 'alex')
    await moment('sign-in-page', () => page.goto(day.desk.address))
    await moment('not-logged-in', async () => {
      await day.signIn('alex')
      await registered(page)
    })
    await moment('pin-is-asked', async () => {
      const pin = office.store.starter.get()?.operators.find(({ extension }) => extension === '201')?.pin ?? ''
      const field = page.getByRole('textbox', { name: words.desk.pin }).first()
      if (await field.isVisible()) await field.fill(pin)
    })
    await moment('available', async () => {
      if (office.stateOf('alex') === 'offline') await button(words.desk.logIn).click()
      await day.untilState('alex', 'available')
    })
    await takesCalls(day)
    await missesOne(day)
    await returnsACallback(day)
    await hearsAMessage(day)
    await callsOut(day)
    return day.failed
  } finally {
    await day.close()
  }
}
