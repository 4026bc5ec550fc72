// What people upload, whatever made it, as telephony sound.
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { convert } from '../../../../../electron/adapters/media/sharedFolder.ts'
import { goertzel, readWav } from '../../../../support/phone/signal.ts'

const sample = (ending: string) => readFile(new URL(`../../../../support/sounds/tone.${ending}`, import.meta.url))

test.each(['m4a', 'ogg', 'opus', 'flac', 'aac'])('half a second of 440 Hz in %s stays that', async (ending) => {
  const { wav, seconds } = await convert(await sample(ending))
  expect(Math.abs(seconds - 0.5)).toBeLessThan(0.15)
  const samples = readWav(Buffer.from(wav))
  const middle = samples.subarray(1200, 2800)
  expect(goertzel(middle, 440)).toBeGreaterThan(20 * goertzel(middle, 700))
})

test('what only begins as such a file is refused', async () => {
  const m4a = await sample('m4a')
  const broken = [m4a.subarray(0, 40), Buffer.concat([m4a.subarray(0, 12), Buffer.alloc(3000, 7)]), Buffer.from('OggS and words')]
  for (const bytes of broken) await expect(convert(bytes)).rejects.toMatchObject({ code: 'notAudio' })
})

test('a file that says it is hours long is as long as the sound in it', async () => {
  const flac = await sample('flac')
  // FLAC's STREAMINFO: 36 bits of samples; half a second that says it is eleven hours has still half a second in it.
  const liar = Buffer.from(flac)
  liar.writeUInt32BE(0x3fffffff, 22)
  const { seconds } = await convert(liar)
  expect(seconds).toBeLessThan(1)
})
