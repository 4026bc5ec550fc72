// `npm run walk -- agent|supervisor|manager|newcomer`: plays that day in Chromium on an office with real calls, and keeps a picture of
// each of its moments. To be looked at by a person; docs/walk.md says with which eyes.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { helpFor } from '../../build/help.ts'
import { language } from '../../shared/domain/language.ts'
import { buildConsole } from '../support/builtConsole.ts'
import { agent } from './walk/agent.ts'
import type { Walk } from './walk/day.ts'
import { fridayEvening } from './walk/fridayEvening.ts'
import { newcomer } from './walk/newcomer.ts'
import { supervisor } from './walk/supervisor.ts'

const days: Record<string, (walk: Walk) => Promise<string[]>> = { agent, supervisor, manager: fridayEvening, newcomer }

const usage = `npm run walk -- agent|supervisor|manager|newcomer [options]: plays a day on a real office, with a picture of each moment

  agent        logs in, takes calls, holds, consults, transfers, notes, pauses, misses one, returns a callback, hears a message
  supervisor   watches the queue, listens, whispers, joins, takes a caller, looks at charts, wallboard, call log and story
  manager      changes the menu and publishes it, opening hours and a holiday, a prompt, people, settings
  newcomer     from the one-time link to the first answered call, and a look around an empty office

  --lang <en|de|fr|es|nl>   language of the console (en)
  --look <light|dark>       colours (light)
  --size <width>x<height>   of the window (1440x900)
  --out <folder>            where the pictures go (pictures/walk/<day>)`

helpFor(usage)

function fail(problem: string): never {
  console.error(`${problem}\n\n${usage}`)
  process.exit(1)
}

const options = {
  lang: { type: 'string', default: 'en' },
  look: { type: 'string', default: 'light' },
  size: { type: 'string', default: '1440x900' },
  out: { type: 'string' },
} as const

function given(): { day: string } & Walk {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const [day = ''] = positionals
    const [, width, height] = /^(\d+)x(\d+)$/.exec(values.size) ?? fail(`“${values.size}” is no size.`)
    const { lang, look } = values
    if (!Object.hasOwn(days, day)) fail(day ? `There is no day “${day}”.` : 'Which day?')
    if (!language.safeParse(lang).success) fail(`There is no language “${lang}”.`)
    if (look !== 'light' && look !== 'dark') fail(`“${look}” is neither light nor dark.`)
    const folder = values.out ?? join(import.meta.dirname, '../../pictures/walk', day)
    return { day, folder, language: lang, colorScheme: look, viewport: { width: Number(width), height: Number(height) } }
  } catch (error) {
    return fail((error as Error).message)
  }
}

const { day, ...walk } = given()
await buildConsole(console.log)
console.log(`${day}:`)
const failed = (await days[day]?.(walk)) ?? []
console.log(`pictures in ${walk.folder}`)
for (const each of failed) console.error(`did not go: ${each}`)
process.exit(failed.length > 0 ? 1 : 0)
