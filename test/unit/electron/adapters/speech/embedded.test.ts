import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EmbeddedSpeech } from '../../../../../electron/adapters/speech/embedded.ts'
import { readWav, rms } from '../../../../support/phone/signal.ts'

let folder: string
let speech: EmbeddedSpeech

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-speech-'))
  speech = new EmbeddedSpeech({ cacheFolder: folder })
})

afterAll(async () => {
  await speech.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a rendered text', () => {
  test('is a telephony WAV which begins to speak at once', async () => {
    const { path, seconds } = await speech.render({ text: 'Press one for sales.', language: 'en' })
    const file = readFileSync(path)
    expect([file.readUInt16LE(22), file.readUInt32LE(24), file.readUInt16LE(34)]).toEqual([1, 8_000, 16])
    const samples = readWav(file)
    expect(samples.length / 8_000).toBeCloseTo(seconds, 3)
    expect(seconds).toBeGreaterThan(0.7)
    expect(rms(samples.subarray(0, 800))).toBeGreaterThan(0.005)
  })

  test('is rendered once, also when asked for twice at the same time', async () => {
    const request = { text: 'Guten Tag', language: 'de' as const }
    const [first, second] = await Promise.all([speech.render(request), speech.render(request)])
    expect(first).toEqual(second)
    const third = await speech.render(request)
    expect(third.path).toBe(first.path)
    expect(third.seconds).toBeCloseTo(first.seconds, 3)
  })

  test('differs by language and speed', async () => {
    const text = 'Restaurant Orange'
    const made = await Promise.all([
      speech.render({ text, language: 'en' }),
      speech.render({ text, language: 'fr' }),
      speech.render({ text, language: 'en', speed: 2 }),
    ])
    expect(new Set(made.map(({ path }) => path)).size).toBe(3)
    expect(made[2].seconds).toBeLessThan(made[0].seconds)
  })
})

test('nothing to say, too much to say and an unknown voice are errors with a code', async () => {
  await expect(speech.render({ text: '  ', language: 'en' })).rejects.toMatchObject({ code: 'empty' })
  await expect(speech.render({ text: 'a'.repeat(6_000), language: 'en' })).rejects.toMatchObject({ code: 'tooLong' })
  await expect(speech.render({ text: 'hi', language: 'en', voice: 'klingonish' })).rejects.toMatchObject({ code: 'failed' })
})

test('who does not want to wait any more does not', async () => {
  const abort = AbortSignal.abort()
  await expect(speech.render({ text: 'never mind', language: 'en' }, abort)).rejects.toMatchObject({ code: 'aborted' })
})

test('there is a voice for each language', async () => {
  const languages = new Set((await speech.voices()).map(({ language }) => language))
  expect([...languages].sort()).toEqual(['de', 'en', 'es', 'fr', 'nl'])
})

describe('a speech program', () => {
  const program = (source: string): string => {
    const path = join(folder, `program-${Math.random().toString(36).slice(2)}.mjs`)
    writeFileSync(path, source)
    return path
  }

  test('which ends is an error, and is started again for the next text', async () => {
    const broken = new EmbeddedSpeech({
      cacheFolder: folder,
      program: program('process.stdin.once("data", () => process.exit(3))'),
    })
    await expect(broken.render({ text: 'one', language: 'en' })).rejects.toMatchObject({ code: 'failed' })
    await expect(broken.render({ text: 'two', language: 'en' })).rejects.toMatchObject({ code: 'failed' })
    await broken.close()
  })

  test('which never answers is given up', async () => {
    const stuck = new EmbeddedSpeech({ cacheFolder: folder, timeoutMs: 100, program: program('process.stdin.resume()') })
    await expect(stuck.render({ text: 'one', language: 'en' })).rejects.toMatchObject({ code: 'timeout' })
    await stuck.close()
  })

  test('which lacks its package says that speech is not installed', async () => {
    const missing = new EmbeddedSpeech({ cacheFolder: folder, program: join(folder, 'no-such-program.mjs') })
    await expect(missing.voices()).rejects.toMatchObject({ code: 'unavailable' })
    await missing.close()
  })
})
