// A program of its own: reads commands as JSON lines from standard input, speaks with espeak-ng into WAV files.
// espeak-ng is GPL-3.0 (see NOTICE) and optional; nothing of it is loaded into the host.

import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import WaveFile from 'wavefile'
import { lineReader, type SpeechCommand, type SpeechReply } from './lines.ts'

/** The part of espeak-ng's worker which is used. */
interface Espeak {
  set_voice(name: string): number
  set_rate(wordsPerMinute: number): void
  get_samplerate(): number
  list_voices(): { name: string; identifier: string; languages: { name: string }[] }[]
  synthesize(text: string, onAudio: (samples: Int16Array) => boolean): void
}

const RATE = 8_000
const WORDS_PER_MINUTE = 165
/** Below this a sample counts as silence before the first sound. */
const QUIET = 200
const LEAD_SAMPLES = 80
const TAIL_SAMPLES = 800

const LANGUAGES = /^(en|de|nl|fr|es)(-|$)/

const espeak = await load()
let queue = Promise.resolve()
process.stdin.on(
  'data',
  lineReader((line) => {
    const command = JSON.parse(line) as SpeechCommand
    queue = queue.then(() => answer(command))
  }),
)
process.stdin.on('end', () => process.exit(0))

async function load(): Promise<Espeak> {
  const name = '@echogarden/espeak-ng-emscripten'
  const { default: make } = (await import(name)) as {
    default: (options: object) => Promise<{ eSpeakNGWorker: new () => Espeak | Promise<Espeak> }>
  }
  const data = packedData(name)
  const module = await make(data ? { getPreloadedPackage: () => data } : {})
  return await new module.eSpeakNGWorker()
}

/** Its voices, where they are packed, as in the desktop app’s package; null: it finds them itself. */
function packedData(name: string): ArrayBuffer | null {
  const packed = join(dirname(createRequire(import.meta.url).resolve(name)), 'espeak-ng.data.gz')
  if (!existsSync(packed)) return null
  const { buffer, byteOffset, byteLength } = gunzipSync(readFileSync(packed))
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
}

async function answer(command: SpeechCommand): Promise<void> {
  const { id } = command
  try {
    if (command.do === 'voices') say({ id, ok: true, voices: voices() })
    else say({ id, ok: true, seconds: await render(command) })
  } catch (error) {
    say({ id, ok: false, error: (error as Error).message })
  }
}

const say = (reply: SpeechReply): boolean => process.stdout.write(`${JSON.stringify(reply)}\n`)

function voices() {
  return espeak.list_voices().flatMap(({ name, languages }) => {
    const language = languages[0]?.name ?? ''
    return LANGUAGES.test(language) ? [{ id: language, language: language.slice(0, 2), name }] : []
  })
}

async function render({ text, voice, speed, path }: Extract<SpeechCommand, { do: 'render' }>): Promise<number> {
  if (espeak.set_voice(voice) !== 0) throw new Error(`there is no voice ${voice}`)
  espeak.set_rate(Math.round(Math.min(3, Math.max(0.5, speed)) * WORDS_PER_MINUTE))
  const chunks: Int16Array[] = []
  espeak.synthesize(text, (samples) => {
    if (samples?.length) chunks.push(samples)
    return false // go on
  })
  const wav = trimmed(resampled(joined(chunks), espeak.get_samplerate()))
  if (wav.length === 0) throw new Error('nothing was said')
  const file = new WaveFile.WaveFile()
  file.fromScratch(1, RATE, '16', wav)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, file.toBuffer(), { flush: true })
  await rename(`${path}.part`, path)
  return wav.length / RATE
}

function joined(chunks: Int16Array[]): Int16Array {
  const all = new Int16Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

function resampled(samples: Int16Array, rate: number): Int16Array {
  const file = new WaveFile.WaveFile()
  file.fromScratch(1, rate, '16', samples)
  file.toSampleRate(RATE)
  return Int16Array.from(file.getSamples(false, Int16Array) as unknown as Int16Array)
}

// A caller hears the prompt at once: silence in front is cut to 10 ms, at the end to 100 ms.
function trimmed(samples: Int16Array): Int16Array {
  const first = samples.findIndex((sample) => Math.abs(sample) > QUIET)
  if (first < 0) return samples.subarray(0, 0)
  const last = samples.findLastIndex((sample) => Math.abs(sample) > QUIET)
  return samples.slice(Math.max(0, first - LEAD_SAMPLES), Math.min(samples.length, last + TAIL_SAMPLES))
}
