// Menu: one port a key or sequence. The timer starts after the prompt; invalid and timeout are counted apart; barge-in.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { field, timer } from './field.ts'
import { joined, nodeType } from './nodeType.ts'
import { promptSummary } from './promptSummary.ts'

/** How long "2" waits for more where "21" exists as well. */
export const sequenceWaitMs = 4000

export const menu = nodeType({
  schema: z.object({
    prompt,
    keys: field(
      z
        .array(z.string().regex(/^[0-9*#]{1,8}$/))
        .min(1)
        .max(40),
      { control: 'keys', distinct: 'A key stands twice in this menu.', about: 'Keys or sequences of keys; one port each.' },
    ),
    timeoutMs: timer(8000, 'input'),
    retries: field(z.int().min(0).max(10).default(2), { about: 'Wrong keys and silence are counted apart.' }),
    invalidPrompt: prompt.optional(),
    timeoutPrompt: prompt.optional(),
  }),
  about: 'Plays a prompt and leaves by the key that the caller presses, also during the prompt.',
  group: 'ask',
  icon: 'dialpad',
  defaults: { prompt: { kind: 'text', text: 'Press 1 for sales.' }, keys: ['1'] },
  ports: (c) => [...new Set(c.keys)].map((name) => ({ name })).concat([{ name: 'invalid' }, { name: 'timeout' }]),
  waits: true,
  sets: () => ['digits'],
  summary: (c, names) => joined(names.press([...new Set(c.keys)]), promptSummary(c.prompt, names)),
})
