// What is typed into the number field, on real calls: keys behind a number are offered once somebody answers.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { registered, signedIn } from './support/console.ts'
import { agentSeat } from './support/seat.ts'

const seat = agentSeat(({ office }) =>
  office.change((o) => {
    const extension = o.extensions.get('201')
    if (extension) o.extensions.save({ ...extension, mayDial: ['national', 'international'] })
    o.outgoing.replaceAll([{ id: 'all', pattern: '*', trunkId: 'test', callerId: '', strip: 0, class: 'national' }])
  }),
)
const field = () => seat.page.getByRole('textbox', { name: 'Number', exact: true }).first()

test('the number before the pause is dialled, and the rest is sent when the person says so', async () => {
  const { page, office } = seat
  await field().fill('+1 555 438 3732,1234')
  await page.keyboard.press('Enter')
  const theirs = await office.trunk.nextCall()
  expect(theirs.invite?.uri).toContain('sip:0015554383732@')
  const send = page.getByRole('button', { name: 'Send 1234' })
  expect(await send.count()).toBe(0)
  theirs.answer()
  await send.click()
  await theirs.audio.waitForKeys('1234')
  await until('the button to be gone', async () => (await send.count()) === 0)
  await theirs.hangup()
})

test('a callback to a number with an extension: once the customer answers, the keys are offered, and sent when the person says so', async () => {
  const { page, office } = seat
  office.engine.work.createCallback('+1 555 438 3732 x987', 'reception')
  await page.goto(`${new URL(page.url()).origin}/#/callbacks`)
  await page.getByText('then 987').waitFor()
  await page.getByRole('button', { name: /^Return call/ }).click()
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  const theirs = await office.trunk.nextCall()
  expect(theirs.invite?.uri).toContain('sip:0015554383732@')
  const send = page.getByRole('button', { name: 'Send 987' })
  expect(await send.count()).toBe(0)
  theirs.answer()
  await send.click()
  await theirs.audio.waitForKeys('987')
  await until('the button to be gone', async () => (await send.count()) === 0)
  await theirs.hangup()
  await office.assertQuiet()
  office.engine.desk.admit('alex')
})

test('a spelled number shows its digits before it is dialled, and a name is not dialled', async () => {
  const { page, office } = seat
  await field().fill('0800 FLOWERS')
  await page.getByText('08003569377').first().waitFor()
  await page.keyboard.press('Enter')
  const theirs = await office.trunk.nextCall()
  expect(theirs.invite?.uri).toContain('sip:08003569377@')
  await theirs.reject(486)
  await field().fill('112test')
  await page.keyboard.press('Enter')
  await page
    .getByText(/has letters in it/)
    .first()
    .waitFor()
  expect(office.trunk.calls.size).toBe(0)
})

test('a code is dialled as a code', async () => {
  const { page, office } = seat
  await field().fill('*202')
  await page.keyboard.press('Enter')
  await until('the call to be in the history', () =>
    office.calls().some(({ to, flowId }) => to === '*202' && flowId === 'builtin:unknownCode'),
  )
})

test('a note on a call of any kind: while it is spoken on and after it, on every page, over a reload, and on others’ screens', async () => {
  const { page, office, desk } = seat
  const note = () => office.calls().find(({ to }) => to === '+4930700200')?.note ?? ''
  await page.goto(desk.address)
  await registered(page)
  await field().fill('030 700200')
  await page.keyboard.press('Enter')
  const theirs = await office.trunk.nextCall()
  theirs.answer()
  const line = page.getByRole('region', { name: /700200/ })
  await line.getByText('Talking', { exact: true }).waitFor()
  await line.getByLabel('Note').fill('Offer by Friday')
  await until('the note to be saved', () => note() === 'Offer by Friday')
  // A page that is gone before the host has what was typed saves it when it is back, in the call as well.
  await line.getByLabel('Note').fill('Offer by Friday, 12 pieces')
  await page.reload()
  await until('the rest of the note to be saved', () => note() === 'Offer by Friday, 12 pieces')
  await until('one call', async () => (await page.getByRole('button', { name: 'Hang up' }).count()) === 1)
  await page.getByRole('button', { name: 'Hang up' }).click()
  await theirs.untilEnded()
  const after = page.getByRole('region', { name: /^Note on the call with/ })
  expect(await after.getByLabel('Note').inputValue()).toBe('Offer by Friday, 12 pieces')
  // Another console shows the ended call, and what is added to its note.
  const id = office.calls().find(({ to }) => to === '+4930700200')?.id ?? ''
  const other = await desk.page()
  await signedIn(desk, other, { login: 'sue', role: 'supervisor', operatorId: null })
  await other.getByRole('navigation').first().waitFor()
  await other.goto(`${desk.address}#/calls/${id}`)
  const theirNote = other.getByRole('textbox', { name: 'Note' })
  await expect.poll(() => theirNote.inputValue()).toBe('Offer by Friday, 12 pieces')
  await page.goto(`${desk.address}#/directory`)
  await after.getByLabel('Note').fill('Offer by Friday, 14 pieces')
  await expect.poll(() => theirNote.inputValue()).toBe('Offer by Friday, 14 pieces')
  await after.getByRole('button', { name: 'Done' }).click()
  await after.waitFor({ state: 'detached' })
  await other.context().close()
  await office.assertQuiet()
})
