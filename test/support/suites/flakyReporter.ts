// A reporter for Vitest: writes down each test that passed only when it was tried again, one line each.
import { appendFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, TestCase } from 'vitest/node'
import { root } from '../../../build/paths.ts'

/** The environment variable that names the file. */
export const flakyFile = 'CORDBOARD_FLAKY_TESTS'

export default class FlakyReporter implements Reporter {
  onTestCaseResult(test: TestCase): void {
    const file = process.env[flakyFile]
    if (file && test.diagnostic()?.flaky) appendFileSync(file, `${relative(root, test.module.moduleId)} > ${test.fullName}\n`)
  }
}
