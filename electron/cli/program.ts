// One run of the host as a program: start, say where it is, serve until it is told to stop.
import type { Host, HostCertificate, StartHost } from '../host/hostPort.ts'
import { portIsFree } from '../host/portIsFree.ts'
import { portOf } from '../host/portOf.ts'
import { type Rescue, rescue, rescues } from '../host/rescue/commands.ts'
import { restarts } from '../host/restarts.ts'
import { type HttpHost, httpHost } from '../server/http/server.ts'
import { isLoopback, readArguments, UsageError, usage } from './arguments.ts'
import { openBrowser } from './browser.ts'
import { version } from './version.ts'

/** `colours`: it takes ANSI colours. */
export type Terminal = { out(line: string): void; error(line: string): void; colours?: boolean }
/** `fault` starts the host anew in place after a fault that nothing caught; `stop` ends it cleanly; `code` is for the process: 0 fine, 1 could not start, 2 not understood. */
export type Running = { code: number; fault(): void; stop(): Promise<void>; state(): RunningState | null }
/** `here`: where this computer reaches it; `ready`: calls can be taken now; `lacking`: no file descriptor is left. `state` gives null while the host starts anew. */
export type RunningState = { here: string; ready: boolean; kind: Host['pbxKind']; lacking: boolean }

type Given = {
  args: string[]
  env: NodeJS.ProcessEnv
  consoleFolder: string
  startHost: StartHost
  terminal: Terminal
  /** Told when a host that was to start anew could not. */
  failed?(): void
}
type Options = Exclude<ReturnType<typeof readArguments>, string>

const over = (code: number): Running => ({ code, fault: () => {}, stop: async () => {}, state: () => null })

/** Starts a host; refusals are printed as one sentence each and end in a code. */
export async function run(given: Given): Promise<Running> {
  const { terminal } = given
  try {
    const command = rescues.find((each) => each === given.args[0])
    if (command) return await runRescue(command, given)
    const options = readArguments(given.args, given.env)
    if (typeof options === 'string') return answer(options, terminal)
    return await serve(options, given)
  } catch (error) {
    terminal.error(sentence(error))
    return over(error instanceof UsageError ? 2 : 1)
  }
}

function answer(question: 'help' | 'version', terminal: Terminal): Running {
  terminal.out(question === 'help' ? usage : `Cordboard ${version}`)
  return over(0)
}

/** What is done to a data folder without a host. */
async function runRescue(command: Rescue, { args, env, terminal }: Given): Promise<Running> {
  const [first, ...others] = args.slice(1)
  const copy = command === 'restore' && first !== undefined && !first.startsWith('-') ? first : undefined
  const options = readArguments(copy === undefined ? args.slice(1) : others, env)
  if (typeof options === 'string') return answer(options, terminal)
  return over(await rescue(command, { folder: options.start.data, copy, now: Date.now(), out: terminal.out }))
}

/** Serves, through any number of restarts, until it is stopped. */
async function serve(options: Options, given: Given): Promise<Running> {
  const { terminal } = given
  let first = true
  let { port } = options
  let current: Served | null = null
  const running = await restarts(
    async (faults, again) => {
      const start = { ...options.start, restartedAfterFault: faults }
      const served = await open({ ...options, start, port, open: first && options.open }, given, again)
      port = served.port
      first = false
      current = served
      const stop = (keepPbx?: boolean) => {
        current = null
        return served.stop(keepPbx)
      }
      return { stop }
    },
    {
      starting: () => terminal.out('Starting anew …'),
      failed: (error) => {
        terminal.error(sentence(error))
        given.failed?.()
      },
    },
  )
  return { code: 0, fault: () => running.anew(true), stop: running.stop, state: () => current?.state() ?? null }
}

type Served = { port: number; stop(keepPbx?: boolean): Promise<void>; state(): RunningState }

async function open(options: Options, given: Given, restart: () => void): Promise<Served> {
  const { terminal } = given
  // Before an Asterisk is started for nothing.
  await portIsFree(options)
  if (options.own) await (await certificates()).readOwnCertificate(options.own, Date.now())
  const host = await given.startHost({ ...options.start, restart, progress: (line) => terminal.out(line) })
  let http: HttpHost | undefined
  let certificate: HostCertificate | undefined
  let announced: { close(): Promise<void> } | undefined
  try {
    const network = isLoopback(options.host) ? null : await import('../host/network.ts')
    const { names, own, start } = options
    certificate = await network?.networkCertificate({
      host,
      folder: start.data,
      address: options.host,
      names,
      ...(own ? { own } : {}),
    })
    http = await httpHost(network && certificate ? network.withCertificate(host, certificate) : host, {
      ...options,
      consoleFolder: given.consoleFolder,
      ...(certificate ? { certificate } : {}),
    })
    const address = await http.listen()
    if (certificate) {
      const { announce } = await import('../host/discovery.ts')
      announced = announce({ host, certificate, address: options.host })
    }
    // Of this computer itself, which needs no certificate.
    const here = certificate && onAll(options.host) ? `http://127.0.0.1:${portOf(address)}/` : address
    await introduce({ address, here, host, http, options, terminal, certificate })
    const served = http
    const stop = async (keepPbx = false) => {
      await announced?.close()
      await certificate?.close()
      await served.close()
      await host.stop(keepPbx)
    }
    return { port: portOf(address), stop, state: () => stateOf(host, here) }
  } catch (error) {
    await announced?.close()
    await certificate?.close()
    await http?.close()
    await host.stop()
    throw error
  }
}

const stateOf = (host: Host, here: string): RunningState => ({
  here,
  ready: host.ready(),
  kind: host.pbxKind,
  lacking: host.problems().some(({ code }) => code === 'descriptorsOut'),
})

const names = { managed: 'its own Asterisk', external: 'your Asterisk', demo: 'the demo office (simulated calls)' } as const

/** Loaded for the network only. */
const certificates = () => import('../host/certificate.ts')

const onAll = (address: string) => address === '0.0.0.0' || address === '::'

type Announced = {
  address: string
  here: string
  host: Host
  http: HttpHost
  options: Options
  terminal: Terminal
  certificate: HostCertificate | undefined
}

async function introduce({ address, here, host, http, options, terminal, certificate }: Announced): Promise<void> {
  terminal.out(`Cordboard ${host.deps.version} with ${names[host.pbxKind]}: ${address}`)
  if (here !== address) terminal.out(`On this computer also ${here}`)
  if (certificate) {
    const { joinLines } = await import('./joining.ts')
    for (const line of await joinLines(address, certificate.current(), terminal.colours === true)) terminal.out(line)
  }
  const token = http.signIn.setupToken()
  const path = token === null ? '' : `#/setup?token=${token}`
  if (token !== null) terminal.out(`Make the first admin here (the link is valid once): ${address}${path}`)
  if (/^127\./.test(host.deps.pbx.sipAddress ?? ''))
    terminal.out(
      `SIP listens on ${host.deps.pbx.sipAddress} only: desk phones and trunks elsewhere cannot reach it (Settings, Office; or --sip-host).`,
    )
  if (options.open && openBrowser(`${here}${path}`)) terminal.out('Opening it in your browser.')
}

function sentence(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  if (code === 'EADDRINUSE') return 'The port is in use by another program; choose one with --port.'
  if (code === 'EACCES') return 'The port may not be used by this user; choose one above 1024 with --port.'
  if (error instanceof UsageError) return `${message} (--help lists the options)`
  return typeof code === 'string' && message ? message : `Cordboard could not start: ${message ?? String(error)}`
}
