// The long runs, chosen by a variable.
import { afterEach, expect, test, vi } from 'vitest'
import { longer } from '../../support/runner/nightly.ts'

afterEach(() => vi.unstubAllEnvs())

test('the long form is for the night', () => {
  vi.stubEnv('CORDBOARD_NIGHTLY', '')
  expect(longer('short', 'long')).toBe('short')
  vi.stubEnv('CORDBOARD_NIGHTLY', '1')
  expect(longer('short', 'long')).toBe('long')
})
