// Prompts → what Asterisk can play: stored audio, spoken text, its own sounds, tones and digits.

import { fill } from '../../../shared/domain/template.ts'
import type { Prompt, SimplePrompt } from '../../../shared/flow/prompt.ts'
import { partsOf } from '../../../shared/flow/prompt.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError } from '../session/callErrors.ts'

/**
 * `ms` bounds the playback's length; null when only Asterisk knows. `tones`: which of the URIs never end by themselves, and for how
 * long each is to be heard, ms. `instead`: Asterisk's own sound for the purpose, heard where this cannot be played.
 */
export type Media = { uris: string[]; ms: number | null; tones?: Record<number, number>; instead?: string }

const toneUris = {
  beep: 'sound:beep',
  busy: 'tone:busy',
  ring: 'tone:ring',
  dial: 'tone:dial',
  congestion: 'tone:congestion',
  silence: 'sound:silence/1',
} as const

/** Ready at once when all speech is rendered, so that the hot path awaits nothing. */
export function mediaOf(call: Call, prompt: Prompt): Media | Promise<Media> {
  const parts = partsOf(prompt)
  const ready = parts.map((part) => partOf(call, part))
  return ready.some((part) => part instanceof Promise) ? Promise.all(ready).then(joined) : joined(ready as Media[])
}

function joined(parts: Media[]): Media {
  return parts.length === 1 && parts[0]
    ? parts[0]
    : {
        uris: parts.flatMap((p) => p.uris),
        ms: parts.reduce<number | null>((sum, p) => (sum === null || p.ms === null ? null : sum + p.ms), 0),
        tones: tonesOf(parts),
      }
}

const toneFor = (tone: keyof typeof toneUris, ms: number): Media => ({ uris: [toneUris[tone]], ms, tones: { 0: ms } })

/** Where the tones stand once the parts are one. */
function tonesOf(parts: Media[]): Record<number, number> {
  let at = 0
  const tones: Record<number, number> = {}
  for (const part of parts) {
    for (const [i, ms] of Object.entries(part.tones ?? {})) tones[at + Number(i)] = ms
    at += part.uris.length
  }
  return tones
}

function partOf(call: Call, part: SimplePrompt): Media | Promise<Media> {
  switch (part.kind) {
    case 'sound':
      return { uris: [`sound:${part.name}`], ms: null }
    case 'digits': {
      const digits = fill(part.digits, call.read).replace(/[^\d*#]/g, '')
      return digits === '' ? { uris: [], ms: 0 } : { uris: [`digits:${digits}`], ms: digits.length * 1500 }
    }
    case 'tone':
      if (part.tone === 'silence')
        return {
          uris: Array.from({ length: Math.max(1, Math.round(part.seconds ?? 1)) }, () => 'sound:silence/1'),
          ms: (part.seconds ?? 1) * 1000,
        }
      return part.tone === 'beep' ? { uris: [toneUris.beep], ms: 1000 } : toneFor(part.tone, (part.seconds ?? 5) * 1000)
    case 'audio':
      return storedAudio(call, part.id)
    case 'text':
      return spoken(call, part)
  }
}

function storedAudio(call: Call, id: string): Media {
  const { config } = call.office
  const { media } = call.sound
  const prompt = config.prompts.get(id)
  const uri = prompt ? media.promptUri(prompt, call.language, config.settings.language) : null
  if (!prompt || !uri) throw new ConfigurationError('UNKNOWN_PROMPT', `The audio “${id}” is missing.`)
  return { uris: [uri], ms: prompt.seconds * 1000 }
}

function spoken(call: Call, part: Extract<SimplePrompt, { kind: 'text' }>): Media | Promise<Media> {
  return said(call, fill(part.variants?.[call.language] ?? part.text, call.read), { voice: part.voice, speed: part.speed })
}

/** Text as it stands, spoken; at once when it was said before. Rejects with what text-to-speech says. */
export function said(
  call: Call,
  asked: string,
  how: { voice?: string | undefined; speed?: number | undefined; language?: Call['language'] | undefined },
): Media | Promise<Media> {
  const { speech, media, spoken: kept } = call.sound
  const text = asked.trim()
  if (text === '') return { uris: [], ms: 0 }
  const language = how.language ?? call.language
  const key = `${language}|${how.voice ?? ''}|${how.speed ?? 1}|${text}`
  const known = kept.get(key)
  if (known) return { uris: [known.uri], ms: known.ms }
  return speech.render({ text, language, voice: how.voice, speed: how.speed }).then((made) => {
    if (kept.size > 5000) kept.clear()
    const entry = { uri: media.fileUri(made.path), ms: made.seconds * 1000 }
    kept.set(key, entry)
    return { uris: [entry.uri], ms: entry.ms }
  })
}
