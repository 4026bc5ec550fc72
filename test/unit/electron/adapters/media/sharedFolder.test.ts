import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import WaveFile from 'wavefile'
import { SharedFolderMedia } from '../../../../../electron/adapters/media/sharedFolder.ts'
import { goertzel, readWav, sine } from '../../../../support/phone/signal.ts'

let root: string
let media: SharedFolderMedia

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cordboard-media-'))
  mkdirSync(join(root, 'spool'))
  media = new SharedFolderMedia({ dataFolder: join(root, 'data'), recordingsDir: join(root, 'spool') })
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

function wav(samples: Int16Array | Int16Array[], rate: number): Uint8Array {
  const file = new WaveFile.WaveFile()
  file.fromScratch(Array.isArray(samples) ? samples.length : 1, rate, '16', samples)
  return file.toBuffer()
}
/** MPEG-1 layer III, 128 kbit/s, 44.1 kHz: frames of silence. */
const mp3 = (frames: number): Uint8Array =>
  Buffer.concat(Array.from({ length: frames }, () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413)])))

describe('an upload', () => {
  test('of another rate and two channels becomes telephony sound of the same pitch', async () => {
    const left = Int16Array.from({ length: 44_100 }, (_, i) => 8_000 * Math.sin((2 * Math.PI * 440 * i) / 44_100))
    const { file, seconds } = await media.storePrompt('welcome', 'en', wav([left, left], 44_100))
    expect(seconds).toBeCloseTo(1, 2)
    const stored = readFileSync(media.absolute('prompts', file))
    expect([stored.readUInt16LE(22), stored.readUInt32LE(24), stored.readUInt16LE(34)]).toEqual([1, 8_000, 16])
    expect(goertzel(readWav(stored).subarray(1_000, 5_000), 440)).toBeGreaterThan(0.2)
  })

  test.each([0xffffffff, 0x7ffff000, 0])(
    'that was streamed, its header saying %i bytes, is as long as what follows',
    async (says) => {
      const streamed = Buffer.from(wav(sine(440, 1), 8_000))
      const at = streamed.indexOf('data')
      streamed.writeUInt32LE(says, at + 4)
      const { file, seconds } = await media.storePrompt('streamed', 'en', streamed)
      expect(seconds).toBeCloseTo(1, 2)
      expect(goertzel(readWav(readFileSync(media.absolute('prompts', file))).subarray(1_000, 5_000), 440)).toBeGreaterThan(0.2)
    },
  )

  test('of MP3 is understood', async () => {
    const { seconds } = await media.storePrompt('song', 'en', mp3(50))
    expect(seconds).toBeGreaterThan(1)
  })

  test.each([
    ['no bytes', () => new Uint8Array(), 'empty'],
    ['a text', () => Buffer.from('this is not a sound at all, just words '.repeat(50)), 'notAudio'],
    ['noise', () => Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 251), 'notAudio'],
    ['a WAV header and nothing else', () => Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), 'notAudio'],
    ['a WAV without samples', () => wav(new Int16Array(0), 8_000), 'empty'],
    ['eleven minutes', () => wav(new Int16Array(11 * 60 * 8_000), 8_000), 'tooLong'],
    ['51 MB', () => new Uint8Array(51_000_000), 'tooLarge'],
  ])('which is %s is refused with a code', async (_, bytes, code) => {
    await expect(media.storePrompt('bad', 'en', bytes())).rejects.toMatchObject({ name: 'MediaError', code })
  })
})

test('a prompt is played in the language asked for, else the fallback, else in any; a lost file is null', async () => {
  const { file: en } = await media.storePrompt('p', 'en', wav(sine(440, 0.2), 8_000))
  const { file: de } = await media.storePrompt('p', 'de', wav(sine(880, 0.2), 8_000))
  const prompt = { id: 'p', name: 'P', seconds: 1, variants: { en, de } }
  expect(media.promptUri(prompt, 'de', 'en')).toBe(`sound:${join(root, 'data/prompts', de)}`)
  expect(media.promptUri(prompt, 'fr', 'en')).toBe(`sound:${join(root, 'data/prompts', en)}`)
  await media.remove('prompts', en)
  expect(media.promptUri(prompt, 'fr', 'en')).toBe(`sound:${join(root, 'data/prompts', de)}`)
  await media.remove('prompts', de)
  expect(media.promptUri(prompt, 'fr', 'en')).toBeNull()
})

describe('a recording', () => {
  test('is moved to the data folder, and is found there by a host which asks again', async () => {
    writeFileSync(join(root, 'spool/rec-1.wav'), wav(sine(440, 2), 8_000))
    const kept = await media.storeRecording('rec-1', 'voicemail')
    expect(kept?.seconds).toBeCloseTo(2, 2)
    expect(existsSync(join(root, 'spool/rec-1.wav'))).toBe(false)
    expect(statSync(media.absolute('voicemail', kept?.file ?? '')).size).toBe(44 + 32_000)
    expect(await media.storeRecording('rec-1', 'voicemail')).toEqual(kept)
  })

  test('which is missing or only a header is none', async () => {
    writeFileSync(join(root, 'spool/rec-2.wav'), wav(new Int16Array(0), 8_000))
    expect(await media.storeRecording('rec-2', 'recordings')).toBeNull()
    expect(await media.storeRecording('rec-3', 'recordings')).toBeNull()
  })

  test.each(['../etc/passwd', '/etc/passwd', 'a/../../b', '', '..', 'x\0y'])('by a name like %j is not found', (file) => {
    expect(() => media.absolute('recordings', file)).toThrow(expect.objectContaining({ code: 'notFound' }))
  })
})
