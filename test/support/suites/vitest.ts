// Runs one of Vitest's projects (vitest.config.ts) with its output as it comes, and counts.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flakyFile } from './flakyReporter.ts'
import { runProgram } from './program.ts'

/** `skipped`: what could not run on this machine; each says why. `flaky`: what passed only when it was tried again. */
export type Count = { passed: number; failed: number; skipped: number; flaky?: readonly string[] }

const flakyReporter = join(import.meta.dirname, 'flakyReporter.ts')

/** The part of Vitest's JSON report that is read. */
type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests?: number
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[]
}

/**
 * `words` go to Vitest as they are: parts of file names, `-t <part of a test's name>`. `reporter` `dot` tells failures only.
 * Never rejects.
 */
export async function runVitest(
  projects: readonly string[],
  words: readonly string[] = [],
  reporter: 'default' | 'dot' = 'default',
): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-tests-'))
  const file = join(folder, 'report.json')
  const chosen = projects.map((project) => `--project=${project}`)
  const flaky = join(folder, 'flaky')
  const reporters = [`--reporter=${reporter}`, '--reporter=json', `--outputFile.json=${file}`, `--reporter=${flakyReporter}`]
  try {
    const { code } = await runProgram('vitest', ['run', ...chosen, ...reporters, ...words], true, { [flakyFile]: flaky })
    const count = counted(await readFile(file, 'utf8').catch(() => ''), code)
    return { ...count, flaky: (await readFile(flaky, 'utf8').catch(() => '')).split('\n').filter(Boolean) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Cases, and one failure for each file that failed as a whole; a run that fails without naming a test is one failure. */
export function counted(text: string, code: number): Count {
  const report = text === '' ? null : (JSON.parse(text) as Report)
  const passed = report?.numPassedTests ?? 0
  const broken = (report?.testResults ?? []).filter(
    (result) => result.status === 'failed' && !result.assertionResults.some((one) => one.status === 'failed'),
  ).length
  const failed = (report?.numFailedTests ?? 0) + broken
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: report?.numPendingTests ?? 0 }
}
