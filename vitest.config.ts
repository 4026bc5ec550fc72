// One project a kind of test, one after the other: what needs only Node first, then real telephony, real time and real browsers.
import { defineConfig } from 'vitest/config'
import { nodeProblem } from './build/program.ts'

const problem = nodeProblem(process.versions.node)
if (problem !== null) throw new Error(problem)

/** Real telephones in real time on a shared machine: one file at a time where nothing else is said; what fails is tried once more, and the report says so. */
const real = {
  environment: 'node',
  fileParallelism: false,
  retry: 1,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 20_000 } },
  globalSetup: ['test/support/runner/programs.ts'],
  setupFiles: ['test/support/runner/needed.ts', 'test/support/runner/tracesOnFailure.ts'],
} as const
/** Five browsers at once leave no room for another file. */
const alone = ['test/e2e/fiveDesks.test.ts']
/** Each file of these has an office of its own and mostly waits: two of them share two cores. */
const twoAtOnce = { fileParallelism: true, maxWorkers: 2 } as const
/** Projects of a lower number end before those of a higher one begin. */
const turn = (groupOrder: number) => ({ sequence: { groupOrder } })

export default defineConfig(({ mode }) => {
  // Inherited by the processes that run the tests.
  if (mode === 'nightly') process.env.CORDBOARD_NIGHTLY = '1'
  const node = { environment: 'node' } as const
  return {
    test: {
      reporters: ['default', './test/support/runner/reporter.ts'],
      projects: [
        { test: { name: 'check', include: ['test/checks/**/*.test.ts'], ...node, testTimeout: 600_000, ...turn(0) } },
        { test: { name: 'arch', include: ['test/arch/**/*.test.ts'], ...node, testTimeout: 20_000, ...turn(1) } },
        { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], ...node, testTimeout: 60_000, ...turn(1) } },
        { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...real, ...twoAtOnce, ...turn(2) } },
        { test: { name: 'faults', include: ['test/faults/**/*.test.ts'], ...real, ...twoAtOnce, ...turn(3) } },
        {
          test: {
            name: 'e2e',
            include: ['test/e2e/**/*.test.ts'],
            exclude: ['test/e2e/desktop/**', ...alone],
            ...real,
            ...twoAtOnce,
            ...turn(4),
          },
        },
        { test: { name: 'desks', include: alone, ...real, testTimeout: 240_000, ...turn(5) } },
        { test: { name: 'desktop', include: ['test/e2e/desktop/**/*.test.ts'], ...real, ...turn(6) } },
      ],
    },
  }
})
