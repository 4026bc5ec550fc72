// The last lines of each run: the tests that passed only when they were tried again, those that could not run on this machine and why, then
// `N passed, M failed`, and `, K skipped` where there are such. A file, or a run, that failed without naming a test is one failure. More than a few flaky tests
// are a failure as well.
import { relative } from 'node:path'
import type { Reporter, TestCase, TestModule, TestRunEndReason } from 'vitest/node'
import { root } from '../../../build/paths.ts'
import { notRun } from './describeUnless.ts'

/** More tests than that must not need a second try. */
const mostFlaky = 5

/** `notRun`: the tests that were skipped with a reason, and the reason. */
export type Totals = { passed: number; failed: number; skipped: number; flaky: string[]; notRun: string[] }

/** Counts cases of all kinds. `brokenRuns`: errors outside any test, and a run that was interrupted. */
export function totals(modules: Iterable<TestModule>, brokenRuns: number): Totals {
  const sum: Totals = { passed: 0, failed: brokenRuns, skipped: 0, flaky: [], notRun: [] }
  for (const module of modules) {
    const failedBefore = sum.failed
    for (const test of module.children.allTests()) {
      const result = test.result()
      if (result.state === 'passed') sum.passed++
      else if (result.state === 'failed') sum.failed++
      else sum.skipped++
      if (test.diagnostic()?.flaky) sum.flaky.push(named(test))
      if (result.state !== 'skipped') continue
      if (result.note) sum.notRun.push(`${named(test)}: ${result.note}`)
      else if (test.fullName.includes(notRun)) sum.notRun.push(named(test))
    }
    if (module.state() === 'failed' && sum.failed === failedBefore) sum.failed++
  }
  if (sum.passed + sum.failed + sum.skipped === 0) sum.failed = 1
  if (sum.flaky.length > mostFlaky) sum.failed++
  return sum
}

const named = (test: TestCase): string => `${relative(root, test.module.moduleId)} > ${test.fullName}`

/** The last lines. */
export function lastLines({ passed, failed, skipped, flaky, notRun }: Totals): string[] {
  const listed = (title: string, names: string[]) => (names.length > 0 ? [title, ...names.map((name) => `  ${name}`)] : [])
  const tooMany = flaky.length > mostFlaky ? [`FAILED: more than ${mostFlaky} tests are flaky.`] : []
  return [
    ...listed('NOT RUN on this machine:', notRun),
    ...listed(`${flaky.length} flaky, passed when tried again:`, flaky),
    ...tooMany,
    '',
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  ]
}

export default class LastLinesReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    const sum = totals(modules, errors.length + (reason === 'interrupted' ? 1 : 0))
    // The default reporter's summary is written at the end of the run as well, and comes first.
    process.on('exit', () => console.log(lastLines(sum).join('\n')))
    if (sum.failed > 0) process.exitCode = 1
  }
}
