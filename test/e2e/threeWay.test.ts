// The card of a call with three people: who is there, who holds and who is muted; one is talked to alone, and one is dropped.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { axeFindings } from './support/axe.ts'
import { agentSeat } from './support/seat.ts'

const seat = agentSeat()
const button = (name: string) => seat.page.getByRole('button', { name, exact: true }).first()
const shots = process.env.CORDBOARD_SHOTS

/** The card in both colours and on a small screen, for people to look at. */
async function picture(name: string): Promise<void> {
  if (!shots) return
  for (const scheme of ['light', 'dark'] as const) {
    await seat.page.emulateMedia({ colorScheme: scheme })
    await seat.page.setViewportSize({ width: 1280, height: 900 })
    await seat.page.screenshot({ path: `${shots}/three-${name}-${scheme}.png` })
    await seat.page.setViewportSize({ width: 1024, height: 700 })
    await seat.page.screenshot({ path: `${shots}/three-${name}-${scheme}-1024.png` })
  }
  await seat.page.setViewportSize({ width: 1280, height: 900 })
}

test('three people with their marks; talk alone, together again, drop; who left is said', async () => {
  const { page, office } = seat
  const sam = await office.desk('202')
  const caller = await office.dial('5000', '+4930800777')
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  await button('Answer').click()
  await caller.audio.waitForTone(880, { minMs: 200 })

  await page.keyboard.press('Alt+t')
  await page.keyboard.type('202')
  await button('Consult').click()
  const third = await sam.nextCall()
  third.answer()
  await third.untilAnswered()
  await button('Three-way call').click()

  const people = page.getByRole('list', { name: '3 people on this call' })
  await people.waitFor()
  await page.getByText('Joined to the call').waitFor()
  expect(await people.getByRole('listitem').count()).toBe(3)
  await picture('all')
  await third.hold()
  await people.getByRole('listitem').filter({ hasText: 'Sam' }).getByText('On hold').waitFor()
  await third.hold(false)
  await page.keyboard.press('Alt+m')
  await people.getByRole('listitem').filter({ hasText: 'You' }).getByText('Muted').waitFor()
  await page.keyboard.press('Alt+m')

  const alone = people.getByRole('button', { name: /^Talk alone: / })
  expect(await alone.count()).toBe(2)
  await alone.first().focus()
  await page.keyboard.press('Enter')
  await people.getByText('Hears music').waitFor()
  await until('the third not to hear us', () => third.audio.levelOf(880, 400) < 0.005)
  await until('the caller to hear us', () => caller.audio.levelOf(880, 400) > 0.03)
  await picture('alone')
  // Neither a tooltip under the pointer nor a message that goes by is part of the card.
  await page.mouse.move(640, 5)
  await page.getByText('All three are connected.').waitFor({ state: 'detached' })
  expect(await axeFindings(page, 'three on a call')).toEqual([])
  await button('Together again').click()
  await until('the third to hear us again', () => third.audio.levelOf(880, 400) > 0.03)

  await people.getByRole('button', { name: 'Drop: Sam' }).click()
  await third.untilEnded()
  await people.waitFor({ state: 'detached' })
  await page
    .getByText(/dropped .* from the call/)
    .first()
    .waitFor()
  expect(caller.state).toBe('up')
  await page.keyboard.press('Alt+x')
  await caller.untilEnded()
  await office.assertQuiet()
}, 90_000)
