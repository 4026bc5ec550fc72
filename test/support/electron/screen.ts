// A screen of its own for a desktop app: Xvfb on a display number that it chooses itself.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { ElectronParts } from './electron25.ts'

export type Screen = { display: string; close(): Promise<void> }

/** Starts it; rejects with what it said when it ends at once. */
export async function openScreen({ xvfb, env }: ElectronParts): Promise<Screen> {
  const words = ['-displayfd', '3', '-screen', '0', '1400x900x24', '-nolisten', 'tcp', ...xvfb.words]
  const child = spawn(xvfb.program, words, { env, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr?.on('data', (data) => {
    said = `${said}${data}`.slice(-2000)
  })
  const number = createInterface({ input: child.stdio[3] as NodeJS.ReadableStream })
  const display = await Promise.race([
    once(number, 'line').then(([line]) => `:${line}`),
    once(child, 'exit').then(() => {
      throw new Error(`Xvfb ended: ${said}`)
    }),
  ])
  return {
    display,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}
