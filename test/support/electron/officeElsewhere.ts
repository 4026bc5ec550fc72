// An office that another computer runs: the host as a program in a network of its own, on the network side of a cable to us.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../../../build/paths.ts'
import { until } from '../office.ts'
import type { OwnNetwork } from '../ownNetwork.ts'

export const login = { name: 'Ada Admin', login: 'ada', password: 'correct horse battery' }

/** Not started yet. `console`: the folder of the one it serves. */
export function officeElsewhere(network: OwnNetwork, console: string) {
  const data = mkdtempSync(join(tmpdir(), 'cordboard-elsewhere-'))
  const node = network.wrapped(process.execPath)
  let child: ChildProcess | undefined
  let lines: string[] = []
  const said = (pattern: RegExp) => lines.map((line) => pattern.exec(line)?.[1]).find((found) => found) ?? ''
  const stop = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
  return {
    data,
    /** As its terminal shows them. */
    get words() {
      return said(/The same in words: (.*)/)
    },
    get code() {
      return said(/To join, open or scan: (\S+)/)
    },
    address: `https://${network.inside}:7080`,
    start: async () => {
      lines = []
      const args = [
        'test/support/hostWithConsole.ts',
        '--host',
        network.inside,
        '--port',
        '7080',
        '--no-open',
        '--stop-pbx',
        '--data',
        data,
      ]
      child = spawn(node, args, {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, CORDBOARD_CONSOLE: console },
      })
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => lines.push(line))
      await until('the host elsewhere to say its code', () => said(/To join, open or scan: (\S+)/) !== '', 60_000)
    },
    /** Makes the first admin by the one-time link. */
    setUp: async () => {
      const token = await until('the one-time link', () => said(/setup\?token=([\w-]+)/) || null)
      await post(`https://${network.inside}:7080`, '/auth/setup', { token, ...login })
    },
    stop,
    close: async () => {
      await stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** Rejects unless it is answered well. */
function post(origin: string, path: string, body: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', origin }
    const sent = request(`${origin}${path}`, { method: 'POST', rejectUnauthorized: false, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => (answer.statusCode === 204 ? resolve() : reject(new Error(`${path}: ${answer.statusCode}`))))
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(body))
  })
}
