// What the tests on real telephony need: Asterisk, Chromium, the built console. Each is found, or brought with progress, before the first
// test. What cannot be had fails each file that needs it, with advice; it is never skipped.
import type { TestProject } from 'vitest/node'
import { acquireAsterisk } from '../../../electron/adapters/pbx/acquire/asterisk.ts'
import type { Progress } from '../../../electron/adapters/pbx/acquire/debian.ts'
import { acquireChromium } from '../../../electron/adapters/pbx/acquire/programs.ts'
import { buildConsole } from '../builtConsole.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Why the programs that these tests need cannot be had; null when they are there. */
    missing: string | null
  }
}

const say = (line: string): void => console.log(line)
const needed: Record<string, (() => Promise<void>)[]> = {
  integration: [bringAsterisk],
  existing: [bringAsterisk],
  faults: [bringAsterisk],
  e2e: [bringAsterisk, bringChromium, () => buildConsole(say)],
  desks: [bringAsterisk, bringChromium, () => buildConsole(say)],
}

/** Vitest's set-up of a project. */
export default async function bring(project: TestProject): Promise<void> {
  let missing: string | null = null
  try {
    for (const one of needed[project.name] ?? []) await one()
  } catch (error) {
    missing = error instanceof Error ? error.message : String(error)
    say(`FAILED ${missing}`)
  }
  project.provide('missing', missing)
}

/** Throws with advice where no Asterisk can be had. */
async function bringAsterisk(): Promise<void> {
  const { version, origin, command } = await acquireAsterisk({ onProgress: progressLines() })
  say(`Asterisk ${version} (${origin}): ${command.at(-1)}`)
}

/** Throws with advice where no Chromium can be had. */
async function bringChromium(): Promise<void> {
  const { executablePath } = await acquireChromium({ onProgress: progressLines() }).catch((error: Error) => {
    throw new Error(`No Chromium: ${error.message}. Install one so that \`chromium\` is on PATH.`, { cause: error })
  })
  say(`Chromium: ${executablePath}`)
}

/** One line a step, not one a percent. */
function progressLines(): (progress: Progress) => void {
  let last = ''
  return ({ step, message }) => {
    if (step !== last && step !== 'search') say(message)
    last = step
  }
}
