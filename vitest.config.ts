// One project a kind of test; `test/run.ts` runs them in their order.
import { defineConfig } from 'vitest/config'

/** Real telephones in real time on a shared machine: one file at a time; what fails is tried once more, and the report says so. */
const real = {
  environment: 'node',
  fileParallelism: false,
  retry: 1,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 8000 } },
  setupFiles: ['test/support/stories.ts'],
} as const
/** Each file of the console's tests has an office of its own and mostly waits: two of them share two cores. */
const twoAtOnce = { fileParallelism: true, maxWorkers: 2 } as const

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], environment: 'node', testTimeout: 60_000 } },
      { test: { name: 'arch', include: ['test/arch/**/*.test.ts'], environment: 'node', testTimeout: 20_000 } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...real } },
      { test: { name: 'faults', include: ['test/faults/**/*.test.ts'], ...real } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], exclude: ['test/e2e/desktop/**'], ...real, ...twoAtOnce } },
      { test: { name: 'desktop', include: ['test/e2e/desktop/**/*.test.ts'], ...real } },
    ],
  },
})
