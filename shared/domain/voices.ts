// Voice profiles as backends name them (`en-US-ZiraRUS`), and the voices of this office they stand for.
import { z } from 'zod'
import { type Language, language } from './language.ts'

/** What a profile's name says: the language, and by the given name in it the gender. */
export type Profile = { language: Language | null; gender: 'female' | 'male' | null }

const shape = /^([a-z]{2,3})-(?:[A-Z][A-Za-z]+-)?[A-Z]{2}-([A-Za-z]+)$/
const female =
  /^(zira|jessa|aria|jenny|eva|heather|linda|hazel|susan|catherine|hayley|hedda|katja|helena|laura|hilda|hortense|julie|caroline|harmonie|hanna|elena|elsa|maria|heloisa|lucia|ayumi|haruka|heami|tracy|yating|huihui|yaoyao|kalpana|naayf|irina|paulina|sabina|iveta|lotte|colette|denise)/i
const male =
  /^(benjamin|guy|david|mark|george|ryan|sean|ravi|stefan|michael|karsten|jakob|conrad|pablo|raul|jorge|paul|claude|guillaume|henri|ichiro|danny|zhiwei|kangkang|hemant|pavel|frank|maarten|daniel|cosimo|filip|jan)/i

/** Null for what is no profile's name. */
export function profileOf(name: string): Profile | null {
  const [, tag, voice = ''] = shape.exec(name) ?? []
  if (!tag) return null
  const known = language.safeParse(tag)
  return {
    language: known.success ? known.data : null,
    gender: female.test(voice) ? 'female' : male.test(voice) ? 'male' : null,
  }
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
