// Telephony sound as MP3: real frames that a decoder reads, and nothing but telephony sound.
import { expect, test } from 'vitest'
import WaveFile from 'wavefile'
import { toTelephonyWav } from '../../../../../electron/adapters/media/convert.ts'
import { encodeMp3 } from '../../../../../electron/adapters/media/encodeMp3.ts'
import { goertzel, readWav, sine } from '../../../../support/phone/signal.ts'

function wav(samples: Int16Array, rate = 8000): Uint8Array {
  const file = new WaveFile.WaveFile()
  file.fromScratch(1, rate, '16', samples)
  return file.toBuffer()
}

test('a message keeps its length and its pitch, in a quarter of the bytes', async () => {
  const seconds = 130 // more than the encoder takes at once
  const sound = wav(sine(440, seconds))
  const mp3 = await encodeMp3(sound)
  expect(mp3.length).toBeGreaterThan(seconds * 3000)
  expect(mp3.length).toBeLessThan(sound.length / 3)
  const back = await toTelephonyWav(mp3)
  expect(back.seconds).toBeCloseTo(seconds, 0)
  const samples = readWav(Buffer.from(back.wav))
  for (const at of [2, 60, 120]) {
    const second = samples.subarray(at * 8000, (at + 1) * 8000)
    expect(goertzel(second, 440)).toBeGreaterThan(20 * goertzel(second, 700))
  }
})

test('what is no telephony sound is refused', async () => {
  for (const bytes of [Buffer.from('RIFF the sound'), Buffer.alloc(0), wav(sine(440, 1), 44_100)])
    await expect(encodeMp3(bytes)).rejects.toMatchObject({ code: 'failed' })
})
