// Speech that is kept: the same words by the same voice are spoken once, and converted to what Asterisk plays.
import { createHash } from 'node:crypto'
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SpeechEngine, Utterance } from './engines/engine.ts'
import { SpeechError } from './errors.ts'

const headerBytes = 44
const bytesASecond = 16_000
const longestText = 5000

export type Rendered = { path: string; seconds: number }
type Convert = (bytes: Uint8Array) => Promise<{ wav: Uint8Array; seconds: number }>

/** Renderings under way, so that the same text asked twice is said once. */
const running = new Map<string, Promise<Rendered>>()

/** A telephony WAV of the text: from the folder, else spoken now. Throws SpeechError. */
export async function renderCached(
  engine: SpeechEngine,
  utterance: Utterance,
  given: { cacheFolder: string; convert: Convert },
): Promise<Rendered> {
  const text = utterance.text.trim()
  if (!text) throw new SpeechError('empty', 'There is nothing to say.')
  if (text.length > longestText) throw new SpeechError('tooLong', `A text may have ${longestText} characters.`)
  const { language, voice, speed } = utterance
  const named = [engine.generation, language, voice ?? '', speed, text].join('\0')
  const hash = createHash('sha256').update(named).digest('hex').slice(0, 40)
  const path = join(given.cacheFolder, hash.slice(0, 2), `${hash}.wav`)
  const known = await stat(path).catch(() => undefined)
  if (known && known.size > headerBytes) return { path, seconds: (known.size - headerBytes) / bytesASecond }
  const before = running.get(path)
  if (before) return before
  const work = speakTo(path, engine, { ...utterance, text }, given.convert).finally(() => running.delete(path))
  running.set(path, work)
  return work
}

async function speakTo(path: string, engine: SpeechEngine, said: Utterance, convert: Convert): Promise<Rendered> {
  const bytes = await engine.speak(said)
  const { wav, seconds } = await convert(bytes).catch((error: unknown) => {
    throw new SpeechError('failed', `What was spoken is no sound: ${error instanceof Error ? error.message : String(error)}`)
  })
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, wav, { flush: true }) // or a power cut leaves an empty file that is played for ever
  await rename(`${path}.part`, path)
  return { path, seconds }
}
