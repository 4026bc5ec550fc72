// The headless host as a process of its own, as in an office: started, signed in to, killed, started again.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { Contract } from '../../shared/contract/index.ts'
import { until } from './office.ts'

export type Client = ContractRouterClient<Contract>
export type HostProcess = Awaited<ReturnType<typeof hostProcess>>

const admin = { name: 'Ada Admin', login: 'ada', password: 'correct horse battery' }

/** Starts one on the data folder; resolves when calls can be taken. `program`: the file that is run. `env`: beside this process's own. */
export async function hostProcess(
  data: string,
  args: string[] = [],
  program = 'electron/cli/main.ts',
  env: Record<string, string> = {},
) {
  let child: ChildProcess | null = null
  let address = ''
  let cookie = ''
  const lines: string[] = []
  const sockets = new Set<WebSocket>()

  const start = async () => {
    const started = performance.now()
    address = ''
    child = spawn(process.execPath, [program, '--port', '0', '--no-open', '--data', data, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    })
    const reader = createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> })
    reader.on('line', (line) => {
      lines.push(line)
      address ||= /(?:: |also )(http:\/\/127\.0\.0\.1:\d+\/)/.exec(line)?.[1] ?? ''
    })
    await until(
      'the host to say its address',
      () => {
        if (child?.exitCode !== null) throw new Error(`the host ended: ${lines.join(' | ')}`)
        return address !== ''
      },
      30_000,
    )
    await until('the host to take calls', async () => (await fetch(`${address}healthz`)).ok, 20_000)
    return performance.now() - started
  }
  /** How long the process's own thread was ready and had no processor so far, ms: other work on the machine. 0 where the system does not say. */
  const waitedMs = async () => {
    const text = await readFile(`/proc/${child?.pid}/schedstat`, 'utf8').catch(() => '')
    return Number(text.split(' ')[1] ?? 0) / 1e6
  }
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address.slice(0, -1), ...(cookie ? { cookie } : {}) },
      body: JSON.stringify(body),
    })
    const set = answer.headers.get('set-cookie')
    if (set) cookie = set.split(';')[0] ?? ''
    return answer
  }
  const host = {
    data,
    lines,
    get address() {
      return address
    },
    /** Over TLS, where it was started for the network; on this computer's loopback. */
    get networkAddress() {
      return address.replace('http:', 'https:')
    },
    get pid() {
      return child?.pid ?? 0
    },
    get cookie() {
      return cookie
    },
    start,
    waitedMs,
    post,
    /** Makes the first admin by the one-time link, or signs in. */
    signIn: async () => {
      const token = lines.map((line) => /setup\?token=([\w-]+)/.exec(line)?.[1]).findLast((found) => found)
      const first = token ? await post('auth/setup', { token, ...admin }) : null
      if (!first?.ok) await post('auth/sign-in', { login: admin.login, password: admin.password })
    },
    /** The contract over a WebSocket with a fresh ticket. */
    client: async (): Promise<Client> => {
      const { ticket } = (await (await post('auth/ticket', {})).json()) as { ticket: string }
      const socket = new WebSocket(`${address.replace(/^http/, 'ws')}rpc`, ['cordboard', `ticket.${ticket}`], {
        origin: address.slice(0, -1),
      })
      sockets.add(socket)
      await new Promise((resolve, reject) => {
        socket.once('open', resolve)
        socket.once('error', reject)
      })
      return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })) as Client
    },
    kill9: async () => {
      const gone = new Promise((resolve) => child?.once('exit', resolve))
      child?.kill('SIGKILL')
      await gone
    },
    stop: async () => {
      for (const socket of sockets) socket.close()
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise((resolve) => child?.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
    },
  }
  await start()
  return host
}
