// A server of test/fixtures, run by python3: its first line is its port, each further one a request as JSON.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type PythonServer<Line> = { port: number; lines: Line[]; stop(): Promise<void> }

/** Starts it on a free port. Rejects with what it said when it does not start. */
export async function pythonServer<Line>(fixture: string, ...args: string[]): Promise<PythonServer<Line>> {
  const script = join(import.meta.dirname, '..', 'fixtures', fixture)
  const child: ChildProcess = spawn('python3', ['-u', script, '0', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr?.on('data', (part) => {
    errors += String(part)
  })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const lines: Line[] = []
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    void gone.then(() => reject(new Error(`${fixture} ended: ${errors}`)))
    if (!child.stdout) return
    createInterface(child.stdout).on('line', (line) => {
      if (/^\d+$/.test(line)) resolve(Number(line))
      else lines.push(JSON.parse(line) as Line)
    })
  })
  return {
    port,
    lines,
    async stop() {
      child.kill()
      await gone
    },
  }
}
