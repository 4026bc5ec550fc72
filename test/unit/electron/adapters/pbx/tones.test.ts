// Sounds that are made: what is in the file, as Asterisk plays it.
import { expect, test } from 'vitest'
import WaveFile from 'wavefile'
import { pcmWav, toneWav } from '../../../../../electron/adapters/pbx/config/tones.ts'
import { goertzel, readWav, rms, sine } from '../../../../support/phone/signal.ts'

test('a tone, then silence, in 8 kHz mono of 16 bit', () => {
  const file = Buffer.from(
    toneWav([
      { frequency: 1000, seconds: 0.25 },
      { frequency: 0, seconds: 0.5 },
    ]),
  )
  expect(new WaveFile.WaveFile(file).fmt).toMatchObject({ numChannels: 1, sampleRate: 8000, bitsPerSample: 16, audioFormat: 1 })
  const samples = readWav(file)
  expect(samples).toHaveLength(6000)
  expect(goertzel(samples.subarray(0, 2000), 1000)).toBeCloseTo(0.3, 1)
  expect(rms(samples.subarray(2000))).toBe(0)
})

test('samples come back as they were', () => {
  const samples = sine(440, 0.1)
  expect(readWav(Buffer.from(pcmWav(samples)))).toEqual(samples)
})
