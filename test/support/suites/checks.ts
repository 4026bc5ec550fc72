// What `npm run check` checks, before any test of behaviour: format, lint, types, layers, what nobody uses.
import { runProgram } from './program.ts'

type Check = { name: string; command: string; args: string[] }

const sources = ['shared', 'electron', 'renderer', 'build', 'test', 'forge.config.ts']

export const checks: Check[] = [
  { name: 'format and lint', command: 'biome', args: ['check', '--diagnostic-level=error', '--max-diagnostics=20', '.'] },
  ...['shared', 'electron', 'renderer', 'e2e'].map((part) => ({
    name: `types of ${part}`,
    command: 'tsc',
    args: ['-p', `tsconfig.${part}.json`],
  })),
  {
    name: 'layers',
    command: 'depcruise',
    args: ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', ...sources],
  },
  { name: 'nothing unused', command: 'knip', args: [] },
]

/** Runs the checks one after the other, a line each, with the output of those that fail. Gives how many failed. */
export async function runChecks(say: (line: string) => void): Promise<number> {
  let failed = 0
  for (const { name, command, args } of checks) {
    const began = performance.now()
    const { code, output } = await runProgram(command, args, false)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
    if (code === 0) continue
    failed++
    say(shortened(withoutHint(output)))
  }
  return failed
}

const longest = 120

function shortened(output: string): string {
  const lines = output.trimEnd().split('\n')
  return lines.length <= longest
    ? lines.join('\n')
    : [...lines.slice(0, longest), `… ${lines.length - longest} more lines`].join('\n')
}

/** dependency-cruiser misses a compiler it does not need here: swc reads the sources (docs/decisions/007-checks.md). */
const withoutHint = (output: string): string => output.replace(/^‼ missing-tsc-transpiler:[\s\S]*?stable\.\s*$/m, '')
