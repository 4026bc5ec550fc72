// A simulated call through the computer's speakers: what the page plays has sound in it, and keys work while it plays.
import { expect, test } from 'vitest'
import { until } from '../support/office.ts'
import { editorPage } from './support/editorPage.ts'

type Sound = { seconds: number; peak: number; resolved: boolean; stopped: boolean }

const editor = editorPage('reception')
const { button, step, draft } = editor
const ofType = (type: string) => draft()?.nodes.find((n) => n.type === type)?.id ?? ''
const sounds = () => editor.page.evaluate<Sound[]>('window.sounds')
const standsAt = (id: string) => editor.page.locator(`[data-standing="${id}"]`).waitFor()
const playing = async () => (await sounds()).filter(({ resolved, stopped }) => resolved && !stopped)

/** Every sound the page plays is decoded beside it; put into the page before it loads. */
const listen = `
  window.sounds = []
  const play = HTMLMediaElement.prototype.play
  HTMLMediaElement.prototype.play = function () {
    const [audio, address] = [this, this.src]
    const over = () => audio.paused || audio.ended || audio.src !== address
    const sound = { seconds: 0, peak: 0, resolved: false, get stopped() { return over() } }
    window.sounds.push(sound)
    const bytes = async (address) =>
      address.startsWith('data:') // the page may play such an address and not fetch it
        ? Uint8Array.from(atob(address.split(',')[1]), (sign) => sign.charCodeAt(0)).buffer
        : (await fetch(address)).arrayBuffer()
    void bytes(this.src).then(async (file) => {
      const decoded = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(file)
      sound.seconds = decoded.duration
      sound.peak = Math.max(...[...Array(Math.floor(decoded.length / 10)).keys()].map((at) => Math.abs(decoded.getChannelData(0)[at * 10])))
    })
    const begun = play.call(this)
    void begun.then(() => { sound.resolved = true }, () => {})
    return begun
  }
`

test('prompts are heard, a key during one is not made to hear the rest', async () => {
  const { page } = editor
  await page.addInitScript(listen)
  await page.reload()
  await step('start').waitFor()
  await button('Try it out: a simulated call').click()
  await page.getByRole('switch', { name: /speakers/i }).click({ force: true })
  await page.getByLabel('Date and time').fill('2026-11-20T11:00')
  await button('Start the call').click()
  await standsAt(ofType('menu'))
  const first = await until('a sound', async () => (await sounds()).find(({ resolved, peak }) => resolved && peak > 0))
  expect(first.peak).toBeGreaterThan(0.1)
  expect(first.seconds).toBeGreaterThan(1)
  await until('it to be playing', async () => (await playing()).length === 1)
  await button('Key 1').click()
  await standsAt(ofType('queue'))
  await until('the menu to be silent', async () => (await sounds())[0]?.stopped)
})

test('a caller who hangs up hears nothing more, nor does one whose call is begun again', async () => {
  const { page } = editor
  const begin = async () => {
    await page.evaluate('window.sounds = []')
    await page.getByLabel('Date and time').fill('2026-11-20T11:00')
    await button('Start the call').click()
    await until('a prompt to be playing', async () => (await playing()).length === 1)
  }
  await button('Call again').click()
  await begin()
  await button('Hang up').click()
  await until('silence', async () => (await playing()).length === 0)
  await button('Call again').click()
  await begin()
  await button('Call again').click()
  await until('silence', async () => (await playing()).length === 0)
})

test('without the speakers nothing is played', async () => {
  const { page } = editor
  await page.getByRole('switch', { name: /speakers/i }).click({ force: true })
  await page.evaluate('window.sounds = []')
  await page.getByLabel('Date and time').fill('2026-11-20T11:00')
  await button('Start the call').click()
  await standsAt(ofType('menu'))
  await page
    .getByRole('region', { name: 'Try it out: a simulated call' })
    .getByText(/Welcome/)
    .first()
    .waitFor()
  expect(await sounds()).toEqual([])
})
