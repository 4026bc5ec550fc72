// The softphone and the computer around it: notifications that take no focus, devices that come and go.
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testedConsole } from '../support/builtConsole.ts'
import { openChromium, pageTimeoutMs } from './support/chromium.ts'
import { type MockHost, startMockHost } from './support/mockHost.ts'

let browser: Awaited<ReturnType<typeof openChromium>>
let host: MockHost
beforeAll(async () => {
  browser = await openChromium()
  host = await startMockHost(testedConsole, { role: 'agent' })
})
afterAll(async () => {
  await browser?.close()
  await host?.close()
})

/** Runs in the page before its own code: what the browser would show, and what is plugged in. */
function computer(): void {
  const shown: Notification[] = []
  class Shown {
    static permission = 'granted'
    onclick: ((event: Event) => void) | null = null
    title: string
    constructor(title: string) {
      this.title = title
      shown.push(this as never)
    }
    close() {}
  }
  const plugged = [
    { kind: 'audioinput', deviceId: 'in-new', label: 'Headset', groupId: '' },
    { kind: 'audiooutput', deviceId: 'out-new', label: 'Headset', groupId: '' },
    { kind: 'audiooutput', deviceId: 'desk', label: 'Desk speaker', groupId: '' },
  ]
  localStorage.setItem('cordboard.notify', 'on')
  const remembered = { id: 'of another port', label: 'Headset' }
  const ringer = { id: 'desk', label: 'Desk speaker' }
  localStorage.setItem('cordboard.devices', JSON.stringify({ microphone: remembered, speaker: remembered, ringer }))
  navigator.mediaDevices.enumerateDevices = async () => [...plugged] as never
  document.hasFocus = () => false
  // Where each tone is played: the device its context was put on; a device that is not plugged in is refused.
  const rung: string[] = []
  const heard: number[] = []
  const sinks = new WeakMap<BaseAudioContext, string>()
  Object.assign(AudioContext.prototype, {
    async setSinkId(this: AudioContext, id: string) {
      if (id !== '' && !plugged.some(({ deviceId }) => deviceId === id)) throw new DOMException('gone', 'NotFoundError')
      sinks.set(this, id)
    },
  })
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (when) {
    rung.push(sinks.get(this.context) || 'default')
    heard.push(Math.round(this.frequency.value))
    start.call(this, when)
  }
  Object.assign(window, { shown, plugged, rung, heard, Notification: Shown })
}

async function open(): Promise<Page> {
  const context = await browser.newContext({ permissions: ['microphone'], locale: 'en-GB' })
  await context.addInitScript(computer)
  const page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
  await page.goto(`${host.address}/#/settings/console`)
  await page.locator('[data-state=registered]').waitFor()
  return page
}
const change = async (page: Page, labels: string[]) =>
  page.evaluate((kept) => {
    const all = (window as unknown as { plugged: { label: string }[] }).plugged
    const gone = all.filter(({ label }) => !kept.includes(label))
    for (const each of gone) all.splice(all.indexOf(each), 1)
    if (gone.length === 0)
      all.push(
        ...([
          { kind: 'audioinput', deviceId: 'in-2', label: 'Headset' },
          { kind: 'audiooutput', deviceId: 'out-2', label: 'Headset' },
        ] as never[]),
      )
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
  }, labels)

test('a notification answers without bringing the window to the front or moving the focus', async () => {
  const page = await open()
  await page.getByLabel('Language of this console').focus()
  host.ring()
  await page.getByRole('button', { name: 'Answer' }).waitFor()
  const clicked = await page.evaluate(() => {
    const [first, ...more] = (window as unknown as { shown: { title: string; onclick(event: Event): void }[] }).shown
    const event = new Event('click', { cancelable: true })
    first?.onclick(event)
    return { title: first?.title, more: more.length, prevented: event.defaultPrevented }
  })
  expect(clicked).toEqual({ title: 'Incoming call from 030 12345678', more: 0, prevented: true })
  await page.getByText('Answering…').first().waitFor()
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT')
  await page.context().close()
})

test('a headset is known by its label in another socket; pulled out it is told and replaced, plugged in again it is back', async () => {
  const page = await open()
  const value = (label: string) => page.getByLabel(label, { exact: true }).inputValue()
  await expect.poll(() => value('Microphone')).toBe('in-new')
  expect(await value('Speaker')).toBe('out-new')
  await change(page, ['Desk speaker'])
  await page.getByText(/“Headset” is gone. Microphone: the system’s default/).waitFor()
  await page.getByText(/“Headset” is gone. Speaker: the system’s default/).waitFor()
  await change(page, ['Desk speaker'])
  await page.getByText('“Headset” is back and in use again.').first().waitFor()
  await expect.poll(() => value('Microphone')).toBe('in-2')
  await page.context().close()
})

test('it rings on several devices at once; the one pulled out is passed over and rings again when it is back', async () => {
  const page = await open()
  const ringer = page.getByRole('group', { name: 'Ringer' })
  const headset = ringer.getByRole('checkbox', { name: 'Headset' })
  const desk = ringer.getByRole('checkbox', { name: 'Desk speaker' })
  const rung = async () => {
    await page.evaluate(() => (window as unknown as { rung: string[] }).rung.splice(0))
    await page.getByRole('button', { name: 'Try the ringer' }).click()
    return page.evaluate(() => [...new Set((window as unknown as { rung: string[] }).rung)].sort())
  }
  await desk.waitFor()
  expect([await headset.isChecked(), await desk.isChecked()]).toEqual([false, true])
  expect(await rung()).toEqual(['desk'])
  await headset.check()
  await expect.poll(rung).toEqual(['desk', 'out-new'])
  const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('cordboard.devices') ?? '{}'))
  expect(kept.ringers.map(({ label }: { label: string }) => label)).toEqual(['Desk speaker', 'Headset'])
  await change(page, ['Desk speaker'])
  await page.getByText('“Headset” is gone; it still rings on the others.').waitFor()
  expect(await headset.isChecked()).toBe(true)
  await expect.poll(rung).toEqual(['desk'])
  await change(page, ['Desk speaker'])
  await expect.poll(rung).toEqual(['desk', 'out-2'])
  await headset.uncheck()
  await desk.uncheck()
  await expect.poll(rung).toEqual(['default'])
  await page.context().close()
})

test('before the first call one hears oneself and sees the level', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Hear yourself' }).click()
  const level = page.getByRole('progressbar', { name: 'Microphone level' })
  await level.waitFor({ state: 'attached' })
  await expect.poll(async () => Number(await level.getAttribute('aria-valuenow'))).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Stop' }).click()
  await level.waitFor({ state: 'detached' })
  await page.context().close()
})

test('a tel: link puts its number into the field and asks; it never dials by itself', async () => {
  const page = await open()
  await page.evaluate(() => window.postMessage({ type: 'cordboard-dial', number: '+493055501' }, '*'))
  const number = page.getByLabel('Number', { exact: true })
  await expect.poll(() => number.inputValue()).toBe('+493055501')
  expect(await number.evaluate((field) => field === document.activeElement)).toBe(true)
  expect(await page.getByRole('button', { name: 'Hang up' }).count()).toBe(0)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Hang up' }).waitFor()
  await page.keyboard.press('Alt+x')
  await page.context().close()
})

test('a ringtone and its loudness are heard when chosen, and ring at every computer of that person', async () => {
  const page = await open()
  const heard = (on: Page) => on.evaluate(() => (window as unknown as { heard: number[] }).heard.splice(0))
  const tones = page.getByRole('radiogroup', { name: 'Tone' })
  await page.getByRole('button', { name: 'Play Chime' }).click()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  expect(await heard(page)).toContain(1319)
  expect(await tones.getByRole('radio', { name: 'Classic' }).isChecked()).toBe(true)
  await tones.getByRole('radio', { name: 'Marimba' }).check()
  await page.getByRole('slider', { name: 'Volume' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => host.office.ringing).toEqual({ tone: 'marimba', volume: 65 })
  expect(await heard(page)).toEqual(expect.arrayContaining([523, 2093]))
  await page.context().close()

  const elsewhere = await open()
  expect(await elsewhere.getByRole('radio', { name: 'Marimba' }).isChecked()).toBe(true)
  expect(await elsewhere.getByRole('slider', { name: 'Volume' }).getAttribute('aria-valuenow')).toBe('65')
  host.ring()
  await elsewhere.getByRole('button', { name: 'Answer' }).waitFor()
  expect(await heard(elsewhere)).toEqual(expect.arrayContaining([523, 659, 784]))
  await elsewhere.keyboard.press('Alt+r')
  await elsewhere.context().close()
})

/** A browser that was never asked for notifications; what it is asked is counted. */
function unasked(): void {
  const asked = { count: 0 }
  const browser = {
    permission: 'default',
    async requestPermission() {
      asked.count += 1
      browser.permission = 'granted'
    },
  }
  Object.assign(window, { asked, Notification: browser })
}

test.each([
  { answer: 'Show notifications', asks: 1, kept: 'on' },
  { answer: 'No, thanks', asks: 0, kept: 'off' },
])('who is logged in to a queue is asked once for notifications, with the reason: $answer', async ({ answer, asks, kept }) => {
  const context = await browser.newContext({ permissions: ['microphone'], locale: 'en-GB' })
  await context.addInitScript(unasked)
  const page = await context.newPage()
  page.setDefaultTimeout(pageTimeoutMs)
  const count = () => page.evaluate(() => (window as unknown as { asked: { count: number } }).asked.count)
  const question = page.getByText('See calls while you work in another window?')
  await page.goto(`${host.address}/#/`)
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await page.getByLabel('PIN').waitFor()
  expect(await question.count()).toBe(0)
  await page.getByLabel('PIN').fill('4711')
  await page.keyboard.press('Enter')
  await question.waitFor()
  expect(await count()).toBe(0)
  await page.getByRole('button', { name: answer }).click()
  await question.waitFor({ state: 'detached' })
  expect(await count()).toBe(asks)
  expect(await page.evaluate(() => localStorage.getItem('cordboard.notify'))).toBe(kept)
  await page.reload()
  await page.getByRole('button', { name: 'Log out', exact: true }).waitFor()
  expect(await question.count()).toBe(0)
  await context.close()
})
