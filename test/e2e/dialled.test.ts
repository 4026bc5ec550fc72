// What is typed into the number field, on real calls: keys behind a number are offered once somebody answers.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
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

test('who does not get through is told why', async () => {
  const { page, office } = seat
  const answers = [
    [486, 'Busy', 'busy'],
    [603, 'Declined', 'rejected'],
    [404, 'No such number', 'unknownNumber'],
    [480, 'No answer', 'noAnswer'],
    [503, 'No line is free there', 'congestion'],
  ] as const
  for (const [status, words, outcome] of answers) {
    await field().fill('030 901820')
    await page.keyboard.press('Enter')
    const theirs = await office.trunk.nextCall()
    await theirs.reject(status)
    await page.getByText(words, { exact: true }).first().waitFor()
    await until('the history to say so', () => office.calls()[0]?.outcome === outcome)
    await page.getByText('The call failed').waitFor({ state: 'hidden' })
  }
  await office.assertQuiet()
})

test('a code is dialled as a code', async () => {
  const { page, office } = seat
  await field().fill('*202')
  await page.keyboard.press('Enter')
  await until('the call to be in the history', () =>
    office.calls().some(({ to, flowId }) => to === '*202' && flowId === 'builtin:unknownCode'),
  )
})
