// A prompt: what a caller hears. Stored audio, text that is spoken, Asterisk's own sounds, tones, digits, or several in a row.
import { z } from 'zod'
import { language } from '../domain/office.ts'
import { field, template } from '../nodes/field.ts'

/** Tones by the office's country as Asterisk's indications know them. */
export const toneName = z.enum(['beep', 'busy', 'ring', 'dial', 'congestion', 'silence'])

export const simplePrompt = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('audio'), id: field(z.string().min(1), { refers: 'prompt' }) }),
  z.object({
    kind: z.literal('text'),
    text: template(z.string().min(1).max(3000)),
    variants: z.partialRecord(language, template(z.string())).optional(),
    voice: z.string().optional(),
    speed: z.number().min(0.5).max(2).optional(),
  }),
  /** A sound that comes with Asterisk, e.g. `vm-goodbye`. */
  z.object({ kind: z.literal('sound'), name: z.string().regex(/^[\w/-]+$/) }),
  z.object({ kind: z.literal('tone'), tone: toneName, seconds: z.number().min(0.05).max(600).optional() }),
  z.object({ kind: z.literal('digits'), digits: template(z.string()) }),
])
export const prompt = field(
  z.union([simplePrompt, z.object({ kind: z.literal('list'), items: z.array(simplePrompt).min(1).max(40) })]),
  { control: 'prompt' },
)
export type SimplePrompt = z.infer<typeof simplePrompt>
export type Prompt = z.infer<typeof prompt>

/** The prompt's parts, in order. */
export const partsOf = (prompt: Prompt): SimplePrompt[] => (prompt.kind === 'list' ? prompt.items : [prompt])
