// `npm test` (everything) and `npm run test:unit | test:integration | test:e2e | test:desktop [-- filter]`.
// `--nightly` runs the long variants, with `test:faults` those of the transfers as well.
// The last line is always `N passed, M failed`, with `, K skipped` where some could not run on this machine: cases of all kinds, and each
// failed check or missing program as one failure. Tests that passed only when they were tried again are listed before it; more than a few
// of them fail the run.
import { join } from 'node:path'
import { root } from '../build/paths.ts'
import { choose, nodeProblem } from '../build/program.ts'
import { bringAsterisk, bringChromium, bringConsole } from './support/suites/bring.ts'
import { runChecks } from './support/suites/checks.ts'
import { nightlyFaults, nightlyOf } from './support/suites/nightly.ts'
import { runProgram, stopPrograms } from './support/suites/program.ts'
import { type Count, runVitest } from './support/suites/vitest.ts'

type Suite = (filter: readonly string[]) => Promise<Count>

const say = (line: string): void => console.log(line)
const title = (line: string): void => say(`\n== ${line} ==`)
const { nightly, words } = nightlyOf(process.argv.slice(2))
if (nightly) process.env.CORDBOARD_NIGHTLY = '1'
/** More tests than that must not need a second try. */
const mostFlaky = 5
const failed: Count = { passed: 0, failed: 1, skipped: 0 }

/** Runs the suite when everything it needs is there; what is missing is said, and is a failure, never a skip. */
async function having(
  needs: readonly ((say: (line: string) => void) => Promise<void>)[],
  run: () => Promise<Count>,
): Promise<Count> {
  try {
    for (const need of needs) await need(say)
  } catch (error) {
    say(`FAILED ${error instanceof Error ? error.message : String(error)}`)
    return failed
  }
  return run()
}

async function desktop(): Promise<Count> {
  const machine = { env: process.env, platform: process.platform, uid: process.getuid?.() }
  const choice = choose({ electron: join(root, 'node_modules', 'electron'), ...machine })
  if (choice.program === 'headless') {
    say(`DESKTOP SMOKE TEST NOT RUN: ${choice.why}.`)
    return { passed: 0, failed: 0, skipped: 1 }
  }
  const built = await runProgram(process.execPath, [join('build', 'console.ts'), '--desktop'], true)
  return built.code === 0 ? runVitest(['desktop']) : failed
}

/** At night also what hands calls on at random and kills the host meanwhile, which is slow on a real Asterisk. */
function runFaults(filter: readonly string[]): Promise<Count> {
  const all = nightly && filter.length === 0
  return all ? runVitest(['faults', 'integration'], nightlyFaults) : runVitest(['faults'], filter)
}

const suites: Record<string, Suite> = {
  check: async () => ({ passed: 0, failed: await runChecks(say), skipped: 0 }),
  unit: (filter) => runVitest(filter.length > 0 ? ['unit'] : ['arch', 'unit'], filter),
  integration: (filter) => having([bringAsterisk], () => runVitest(['integration'], filter)),
  faults: (filter) => having([bringAsterisk], () => runFaults(filter)),
  e2e: (filter) => having([bringAsterisk, bringChromium, bringConsole], () => runVitest(['e2e'], filter)),
  desktop,
}

async function main([name, ...filter]: readonly string[]): Promise<Count> {
  const problem = nodeProblem(process.versions.node)
  if (problem !== null) {
    say(problem)
    return failed
  }
  const chosen = Object.entries(suites).filter(([suite]) => name === undefined || suite === name)
  if (chosen.length === 0) say(`There is no suite “${name}”: ${Object.keys(suites).join(', ')}.`)
  const sum = { ...(chosen.length === 0 ? failed : { passed: 0, failed: 0, skipped: 0 }), flaky: [] as string[] }
  for (const [suite, run] of chosen) {
    if (stopped !== null) return { ...sum, failed: sum.failed + 1 }
    title(suite)
    const count = await run(filter).catch((error: unknown) => {
      say(error instanceof Error ? (error.stack ?? error.message) : String(error))
      return failed
    })
    sum.passed += count.passed
    sum.failed += count.failed
    sum.skipped += count.skipped
    sum.flaky.push(...(count.flaky ?? []))
  }
  return sum
}

let stopped: string | null = null
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopped = signal
    stopPrograms(signal)
  })
}

const total = await main(words)
const flaky = total.flaky ?? []
if (flaky.length > 0) say(`\n${flaky.length} flaky, passed when tried again:\n${flaky.map((name) => `  ${name}`).join('\n')}`)
const tooFlaky = flaky.length > mostFlaky
if (tooFlaky) say(`FAILED: more than ${mostFlaky} tests are flaky.`)
const failures = total.failed + (tooFlaky ? 1 : 0)
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
say(`\n${total.passed} passed, ${failures} failed${skipped}`)
process.exitCode = failures === 0 ? 0 : 1
