// `npm run check`: format, lint, types, layers, what nobody uses, and the tests that need nothing but Node.
import { nodeProblem } from '../build/program.ts'
import { runChecks } from './support/suites/checks.ts'
import { runVitest } from './support/suites/vitest.ts'

const problem = nodeProblem(process.versions.node)
if (problem !== null) {
  console.error(problem)
  process.exit(1)
}
const failedChecks = await runChecks((line) => console.log(line))
const tests = await runVitest(['arch', 'unit'], [], 'dot')
process.exitCode = failedChecks + tests.failed > 0 ? 1 : 0
