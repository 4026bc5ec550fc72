// Calls nobody took, and calls one has asked for in spite of Do Not Disturb.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { hears, registered, signedIn } from './support/console.ts'
import { agentSeat } from './support/seat.ts'

const seat = agentSeat()

test('a call that rang in vain is on the desk, with a way back to its caller', async () => {
  const caller = await seat.office.dial('5000', '+4930700123')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await seat.page.getByRole('button', { name: 'Answer', exact: true }).waitFor()
  await caller.hangup()
  await seat.office.assertQuiet()
  const missed = seat.page.getByRole('region', { name: 'Missed today: 1' })
  await missed.getByRole('button', { name: /^Call .*700123 back$/ }).click()
  expect(await seat.page.getByLabel('Number', { exact: true }).inputValue()).toContain('700123')
})

test('a line that has ended still shows the caller, not their queue alone', async () => {
  const { office } = seat
  const caller = await office.dial('5000', '+4930700789')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await seat.page.getByRole('button', { name: 'Answer', exact: true }).click()
  const line = seat.page.getByRole('region', { name: /700789/ })
  await line.getByText('Talking', { exact: true }).waitFor()
  await caller.hangup()
  const over = seat.page.getByRole('group', { name: /700789/ })
  await over.getByText(/hung up · 0:0\d/i).waitFor()
  expect(await over.textContent()).toContain('700789')
  await over.waitFor({ state: 'detached' })
  await office.assertQuiet()
})

test('with Do Not Disturb on, a callback that I return rings all the same', async () => {
  const { office } = seat
  await seat.page.getByRole('button', { name: 'Do not disturb' }).click()
  await until('the pause', () => office.stateOf('alex') === 'paused')
  const { id } = office.engine.work.createCallback('+4930700456', 'reception')
  await seat.page.goto(`${seat.desk.address}#/callbacks`)
  await seat.page
    .getByText(/700456/)
    .first()
    .click()
  await seat.page
    .getByRole('button', { name: /return call|call back/i })
    .first()
    .click()
  await seat.page.getByRole('button', { name: 'Answer', exact: true }).click()
  const customer = await office.trunk.nextCall()
  customer.answer()
  await customer.untilAnswered()
  customer.audio.sendTone(440)
  await customer.audio.waitForTone(880, { minMs: 200 })
  await hears(seat.page, 440)
  // The other side of the card is the customer, not the operator whom the host rang first.
  await seat.page
    .getByRole('region', { name: /700456/ })
    .getByText('Talking', { exact: true })
    .waitFor()
  await customer.hangup()
  await until('the call to be over', () => office.store.callbacks.get(id)?.status === 'claimed')
  await office.assertQuiet()
})

test('after a returned callback the outcome is asked for; the request stays in view, is put off, done and reopened', async () => {
  const { office, page } = seat
  const request = () => office.store.callbacks.open('reception')[0]
  const id = request()?.id ?? ''
  const detail = page.getByRole('radiogroup', { name: 'How did it go?' })
  await detail.waitFor()
  expect(request()).toMatchObject({ outcome: null, attempts: [{ result: 'reached', outcomeDue: true }] })
  expect(await page.getByRole('radio', { name: 'Reached' }).isChecked()).toBe(false)
  // On another page it is asked for beside the telephone; what is noted survives a reload.
  await page.goto(`${seat.desk.address}#/directory`)
  const beside = page.getByRole('region', { name: /^How did the call to .*700456 go/ })
  await beside.getByLabel('Note').fill('Mailbox, said that we call again')
  await page.reload()
  await until('the note to be saved', () => office.store.callbacks.get(id)?.note === 'Mailbox, said that we call again')
  expect(await beside.getByLabel('Note').inputValue()).toBe('Mailbox, said that we call again')
  await beside.getByText('Voicemail', { exact: true }).click()
  await beside.getByLabel('Call again').selectOption('At a time of my choice')
  await beside.getByLabel('Not before').fill('2031-03-04T10:30')
  await beside.getByRole('button', { name: 'Save outcome' }).click()
  await beside.waitFor({ state: 'detached' })
  expect(office.store.callbacks.get(id)).toMatchObject({ status: 'pending', attempts: [{ result: 'voicemail' }] })
  expect(new Date(office.store.callbacks.get(id)?.retryAt ?? 0).getFullYear()).toBe(2031)
  expect(office.store.callbacks.get(id)?.attempts[0]?.outcomeDue).toBeUndefined()
  await page.goto(`${seat.desk.address}#/callbacks`)
  await page.getByRole('button', { name: 'Claim' }).click()
  await detail.getByText('Wrong number', { exact: true }).click()
  await page.getByRole('button', { name: 'Save outcome' }).click()
  await until('the request to be done', () => office.store.callbacks.get(id)?.outcome === 'wrongNumber')
  await page.getByRole('heading', { name: /700456/ }).waitFor()
  await page.getByRole('button', { name: 'Reopen' }).click()
  await until('the request to be open', () => office.store.callbacks.get(id)?.status === 'pending')
})

test('a callback is added by hand, once a number, with what it is about', async () => {
  const { office, page } = seat
  const add = async (number: string) => {
    await page.getByRole('button', { name: 'New callback' }).click()
    const dialog = page.getByRole('dialog', { name: 'New callback' })
    await dialog.getByLabel('Number').fill(number)
    await dialog.getByLabel('Note').fill('Asked at the counter')
    await dialog.getByRole('button', { name: 'New callback' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  await add('030 700457')
  await page.getByRole('heading', { name: /700457/ }).waitFor()
  await page.getByText('Asked at the counter').waitFor()
  const made = () => office.store.callbacks.open('reception').filter(({ number }) => number === '+4930700457')
  expect(made()).toMatchObject([{ note: 'Asked at the counter', status: 'pending' }])
  await add('+49 30 700457')
  await page.getByText('There is an open callback for this number already.').waitFor()
  expect(made()).toHaveLength(1)
})

test('with Do Not Disturb on, a call to listen to rings all the same', async () => {
  const { office } = seat
  await seat.page.getByRole('button', { name: 'Do not disturb', pressed: true }).waitFor()
  const sam = await office.desk('202')
  office.engine.desk.admit('sam')
  const customer = await office.dial('5000', '+4930700999')
  await customer.untilAnswered()
  await customer.audio.waitForAudio()
  await customer.audio.sendDtmf('1')
  const operator = await sam.nextCall()
  operator.answer()
  await operator.untilAnswered()
  customer.audio.sendTone(440)
  await seat.page.goto(`${seat.desk.address}#/queues`)
  await seat.page.getByRole('button', { name: 'Actions for Sam' }).click()
  await seat.page.getByRole('menuitem', { name: 'Listen' }).click()
  await seat.page.getByRole('button', { name: 'Answer', exact: true }).click()
  await hears(seat.page, 440)
  await customer.hangup()
  await operator.untilEnded()
  await office.assertQuiet()
  office.engine.desk.logout('sam')
})

test('a pause counts on over a reload, and Do Not Disturb on and off leaves whoever is at lunch there', async () => {
  const { office, page } = seat
  // The menu of states has the same name while it is on.
  const disturb = (pressed: boolean) =>
    page.getByRole('button', { name: 'Do not disturb', exact: true }).and(page.locator(`[aria-pressed=${pressed}]`))
  await page.goto(seat.desk.address)
  await disturb(true).click()
  await disturb(false).waitFor()
  office.engine.desk.pause('alex', 'Lunch')
  const { since } = office.engine.parts.queueing.operators.view('alex') ?? { since: 0 }
  await disturb(false).click()
  await page.reload()
  // The reload took the telephone away and brought it back, and the button shows what the host has.
  await registered(page)
  await disturb(true).click()
  await disturb(false).waitFor()
  expect(office.engine.parts.queueing.operators.view('alex')).toMatchObject({ state: 'paused', reason: 'Lunch', since })
  await page
    .getByRole('button', { name: /State.*Lunch|Lunch/ })
    .first()
    .waitFor()
  office.engine.desk.resume('alex')
  await disturb(false).click()
  await disturb(true).waitFor()
})

test('“Call me” ends Do Not Disturb and rings', async () => {
  const { office } = seat
  await seat.page.goto(seat.desk.address)
  await seat.page.getByRole('button', { name: 'Call me' }).click()
  await seat.page.getByRole('button', { name: 'Answer', exact: true }).click()
  await seat.page.getByText('Talking', { exact: true }).waitFor()
  await seat.page
    .getByRole('button', { name: 'Do not disturb', exact: true })
    .and(seat.page.locator('[aria-pressed=false]'))
    .waitFor()
  await seat.page.keyboard.press('Alt+x')
  await office.assertQuiet()
})

test('a note on a call of any kind: while it is spoken on and after it, on every page, over a reload, and on others’ screens', async () => {
  const { page, office, desk } = seat
  const call = () => office.calls().find(({ to }) => to === '030700200')
  const note = () => call()?.note ?? ''
  await page.goto(desk.address)
  await registered(page)
  await page.getByRole('textbox', { name: 'Number', exact: true }).first().fill('030 700200')
  await page.keyboard.press('Enter')
  const theirs = await office.trunk.nextCall()
  theirs.answer()
  const line = page.getByRole('region', { name: /700200/ })
  await line.getByText('Talking', { exact: true }).waitFor()
  const noteOnDesk = page.getByRole('region', { name: 'This call' }).getByLabel('Note')
  await noteOnDesk.fill('Offer by Friday')
  await until('the note to be saved', () => note() === 'Offer by Friday')
  // A page that is gone before the host has what was typed saves it when it is back, in the call as well.
  await noteOnDesk.fill('Offer by Friday, 12 pieces')
  await page.reload()
  await until('the rest of the note to be saved', () => note() === 'Offer by Friday, 12 pieces')
  await until('one call', async () => (await page.getByRole('button', { name: 'Hang up' }).count()) === 1)
  await page.getByRole('button', { name: 'Hang up' }).click()
  await theirs.untilEnded()
  const after = page.getByRole('region', { name: /^Note on the call with/ })
  expect(await after.getByLabel('Note').inputValue()).toBe('Offer by Friday, 12 pieces')
  // Another console shows the ended call, and what is added to its note.
  const other = await desk.page()
  await signedIn(desk, other, { login: 'sue', role: 'supervisor', operatorId: null })
  await other.getByRole('navigation').first().waitFor()
  await other.goto(`${desk.address}#/calls/${call()?.id}`)
  const shown = (note: string) => other.getByRole('list', { name: 'Notes' }).getByText(note, { exact: true }).waitFor()
  await shown('Offer by Friday, 12 pieces')
  await page.goto(`${desk.address}#/directory`)
  await after.getByLabel('Note').fill('Offer by Friday, 14 pieces')
  await shown('Offer by Friday, 14 pieces')
  await after.getByRole('button', { name: 'Done' }).click()
  await after.waitFor({ state: 'detached' })
  await other.context().close()
  await office.assertQuiet()
})
