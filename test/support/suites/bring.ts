// What the tests on real telephony need: Asterisk, Chromium, the built console. Each is found, or brought with progress.
import { join } from 'node:path'
import { consoleFolder, root } from '../../../build/paths.ts'
import { isStale } from '../../../build/stale.ts'
import { acquireAsterisk } from '../../../electron/adapters/pbx/acquire/asterisk.ts'
import type { Progress } from '../../../electron/adapters/pbx/acquire/debian.ts'
import { acquireChromium } from '../../../electron/adapters/pbx/acquire/programs.ts'
import { runProgram } from './program.ts'

type Say = (line: string) => void

/** Throws with advice where no Asterisk can be had. */
export async function bringAsterisk(say: Say): Promise<void> {
  const { version, origin, command } = await acquireAsterisk({ onProgress: progressLines(say) })
  say(`Asterisk ${version} (${origin}): ${command.at(-1)}`)
}

/** Throws with advice where no Chromium can be had. */
export async function bringChromium(say: Say): Promise<void> {
  const { executablePath } = await acquireChromium({ onProgress: progressLines(say) }).catch((error: Error) => {
    throw new Error(`No Chromium: ${error.message}. Install one so that \`chromium\` is on PATH.`, { cause: error })
  })
  say(`Chromium: ${executablePath}`)
}

/** Builds the console when it is older than its sources. Throws when it cannot be built. */
export async function bringConsole(say: Say): Promise<void> {
  const sources = ['renderer', 'shared', 'build'].map((folder) => join(root, folder))
  if (!isStale(join(consoleFolder, 'index.html'), sources)) return
  say('Building the console …')
  const { code, output } = await runProgram(process.execPath, [join('build', 'console.ts')], false)
  if (code !== 0) throw new Error(`The console could not be built:\n${output}`)
}

/** One line a step, not one a percent. */
function progressLines(say: Say): (progress: Progress) => void {
  let last = ''
  return ({ step, message }) => {
    if (step !== last && step !== 'search') say(message)
    last = step
  }
}
