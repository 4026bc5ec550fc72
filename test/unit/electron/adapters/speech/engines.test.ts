// The engines beside the embedded one: a local program, Piper, an HTTP service; what is kept, and what happens when they fail.
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import WaveFile from 'wavefile'
import { convert } from '../../../../../electron/adapters/media/sharedFolder.ts'
import { ChosenSpeech } from '../../../../../electron/adapters/speech/chosen.ts'
import type { HttpRequest, Speech } from '../../../../../electron/engine/ports.ts'
import { type SpeechSettings, speechSettings } from '../../../../../shared/domain/voices.ts'
import { answered, ScriptedHttp } from '../../../../support/scriptedHttp.ts'

let folder: string
let voices: string
let warnings: string[] = []
const said = () => readFile(join(folder, 'said.txt'), 'utf8').then((all) => all.trim().split('\n'))

/** A second of 400 Hz at 22.05 kHz, as an engine would make it. */
function tone(): Buffer {
  const wav = new WaveFile.WaveFile()
  const samples = Int16Array.from({ length: 22_050 }, (_, i) => Math.round(9000 * Math.sin((2 * Math.PI * 400 * i) / 22_050)))
  wav.fromScratch(1, 22_050, '16', samples)
  return Buffer.from(wav.toBuffer())
}
/** A program that writes down how it was called and what it was told, then gives the tone where `to` says. */
async function program(name: string): Promise<string> {
  const path = join(folder, name)
  const lines = [
    '#!/bin/sh',
    `text=$(cat)`,
    `printf '%s | %s\\n' "$*" "$text" >> '${join(folder, 'said.txt')}'`,
    `for last; do :; done; cp '${join(folder, 'tone.wav')}' "$last"`,
  ]
  await writeFile(path, `${lines.join('\n')}\n`)
  await chmod(path, 0o755)
  return path
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-engines-'))
  voices = join(folder, 'voices')
  await mkdir(voices)
  await writeFile(join(folder, 'tone.wav'), tone())
  for (const name of ['en_US-amy-medium.onnx', 'de_DE-thorsten-high.onnx', 'en_US-amy-medium.onnx.json'])
    await writeFile(join(voices, name), '')
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(async () => {
  warnings = []
  await writeFile(join(folder, 'said.txt'), '')
})

const embedded: Speech = {
  render: async ({ text }) => ({ path: `/embedded/${text}`, seconds: 1 }),
  voices: async () => [{ id: 'en-us', language: 'en', name: 'English' }],
  close: async () => {},
}
let caches = 0
type Given = Partial<SpeechSettings> & { voiceFolder?: string }
/** A program is a path here; the machine's file names it. */
function office({ voiceFolder = '', ...settings }: Given, http = new ScriptedHttp(), own: Speech | null = embedded) {
  const all = speechSettings.parse({ ...settings, ...(settings.program ? { program: 'ours' } : {}) })
  const speech = {
    ours: {
      engine: settings.engine === 'piper' ? ('piper' as const) : ('espeak' as const),
      program: settings.program ?? '',
      voiceFolder,
    },
  }
  return new ChosenSpeech({
    embedded: own,
    settings: () => all,
    programs: () => ({ speech, recognisers: {}, as: () => null }),
    http,
    log: { info: () => {}, warn: (message) => warnings.push(message), error: () => {} },
    cacheFolder: join(folder, `cache${++caches}`),
    convert,
  })
}

test('espeak-ng: voice and speed as arguments, the text on standard input, a telephony WAV out of it', async () => {
  const speech = office({ engine: 'espeak', program: await program('espeak'), voices: { de: 'de+f3' }, speed: 1.2 })
  const { path, seconds } = await speech.render({ text: '-v is no option', language: 'de' })
  const wav = new WaveFile.WaveFile(await readFile(path))
  expect(wav.fmt).toMatchObject({ sampleRate: 8000, numChannels: 1, bitsPerSample: 16 })
  expect(seconds).toBeCloseTo(1, 1)
  expect((await said())[0]).toMatch(/^--stdin -v de\+f3 -s 198 -w \S+ \| -v is no option$/)
})
test('the same words by the same voice are spoken once, also when asked twice at once', async () => {
  const speech = office({ engine: 'espeak', program: await program('espeak') })
  const twice = await Promise.all([1, 2].map(() => speech.render({ text: 'Once', language: 'en' })))
  await speech.render({ text: 'Once', language: 'en' })
  await speech.render({ text: 'Once', language: 'en', speed: 2 })
  expect(twice[0]).toEqual(twice[1])
  expect((await said()).length).toBe(2)
})
test('Piper: a model a voice, the length as the speed’s inverse; its voices are the models there are', async () => {
  const speech = office({ engine: 'piper', program: await program('piper'), voiceFolder: voices })
  await speech.render({ text: 'Two\nlines', language: 'en', speed: 2 })
  expect((await said())[0]).toMatch(/^--model \S+en_US-amy-medium\.onnx --length_scale 0\.5 --output_file \S+ \| Two lines$/)
  expect(await speech.voices()).toEqual([
    { id: 'de_DE-thorsten-high', language: 'de', name: 'de DE thorsten high' },
    { id: 'en_US-amy-medium', language: 'en', name: 'en US amy medium' },
  ])
})
test('an HTTP service: asked with text, language, voice and speed; lists its voices', async () => {
  const http = new ScriptedHttp()
  http.answer = ({ url }: HttpRequest) =>
    url.endsWith('/voices')
      ? answered(200, [{ id: 'a', language: 'en', name: 'Ann' }])
      : { result: 'answered', status: 200, headers: {}, body: new Uint8Array(tone()) }
  const speech = office({ engine: 'http', url: 'http://tts/speak/' }, http)
  await speech.render({ text: 'Hi', language: 'fr', voice: 'a', speed: 0.5 })
  expect(http.requests[0]).toMatchObject({ method: 'POST', url: 'http://tts/speak' })
  expect(JSON.parse(http.requests[0]?.body ?? '')).toEqual({ text: 'Hi', language: 'fr', voice: 'a', speed: 0.5 })
  expect(await speech.voices()).toEqual([{ id: 'a', language: 'en', name: 'Ann' }])
})
test('settings that are tried speak for themselves: the embedded voice says nothing in their place', async () => {
  const speech = office({ engine: 'embedded' })
  const tried = speechSettings.parse({ engine: 'http', url: 'http://tts/' })
  await expect(speech.attempt(tried, { text: 'Hi', language: 'en' })).rejects.toThrow('The speech service')
  expect(await speech.attempt(speechSettings.parse({}), { text: 'Hi', language: 'en' })).toMatchObject({ path: '/embedded/Hi' })
})
test('a program that the machine’s file does not name is not run', async () => {
  const speech = office({ engine: 'espeak', program: await program('espeak') })
  const other = speechSettings.parse({ engine: 'espeak', program: '/bin/sh' })
  await expect(speech.attempt(other, { text: 'Hi', language: 'en' })).rejects.toThrow('programs.json names no espeak “/bin/sh”')
  expect(await said()).toEqual([''])
})
test.each<[string, Given]>([
  ['a program that is not there', { engine: 'piper', program: '/nowhere/piper', voiceFolder: '.' }],
  ['a program that fails', { engine: 'espeak', program: '/bin/false' }],
  ['a program that gives no sound', { engine: 'espeak', program: '/bin/true' }],
  ['a service that is not there', { engine: 'http', url: 'http://tts/' }],
])('%s: the embedded voice speaks in its place; without one it is an error', async (_what, settings) => {
  expect(await office(settings).render({ text: 'Hi', language: 'en' })).toEqual({ path: '/embedded/Hi', seconds: 1 })
  expect(warnings).toHaveLength(1)
  await expect(office(settings, undefined, null).render({ text: 'Hi', language: 'en' })).rejects.toMatchObject({
    name: 'SpeechError',
  })
})
