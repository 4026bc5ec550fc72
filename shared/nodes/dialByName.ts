// Dial by Name: the caller spells a name on the keypad; the matches are read out, one key each.
import { z } from 'zod'
import { prompt } from '../flow/prompt.ts'
import { field, timer, variableName } from './field.ts'
import { nodeType } from './nodeType.ts'

/** Matches read out at a time, so that one key chooses. */
export const mostMatches = 8

export const dialByName = nodeType({
  schema: z.object({
    directory: field(z.enum(['extensions', 'operators']).default('extensions'), {
      about: 'Everyone with an extension, or those who answer queues only.',
    }),
    letters: field(z.int().min(1).max(12).default(3), { about: 'How many letters are typed at most; `#` ends a shorter name.' }),
    prompt: field(prompt.optional(), { about: 'Absent: what the host says in the caller’s language.' }),
    timeoutMs: timer(8000, 'input'),
    retries: z.int().min(0).max(10).default(2),
    variable: field(variableName({ parts: ['name'] }).default('extension'), {
      about: 'Gets the extension; a Transfer to `{{extension}}` can follow. `extension.name` gets the name.',
    }),
  }),
  about: 'The caller spells a name on the keypad; the matches are read out, one key each.',
  group: 'ask',
  icon: 'addressBook',
  defaults: {},
  ports: () => [{ name: 'found' }, { name: 'none' }],
  waits: true,
  sets: () => ['digits', 'digits.result'],
  summary: (c, { edges }) => edges(['found', 'none']) || `${c.letters} → {{${c.variable}}}`,
})
