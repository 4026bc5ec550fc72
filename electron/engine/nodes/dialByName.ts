// Dial by Name: letters by keypad, then the matches read out, a key each; the extension goes into a variable.
import { z } from 'zod'
import { spelledLike } from '../../../shared/domain/spelling.ts'
import type { SimplePrompt } from '../../../shared/flow/prompt.ts'
import { mostMatches } from '../../../shared/nodes/dialByName.ts'
import type { ConfigOf } from '../../../shared/nodes/index.ts'
import { gatherDigits, promptDigit } from '../actions/collect.ts'
import { type PhraseKey, phrase } from '../actions/phrases.ts'
import { play } from '../actions/play.ts'
import type { Call } from '../session/call.ts'
import { behaviour } from './behaviour.ts'

type Person = { name: string; extension: string }
/** The key for the next page of matches. */
const moreKey = '9'

export const dialByName = behaviour('dialByName', z.object({ tries: z.int() }), async ({ call, config, state, checkpoint }) => {
  for (let tries = state?.tries ?? 0; tries <= config.retries; checkpoint({ tries: ++tries })) {
    const typed = await letters(call, config)
    if (typed === '') continue
    const matches = spelledLike(people(call, config.directory), typed)
    call.trace('names.found', { typed, matches: matches.length })
    if (matches.length === 0) {
      await play(call, phrase(call, 'noSuchName'), { interruptible: true })
      continue
    }
    const chosen = await choose(call, matches, config.timeoutMs)
    if (!chosen) continue
    call.set(config.variable, chosen.extension)
    call.set(`${config.variable}.name`, chosen.name)
    return 'found'
  }
  return 'none'
})

async function letters(call: Call, config: ConfigOf<'dialByName'>): Promise<string> {
  const heard = await gatherDigits(call, config.prompt ?? phrase(call, 'spellName'), {
    maxDigits: config.letters,
    timeoutSeconds: config.timeoutMs / 1000,
  })
  call.set('digits', heard.digits ?? '')
  call.set('digits.result', heard.result)
  // The beginning of a name that nobody ended may be anybody's: it is asked for again.
  return heard.result === 'success' ? heard.digits : ''
}

function people(call: Call, directory: ConfigOf<'dialByName'>['directory']): Person[] {
  const { operators, extensions } = call.office.config
  const all =
    directory === 'operators'
      ? [...operators.values()].map(({ name, extension }) => ({ name, extension }))
      : [...extensions.values()].map(({ name, number }) => ({ name, extension: number }))
  return all.sort((a, b) => a.name.localeCompare(b.name) || a.extension.localeCompare(b.extension))
}

/** Reads the matches out, a page at a time; null when no one was chosen. */
async function choose(call: Call, matches: Person[], timeoutMs: number): Promise<Person | null> {
  const more = matches.length > mostMatches
  for (let from = 0; from < matches.length; from += mostMatches) {
    const page = matches.slice(from, from + mostMatches)
    const said = page.map((person, i) => text(call, 'pressForName', { name: person.name, n: String(i + 1) }))
    const last = from + mostMatches >= matches.length
    if (more && !last) said.push(text(call, 'pressForMore', { n: moreKey }))
    const heard = await promptDigit(call, { kind: 'list', items: said }, { timeoutSeconds: timeoutMs / 1000 })
    if (heard.result !== 'success') return null
    if (heard.digit === moreKey && !last) continue
    return page[Number(heard.digit) - 1] ?? null
  }
  return null
}

const text = (call: Call, key: PhraseKey, values: Record<string, string>): SimplePrompt =>
  phrase(call, key, values) as SimplePrompt
