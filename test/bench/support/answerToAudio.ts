// From the click on Answer to the first sound both ways: a real call through the product's host and Asterisk, in Chromium,
// whose microphone is a file that sings.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import wavefile from 'wavefile'
import { openChromium } from '../../e2e/support/chromium.ts'
import { consoleOffice, registered, setUp } from '../../e2e/support/console.ts'

const callerHz = 440
const operatorHz = 880
const rate = 48_000

/** A second of a tone that wavers: browsers take a steady one for noise and silence it. */
function singing(): Uint8Array {
  const samples = Int16Array.from({ length: rate }, (_, n) => {
    const t = n / rate
    return Math.round((0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * t)) * 16_000 * Math.sin(2 * Math.PI * operatorHz * t))
  })
  const file = new wavefile.WaveFile()
  file.fromScratch(1, rate, '16', samples)
  return file.toBuffer()
}

/** Runs in the page: clicks Answer; the moments (epoch ms) of the click and of the first sound in the page. */
const answerInPage = `(async () => {
  const button = [...document.querySelectorAll('aside button')].find((each) => each.textContent === 'Answer')
  const clicked = Date.now()
  button.click()
  for (;;) {
    const lines = await window.__cordboard.phone.stats()
    if (lines.some((line) => line.state === 'talking' && line.energyIn > 1e-6)) return { clicked, heard: Date.now() }
    await new Promise((resolve) => setTimeout(resolve, 4))
  }
})()`

/** One time for each call, ms: whichever side heard later. The first call warms the devices and does not count. */
export async function answerToAudio(calls: number): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-sings-'))
  const sound = join(folder, 'voice.wav')
  await writeFile(sound, singing())
  const desk = await consoleOffice()
  const browser = await openChromium({ flags: [`--use-file-for-fake-audio-capture=${sound}`] })
  const times: number[] = []
  try {
    const { office } = desk
    await office.change((o) => {
      const queue = o.queues.get('reception')
      if (queue) o.queues.save({ ...queue, wrapUpSeconds: 0, announcePosition: false })
    })
    const page = await (await browser.newContext({ permissions: ['microphone'], locale: 'en-US' })).newPage()
    await setUp(page, desk.setupLink())
    await registered(page)
    office.engine.desk.admit('alex')
    for (let call = 0; call <= calls; call++) {
      const caller = await office.dial('5000', `+49307${call}`)
      await caller.untilAnswered()
      await caller.audio.waitForAudio()
      await caller.audio.sendDtmf('1')
      caller.audio.sendTone(callerHz)
      await page.getByRole('button', { name: 'Answer', exact: true }).waitFor()
      const { clicked, heard } = await page.evaluate<{ clicked: number; heard: number }>(answerInPage)
      const after = clicked - performance.timeOrigin
      const there = (await caller.audio.waitForTone(operatorHz, { minMs: 60, after })) + performance.timeOrigin
      if (call > 0) times.push(Math.max(heard, there) - clicked)
      await caller.hangup()
      await office.assertQuiet()
    }
  } finally {
    await browser.close()
    await desk.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return times
}
