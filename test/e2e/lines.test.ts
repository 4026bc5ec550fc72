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
