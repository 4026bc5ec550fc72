// The softphone's lines in the page, on real calls: hanging up while the answer is on its way, a second caller during a call,
// a recording that rests while a card number is said.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { goertzel, readWav } from '../support/phone/signal.ts'
import { hears } from './support/console.ts'
import { agentSeat } from './support/seat.ts'

const seat = agentSeat(({ office }) =>
  office.change((o) => {
    const queue = o.queues.get('reception')
    if (queue) o.queues.save({ ...queue, wrapUpSeconds: 0, announcePosition: false, record: true })
  }),
)

const dialIn = async (from: string) => {
  const caller = await seat.office.dial('5000', from)
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  return caller
}
const button = (name: string) => seat.page.getByRole('button', { name, exact: true }).first()

test('who hangs up while the page says “Answering…” has ended the call: it does not ring again', async () => {
  const { page, office } = seat
  // A microphone that takes its time, as after waking up.
  await page.evaluate(() => {
    localStorage.removeItem('cordboard.testTone')
    const { mediaDevices } = navigator
    const real = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (wanted) => {
      await new Promise((resolve) => setTimeout(resolve, 1200))
      return real(wanted)
    }
  })
  const caller = await dialIn('+4930800111')
  await button('Answer').click()
  await page.getByText('Answering…').waitFor()
  await button('Hang up').click()
  await page.getByText('You hung up').waitFor()
  await until('the caller to be let go', () => caller.state === 'ended')
  await until('alex to be free', () => office.stateOf('alex') === 'available')
  await office.assertQuiet()
  expect(await button('Answer').count()).toBe(0)
  await page.reload()
  await page.evaluate(() => localStorage.setItem('cordboard.testTone', '880'))
})

test('a second caller beeps quietly and never over the first; answering holds the first, and both come back', async () => {
  const { page, office } = seat
  const first = await dialIn('+4930800222')
  first.audio.sendTone(440)
  await button('Answer').click()
  await first.audio.waitForTone(880, { minMs: 200 })
  await page.evaluate(() => {
    const ramp = AudioParam.prototype.linearRampToValueAtTime
    Object.assign(window, { loudest: 0 })
    AudioParam.prototype.linearRampToValueAtTime = function (value, at) {
      Object.assign(window, { loudest: Math.max((window as unknown as { loudest: number }).loudest, value) })
      return ramp.call(this, value, at)
    }
  })
  const sam = await office.desk('202')
  const second = await sam.dial('201')
  const ringing = page.getByRole('region', { name: /^Incoming call from/ })
  await ringing.waitFor()
  // A ring is 0.12, a key 0.04.
  const loudest = await page.evaluate(() => (window as unknown as { loudest: number }).loudest)
  expect(loudest).toBeGreaterThan(0)
  expect(loudest).toBeLessThanOrEqual(0.03)
  await page.keyboard.press('Alt+a')
  await second.untilAnswered()
  second.audio.sendTone(660)
  await hears(page, 660)
  await page.getByText('On hold', { exact: true }).waitFor()
  // With another on hold the key swaps the two: never both wait.
  await page.keyboard.press('Alt+h')
  await hears(page, 440)
  await button('Swap').click()
  await hears(page, 660)
  await page.keyboard.press('Alt+x')
  await until('the second to be gone', () => second.state === 'ended')
  await button('Resume').click()
  await first.audio.waitForTone(880, { minMs: 200 })
  await hears(page, 440)
  await page.keyboard.press('Alt+x')
  await until('the first to be gone', () => first.state === 'ended')
  await office.assertQuiet()
})

test('a paused recording leaves out what is said; the mark survives a reload, keys pause as well', async () => {
  const { page, office } = seat
  const caller = await dialIn('+4930800333')
  caller.audio.sendTone(440)
  await button('Answer').click()
  await hears(page, 440)
  await page.getByText('Recorded', { exact: true }).first().waitFor()
  // Something of both is to be on it, however fast the buttons are pressed.
  await caller.audio.waitForTone(880, { minMs: 600 })
  await button('Pause recording').click()
  await page.getByText('Not recorded at the moment').first().waitFor()
  await page.reload()
  await hears(page, 440)
  await page.getByRole('button', { name: 'Resume recording', pressed: true }).waitFor()
  caller.audio.sendTone(1500)
  await hears(page, 1500)
  caller.audio.sendTone(440)
  await hears(page, 440)
  await page.keyboard.press('Alt+k')
  await page.getByRole('button', { name: 'Pause recording', pressed: false }).waitFor()
  await caller.audio.waitForTone(880, { minMs: 600 })
  await page.keyboard.press('Alt+x')
  await until('the end', () => caller.state === 'ended')
  await office.assertQuiet()
  const call = await until('the recording', () => office.calls().find((c) => c.from === '+4930800333' && c.recording))
  const samples = readWav(readFileSync(join(office.data, 'media', 'recordings', call.recording ?? '')))
  /** In parts: over a pause the phase of a tone starts anew. */
  const loudest = (hz: number) => {
    const starts = Array.from({ length: Math.floor(samples.length / 2000) }, (_, at) => at * 2000)
    return Math.max(...starts.map((at) => goertzel(samples.subarray(at, at + 2000), hz)))
  }
  expect(loudest(440)).toBeGreaterThan(0.02)
  expect(loudest(1500)).toBeLessThan(loudest(440) / 4)
  const told = office.traceOf(call.id).map(({ type }) => type)
  expect(told.filter((type) => type.startsWith('recording.'))).toEqual(
    expect.arrayContaining(['recording.paused', 'recording.resumed']),
  )
})

test('keys of the keypad reach the other side, in their order, however fast they are pressed', async () => {
  const { page, office } = seat
  const caller = await dialIn('+4930800555')
  await button('Answer').click()
  await caller.audio.waitForTone(880, { minMs: 200 })
  await button('Keypad').click()
  for (const key of ['4', '2', '#'])
    await page
      .getByRole('button', { name: `Key ${key}` })
      .first()
      .click()
  await caller.audio.waitForKeys('42#')
  const typed = page.getByRole('textbox', { name: 'Keys sent' })
  await typed.pressSequentially('7x*')
  await caller.audio.waitForKeys('42#7*')
  expect(await typed.inputValue()).toBe('42#7*')
  await page.keyboard.press('Alt+x')
  await until('the end', () => caller.state === 'ended')
  await office.assertQuiet()
})

test('a microphone that is pulled out during a call is replaced by the one that is there', async () => {
  const { page, office } = seat
  await page.evaluate(() => {
    const peers: RTCPeerConnection[] = []
    const Real = RTCPeerConnection
    Object.assign(window, {
      peers,
      RTCPeerConnection: class extends Real {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          peers.push(this)
        }
      },
    })
  })
  const caller = await dialIn('+4930800444')
  await button('Answer').click()
  await caller.audio.waitForTone(880, { minMs: 200 })
  await page.evaluate(() => {
    const { peers } = window as unknown as { peers: RTCPeerConnection[] }
    for (const sender of peers.at(-1)?.getSenders() ?? []) sender.track?.stop()
  })
  await caller.audio.waitForSilence({ ms: 400 })
  await page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')))
  await caller.audio.waitForTone(880, { minMs: 200 })
  await page.keyboard.press('Alt+x')
  await until('the end', () => caller.state === 'ended')
  await office.assertQuiet()
})

test('a call goes on while the telephone leaves the page and comes back; its own window has the call’s buttons and keys', async () => {
  const { page, office } = seat
  const caller = await dialIn('+4930800777')
  caller.audio.sendTone(440)
  await button('Answer').click()
  await hears(page, 440)
  // As in a browser without Document Picture-in-Picture.
  await page.evaluate(() => Object.defineProperty(window, 'documentPictureInPicture', { value: undefined }))
  const opened = page.context().waitForEvent('page')
  await button('Phone in a window of its own').click()
  const own = await opened
  await own.getByRole('button', { name: 'Hang up' }).waitFor()
  expect(await page.getByRole('button', { name: 'Hang up' }).count()).toBe(0)
  await hears(page, 440)
  await caller.audio.waitForTone(880, { minMs: 200 })
  await own.getByRole('button', { name: 'Mute', exact: true }).click()
  await own.getByRole('button', { name: 'Unmute', exact: true }).waitFor()
  await own.keyboard.press('Alt+m')
  await own.getByRole('button', { name: 'Mute', exact: true }).waitFor()
  const { width } = (await page.locator('#content').boundingBox()) ?? { width: 0 }
  expect(width).toBeGreaterThan(1100)
  await page.getByRole('button', { name: 'Phone back into the page' }).click()
  await page.getByRole('button', { name: 'Hang up' }).waitFor()
  expect(own.isClosed()).toBe(true)
  await hears(page, 440)
  // Closed by its own cross it is back as well.
  const again = page.context().waitForEvent('page')
  await button('Phone in a window of its own').click()
  await (await again).getByRole('button', { name: 'Hang up' }).waitFor()
  await (await again).close()
  await page.getByRole('button', { name: 'Hang up' }).click()
  await caller.untilEnded()
  await office.assertQuiet()
})

test('on the desk a call shows who it is, what was before, the contact to write down, and the note', async () => {
  const { page, office, desk } = seat
  const before = await dialIn('+4930800888')
  await button('Answer').click()
  await before.audio.waitForTone(880, { minMs: 200 })
  await before.hangup()
  await office.assertQuiet()
  await page.goto(desk.address)
  const caller = await dialIn('+4930800888')
  const call = page.getByRole('region', { name: 'This call' })
  await call.getByText('Not in the directory.').waitFor()
  await call.getByRole('button', { name: 'Add to the directory' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Vera Vos')
  await page.getByLabel('Company').fill('Vos & Zoon')
  await page.getByRole('button', { name: 'Save' }).click()
  await call.getByRole('heading', { name: 'Vera Vos' }).waitFor()
  await call.getByText('Vos & Zoon').waitFor()
  await call.getByRole('button', { name: 'Edit contact' }).waitFor()
  expect(await call.getByRole('listitem').count()).toBe(1)
  await page.keyboard.press('Alt+a')
  await call.getByLabel('Note').fill('Wants two')
  await until('the note', () => office.calls().find(({ from, note }) => from === '+4930800888' && note === 'Wants two'))
  // Said once: here, and not beside the telephone again.
  expect(await page.getByLabel('Note').count()).toBe(1)
  await caller.hangup()
  await call.waitFor({ state: 'detached' })
  await office.assertQuiet()
  const day = page.getByRole('region', { name: 'My day' })
  await until('the calls of the day', async () => Number(await day.locator('dd').first().textContent()) >= 2)
})

test('two callers are put through to each other with one press, and the telephone is free; one red button at a time', async () => {
  const { page, office } = seat
  await page.goto(`${seat.desk.address}#/calls`)
  const first = await dialIn('+4930800991')
  first.audio.sendTone(440)
  await button('Answer').click()
  await first.audio.waitForTone(880, { minMs: 200 })
  // The second comes by the telephone's own number, as an operator who talks is offered nobody.
  const sam = await office.desk('202')
  const second = await sam.dial('201')
  await page.getByRole('region', { name: /^Incoming call from/ }).waitFor()
  await page.keyboard.press('Alt+a')
  await second.untilAnswered()
  second.audio.sendTone(660)
  await second.audio.waitForTone(880, { minMs: 200 })
  const hangUps = page.getByRole('button', { name: 'Hang up' })
  expect([await hangUps.count(), await page.locator('button:not([data-variant=default]):has-text("Hang up")').count()]).toEqual([
    2, 1,
  ])
  await page.getByRole('button', { name: 'Connect the two' }).click()
  await until('the telephone to be free', async () => (await hangUps.count()) === 0)
  await first.audio.waitForTone(660, { minMs: 200 })
  await second.audio.waitForTone(440, { minMs: 200 })
  await second.hangup()
  await first.untilEnded()
  await office.assertQuiet()
})
