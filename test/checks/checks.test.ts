// What `npm run check` checks beside the tests: format, lint, types, layers, what nobody uses.
import { expect, test } from 'vitest'
import { runProgram } from '../support/runner/program.ts'

const sources = ['shared', 'electron', 'renderer', 'build', 'test', 'forge.config.ts']

const checks: [name: string, command: string, args: string[]][] = [
  ['format and lint', 'biome', ['check', '--diagnostic-level=error', '--max-diagnostics=20', '.']],
  ...['shared', 'electron', 'renderer', 'e2e'].map((part): [string, string, string[]] => [
    `types of ${part}`,
    'tsc',
    ['-p', `tsconfig.${part}.json`],
  ]),
  ['layers', 'depcruise', ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', ...sources]],
  ['nothing unused', 'knip', []],
]

test.each(checks)('%s', async (_name, command, args) => {
  const { code, output } = await runProgram(command, args)
  expect(code, shortened(withoutHint(output))).toBe(0)
})

const longest = 120

function shortened(output: string): string {
  const lines = output.trimEnd().split('\n')
  return lines.length <= longest
    ? lines.join('\n')
    : [...lines.slice(0, longest), `… ${lines.length - longest} more lines`].join('\n')
}

/** dependency-cruiser misses a compiler it does not need here: swc reads the sources (docs/decisions/007-checks.md). */
const withoutHint = (output: string): string => output.replace(/^‼ missing-tsc-transpiler:[\s\S]*?stable\.\s*$/m, '')
