// What a script's actions take, checked: the words of docs/spec/actions.md. `signal` is taken out by the script's own process.
import { z } from 'zod'
import { streamDirection, streamRate } from '../../../shared/domain/stream.ts'
import { type Prompt, prompt, simplePrompt } from '../../../shared/flow/prompt.ts'

const sound = z
  .union([prompt, z.array(simplePrompt).min(1).max(40)])
  .transform((value): Prompt => (Array.isArray(value) ? { kind: 'list', items: value } : value))
const seconds = z.number().min(0.1).max(3600)
const options = <S extends z.ZodRawShape>(shape: S) => z.preprocess((value) => value ?? {}, z.object(shape).partial())
const words = z.record(z.string(), z.string())
const keys = z.string().regex(/^[0-9*#]*$/)
/** The id of a leg that answered. */
const leg = z.string()

export const scriptArguments = {
  answer: z.tuple([]),
  play: z.tuple([sound, options({ interruptible: z.boolean(), on: leg })]),
  promptDigit: z.tuple([sound, options({ timeoutSeconds: seconds, interruptible: z.boolean() })]),
  gatherDigits: z.tuple([
    sound,
    options({
      maxDigits: z.int().min(1).max(100),
      terminationDigits: keys,
      timeoutSeconds: seconds,
      interDigitSeconds: seconds,
      interruptible: z.boolean(),
    }),
  ]),
  dial: z.tuple([
    z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(20)]),
    options({ callerId: z.string().max(60), ringTimeoutSeconds: seconds }),
  ]),
  connect: z.tuple([leg, options({ record: z.boolean(), with: leg })]),
  record: z.tuple([
    options({
      timeLimitSeconds: seconds,
      silenceSeconds: seconds,
      /** Part of the file's name, which is unique all the same. */
      fileName: z.string().regex(/^[\w-]{1,60}$/, 'letters, digits, - and _ only, at most 60'),
      terminationDigits: keys,
      playBeep: z.boolean(),
      on: leg,
    }),
  ]),
  reject: z.tuple([z.enum(['busy', 'temporarilyUnavailable', 'declined']).default('busy')]),
  hangup: z.tuple([]),
  pause: z.tuple([seconds]),
  busy: z.tuple([]),
  startStream: z.tuple([
    z.string().max(2000),
    options({
      name: z.string().max(60),
      direction: streamDirection,
      metadata: words,
      headers: words,
      sampleRate: streamRate,
    }),
  ]),
  stopStream: z.tuple([z.string().max(60).optional()]),
} as const
export type ScriptArguments = typeof scriptArguments
