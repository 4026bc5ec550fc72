// The last lines of a test run: what is counted, what is a failure.
import { expect, test } from 'vitest'
import type { TestCase, TestModule } from 'vitest/node'
import { lastLines, totals } from '../../support/runner/reporter.ts'

type Case = { name?: string; state: 'passed' | 'failed' | 'skipped'; note?: string; flaky?: boolean }

const moduleOf = (state: 'passed' | 'failed', ...cases: Case[]): TestModule => {
  const module = { moduleId: '/a/b.test.ts', state: () => state }
  const all = cases.map(({ name = 'a case', state: result, note, flaky = false }) => ({
    module,
    fullName: name,
    result: () => ({ state: result, note }),
    diagnostic: () => ({ flaky }),
  }))
  return { ...module, children: { allTests: () => all as unknown as TestCase[] } } as unknown as TestModule
}
const passed: Case = { state: 'passed' }
const last = (modules: TestModule[], brokenRuns = 0) => lastLines(totals(modules, brokenRuns)).at(-1)

test.each<[string, TestModule[], number, string]>([
  [
    'cases of all kinds',
    [moduleOf('failed', passed, { state: 'failed' }, { state: 'skipped' })],
    0,
    '1 passed, 1 failed, 1 skipped',
  ],
  ['nothing skipped', [moduleOf('passed', passed), moduleOf('passed', passed)], 0, '2 passed, 0 failed'],
  ['a file that failed as a whole', [moduleOf('failed', passed), moduleOf('passed', passed)], 0, '2 passed, 1 failed'],
  ['an error outside any test', [moduleOf('passed', passed)], 1, '1 passed, 1 failed'],
  ['a run that found nothing', [], 0, '0 passed, 1 failed'],
])('%s', (_name, modules, brokenRuns, line) => {
  expect(last(modules, brokenRuns)).toBe(line)
})

test('more than five flaky tests fail the run, and each is named', () => {
  const flaky = (count: number) => Array.from({ length: count }, (_, at) => ({ ...passed, name: `case ${at}`, flaky: true }))
  expect(last([moduleOf('passed', ...flaky(5))])).toBe('5 passed, 0 failed')
  const lines = lastLines(totals([moduleOf('passed', ...flaky(6))], 0))
  expect(lines.at(-1)).toBe('6 passed, 1 failed')
  expect(lines.join('\n')).toMatch(/6 flaky.*\n(.*case \d\n){6}/)
})

test('what cannot run here is named with its reason', () => {
  const lines = lastLines(totals([moduleOf('passed', { state: 'skipped', note: 'no screen' })], 0))
  expect(lines).toContainEqual(expect.stringContaining('a case: no screen'))
})
