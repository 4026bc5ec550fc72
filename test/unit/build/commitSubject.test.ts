import { expect, test } from 'vitest'
import { subjectProblem } from '../../../build/commitSubject.ts'

test.each([
  ['queues: offer the next caller', null],
  [
    'test, docs: list flaky tests\n\nA body of any length may follow, also with a very long line that goes on and on and on.',
    null,
  ],
  ['Merge branch “x”', null],
  ['Offer the next caller', 'scope'],
  ['queues:', 'scope'],
  [`queues: ${'x'.repeat(65)}`, '73 characters'],
])('%s', (message, problem) => {
  if (problem === null) expect(subjectProblem(message)).toBeNull()
  else expect(subjectProblem(message)).toContain(problem)
})
