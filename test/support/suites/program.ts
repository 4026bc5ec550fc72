// Runs a program of the repository and waits for it.
import { type ChildProcess, spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from '../../../build/paths.ts'

const running = new Set<ChildProcess>()

/** Ends what runs, when the tests themselves are told to end. */
export function stopPrograms(signal: NodeJS.Signals): void {
  for (const program of running) program.kill(signal)
}

export type Ended = { code: number; output: string }

/**
 * Programs of `node_modules/.bin` are found by name. `show` passes the output on as it comes, otherwise it is returned; `more` is added
 * to the environment.
 */
export function runProgram(
  command: string,
  args: readonly string[],
  show: boolean,
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const PATH = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`
  return new Promise((resolve) => {
    const program = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...more, PATH },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      // On Windows the names in .bin are command files.
      shell: process.platform === 'win32',
    })
    running.add(program)
    let output = ''
    for (const stream of [program.stdout, program.stderr]) stream?.on('data', (part) => (output += String(part)))
    program.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }))
    program.on('close', (code) => {
      running.delete(program)
      resolve({ code: code ?? 1, output })
    })
  })
}
