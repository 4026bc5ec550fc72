// Voice profiles as backends name them (`en-US-ZiraRUS`), and the voices of this office they stand for.
import { z } from 'zod'
import { type Language, language } from './language.ts'
import { type Gender, genderOfLetter, genderOfName, genderOfStar } from './voiceNames.ts'

/** What a profile's name says: the language, and by the given name or the letter in it the gender. */
export type Profile = { language: Language | null; gender: Gender | null }

/** Language, script where it matters, region; then the voice. */
const shape = /^([a-z]{2,3})-(?:[A-Z][a-z]{3}-)?([A-Z]{2})-([\p{L}\d]+(?:-[\p{L}\d]+)*)$/u
/** `Standard-A`, `Neural2-C`, `Chirp-HD-F`. */
const byLetter = /^(?:Standard|Wavenet|Neural2|News|Studio|Polyglot|Casual|Journey|Chirp-HD)-([A-Z]{1,2})$/
const byStar = /^Chirp3-HD-([A-Za-z]+)$/
/** `ZiraRUS`, `Aria24kRUS`, `EmilyNeural`, `Kangkang-Apollo`, `Emma`: what follows the name is the make of the voice. */
const byName =
  /^(\p{L}+?)(?:24k)?(?:RUS|(?:Turbo)?(?:Multilingual)?(?:Neural|HD)?)(?:-(?:Apollo|Neural|Standard|Generative|Long-Form))?$/u

const nameOf = (type: 'language' | 'region', code: string) => new Intl.DisplayNames(['en'], { type, fallback: 'none' }).of(code)
const isLocale = (tag: string, region: string) =>
  nameOf('language', tag) !== undefined && region !== 'ZZ' && nameOf('region', region) !== undefined

/** What is known of a published voice's profile; null for every other name. */
export function profileOf(name: string): Profile | null {
  const [, tag = '', region = '', voice = ''] = shape.exec(name) ?? []
  if (tag === '' || !isLocale(tag, region)) return null
  const known = language.safeParse(tag)
  const profile = (gender: Gender | null): Profile => ({ language: known.success ? known.data : null, gender })
  const letter = byLetter.exec(voice)?.[1]
  if (letter) return profile(genderOfLetter(`${tag}-${region}`, letter))
  const gender = genderOfStar(byStar.exec(voice)?.[1] ?? '') ?? genderOfName(tag, byName.exec(voice)?.[1] ?? '')
  return gender === null ? null : profile(gender)
}

/** A sentence to hear a voice by, in its own language. */
export const voiceSamples: Record<Language, string> = {
  en: 'This is how callers hear the office.',
  de: 'So hören Anrufer das Büro.',
  nl: 'Zo horen bellers het kantoor.',
  fr: 'Voici comment les appelants entendent le bureau.',
  es: 'Así oyen la oficina quienes llaman.',
}

/** How the office speaks and listens; edited in the settings. */
export const speechSettings = z.object({
  engine: z.enum(['embedded', 'espeak', 'piper', 'http']).default('embedded'),
  /** A local engine's program by its name in the machine's `programs.json`; empty: found by the engine's own name. */
  program: z.string().max(500).default(''),
  url: z.string().max(2000).default(''),
  /** A voice a language; without one the engine's own choice. */
  voices: z.partialRecord(language, z.string().max(200)).default({}),
  speed: z.number().min(0.5).max(2).default(1),
  /** Profile → voice, where its name alone does not say enough. */
  profiles: z.record(z.string(), z.string()).default({}),
  recogniser: z.enum(['none', 'vosk', 'program']).default('none'),
  recogniserUrl: z.string().max(2000).default(''),
  /** The program that listens, by its name in `programs.json`. */
  recogniserProgram: z.string().max(60).default(''),
  /** Voicemail messages are written down. */
  transcribe: z.boolean().default(false),
})
export type SpeechSettings = z.infer<typeof speechSettings>
