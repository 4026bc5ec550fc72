// Ringtones fit into their round, are told apart, and are as loud as the slider says.
import { expect, test } from 'vitest'
import { gainOf, ringtones } from '../../../renderer/phone/media/ringtones.ts'
import { ringing, ringtone, usualRinging } from '../../../shared/domain/ringing.ts'

test.each(ringtone.options)('%s ends within its round, with a pause before the next, and within what one hears', (tone) => {
  const { everyMs, notes } = ringtones[tone]
  const lastMs = Math.max(...notes.map(({ atMs, ms }) => atMs + ms))
  expect(everyMs - lastMs).toBeGreaterThanOrEqual(700)
  const all = notes.flatMap(({ frequencies }) => frequencies)
  expect(Math.min(...all)).toBeGreaterThan(300) // a laptop's speaker
  expect(Math.max(...all)).toBeLessThan(5000)
})

test('no two tones are the same', () => {
  const sounds = ringtone.options.map((tone) => JSON.stringify(ringtones[tone].notes))
  expect(new Set(sounds).size).toBe(ringtone.options.length)
})

test('loudness rises with the slider, is never silent and never clips with two frequencies at once', () => {
  const gains = [5, 30, 60, 100].map(gainOf)
  expect(gains).toEqual([...gains].sort((a, b) => a - b))
  expect(gains[0]).toBeGreaterThan(0)
  expect(2 * gainOf(100)).toBeLessThan(1)
  expect(ringing.safeParse({ tone: 'classic', volume: 0 }).success).toBe(false)
  expect(ringing.parse(usualRinging)).toEqual(usualRinging)
})
