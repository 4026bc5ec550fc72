// The long runs: chosen by a word, run by a variable.
import { afterEach, expect, test, vi } from 'vitest'
import { longer, nightlyOf } from '../../support/suites/nightly.ts'

afterEach(() => vi.unstubAllEnvs())

test.each<[string[], boolean, string[]]>([
  [[], false, []],
  [['transfers'], false, ['transfers']],
  [['--nightly'], true, []],
  [['transfers', '--nightly', '-t', 'a name'], true, ['transfers', '-t', 'a name']],
  [['--nightly', '--nightly'], true, []],
  // Only the word itself.
  [['--nightly-build', 'nightly'], false, ['--nightly-build', 'nightly']],
])('%j', (given, nightly, words) => {
  expect(nightlyOf(given)).toEqual({ nightly, words })
})

test('the long form is for the night', () => {
  vi.stubEnv('CORDBOARD_NIGHTLY', '')
  expect(longer('short', 'long')).toBe('short')
  vi.stubEnv('CORDBOARD_NIGHTLY', '1')
  expect(longer('short', 'long')).toBe('long')
})
