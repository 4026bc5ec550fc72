// Every script of package.json runs on a fresh clone, or says what is missing: asked for help, each gives it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../build/paths.ts'
import { runProgram } from '../support/runner/program.ts'

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }

test.each(Object.keys(scripts))('npm run %s -- --help', async (name) => {
  const { code, output } = await runProgram('npm', ['run', '--silent', name, '--', '--help'])
  expect(code, output).toBe(0)
  expect(output).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m)
  expect(output.length).toBeGreaterThan(40)
})
