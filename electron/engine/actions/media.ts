// Prompts → what Asterisk can play: stored audio, spoken text, its own sounds, tones and digits.

import { fill } from '../../../shared/domain/template.ts'
import type { Prompt, SimplePrompt } from '../../../shared/flow/prompt.ts'
import { partsOf } from '../../../shared/flow/prompt.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError } from '../session/ends.ts'

/** `ms` bounds the playback's length; null when only Asterisk knows. */
export type Media = { uris: string[]; ms: number | null }

const toneUris = {
  beep: 'sound:beep',
  busy: 'tone:busy',
  ring: 'tone:ring',
  dial: 'tone:dial',
  congestion: 'tone:congestion',
  silence: 'sound:silence/1',
} as const

/** Ready at once when nothing has to be spoken anew, so that the hot path awaits nothing. */
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
      }
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
      return { uris: [toneUris[part.tone]], ms: part.tone === 'beep' ? 1000 : (part.seconds ?? 5) * 1000 }
    case 'audio':
      return storedAudio(call, part.id)
    case 'text':
      return spoken(call, part)
  }
}

function storedAudio(call: Call, id: string): Media {
  const { config, media } = call.exchange
  const prompt = config.prompts.get(id)
  const uri = prompt ? media.promptUri(prompt, call.language, config.settings.language) : null
  if (!prompt || !uri) throw new ConfigurationError('UNKNOWN_PROMPT', `The audio “${id}” is missing.`)
  return { uris: [uri], ms: prompt.seconds * 1000 }
}

function spoken(call: Call, part: Extract<SimplePrompt, { kind: 'text' }>): Media | Promise<Media> {
  const { speech, media, spoken: kept } = call.exchange
  const text = fill(part.variants?.[call.language] ?? part.text, call.read).trim()
  if (text === '') return { uris: [], ms: 0 }
  const key = `${call.language}|${part.voice ?? ''}|${part.speed ?? 1}|${text}`
  const known = kept.get(key)
  if (known) return { uris: [known.uri], ms: known.ms }
  return speech.render({ text, language: call.language, voice: part.voice, speed: part.speed }).then((made) => {
    if (kept.size > 5000) kept.clear()
    const entry = { uri: media.fileUri(made.path), ms: made.seconds * 1000 }
    kept.set(key, entry)
    return { uris: [entry.uri], ms: entry.ms }
  })
}
