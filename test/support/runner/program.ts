// Runs a program of the repository and waits for it.
import { execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from '../../../build/paths.ts'

export type Ended = { code: number; output: string }

/** Programs of `node_modules/.bin` are found by name. Never rejects: what cannot be started has code 1 and the reason as output. */
export function runProgram(command: string, args: readonly string[]): Promise<Ended> {
  const PATH = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`
  // On Windows the names in .bin are command files.
  const options = { cwd: root, env: { ...process.env, PATH }, maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' }
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`
      if (error === null) resolve({ code: 0, output })
      else resolve({ code: typeof error.code === 'number' ? error.code : 1, output: output || error.message })
    })
  })
}
