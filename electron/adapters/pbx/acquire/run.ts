// Runs a program to its end and collects what it says; the only place of acquire/ which spawns.

import { spawn } from 'node:child_process'
import { PbxError } from '../errors.ts'

export interface RunOptions {
  env?: NodeJS.ProcessEnv
  signal?: AbortSignal
  /** Lines which the program writes to file descriptor 3 (apt's status). */
  onStatusLine?: (line: string) => void
}

export interface RunResult {
  code: number
  stdout: string
  stderr: string
}

/** Runs `command` and resolves with its exit code and output; throws ABORTED, or the spawn error (ENOENT). */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], env: options.env, signal: options.signal })
    const result: RunResult = { code: -1, stdout: '', stderr: '' }
    child.stdout?.on('data', (chunk) => {
      result.stdout += chunk
    })
    child.stderr?.on('data', (chunk) => {
      result.stderr += chunk
    })
    splitLines(child.stdio[3] as NodeJS.ReadableStream, options.onStatusLine)
    child.on('error', (error) => {
      if (options.signal?.aborted) reject(new PbxError('ABORTED', `${command} was stopped`, { cause: error }))
      else reject(error)
    })
    child.on('close', (code) => resolve({ ...result, code: code ?? -1 }))
  })
}

function splitLines(stream: NodeJS.ReadableStream, onLine?: (line: string) => void): void {
  let rest = ''
  stream.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine?.(line)
  })
}
