// A managed Asterisk: started detached in a process group of its own, found again by its pid file, stopped.
// As `user` where the host is root: it owns what it writes, reads its configuration, and reaches nothing else of the host's.

import { execFile, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { AsteriskBinary } from '../acquire/asterisk.ts'
import { type PbxFolders, pbxFolders } from '../config/folders.ts'
import { CONTROL_ADDRESS, type PbxConfig, type PbxPorts } from '../config/types.ts'
import { renderConfig, writeConfig } from '../config/write.ts'
import { PbxError } from '../errors.ts'
import { ariRequest } from './ariRequest.ts'
import { forgetLoaded, isLoaded, noteLoaded } from './loaded.ts'
import { isRunning, readPid, removePid, writePid } from './pidFile.ts'
import { arePortsFree, freePorts } from './ports.ts'
import { ownFolders, type PbxUser } from './user.ts'

export interface StartPbxOptions {
  /** The instance's own folder; made if missing. */
  folder: string
  config: PbxConfig
  binary: AsteriskBinary
  /** Whose rights it has; absent: the host's own. */
  user?: PbxUser
  signal?: AbortSignal
  /** How long ARI may take to answer, ms; default 15,000 (it takes about 500). */
  timeoutMs?: number
}

export interface Pbx {
  readonly ariUrl: string
  readonly ariUser: string
  readonly ariPassword: string
  /** SIP over WebSocket. */
  readonly wsUrl: string
  readonly sip: { host: string; port: number }
  readonly folder: string
  readonly folders: PbxFolders
  readonly soundsDir: string
  readonly recordingsDir: string
  readonly voicemailDir: string
  readonly pid: number
  /** Whether it ran already and was taken over. */
  readonly adopted: boolean
  /** Runs a CLI command (`asterisk -rx`); throws PBX_COMMAND_FAILED. */
  rx(command: string): Promise<string>
  /** Writes the new configuration and reloads; running calls stay. Throws PBX_CONFIG when it needs a restart (ports, address, ARI user). */
  reload(config: PbxConfig): Promise<void>
  /** Ends it: politely, after 5 s by force. Its folder stays. */
  stop(): Promise<void>
  /** Told once when the process is gone without `stop()`. Returns the way to unsubscribe. */
  onExit(listener: () => void): () => void
}

const RELOADED = [
  'res_pjsip.so',
  'res_pjsip_authenticator_digest.so',
  'res_pjsip_endpoint_identifier_ip.so',
  'res_pjsip_outbound_registration.so',
  'pbx_config.so',
  'app_voicemail.so',
  'res_musiconhold.so',
]
const LIVENESS_MS = 500

/** Starts Asterisk in `folder`, or takes over the one which runs there (then reloads). Resolves when ARI answers. Throws PBX_START_FAILED, PBX_START_TIMEOUT, PBX_CONFIG, ABORTED. */
export async function startPbx(options: StartPbxOptions): Promise<Pbx> {
  const running = await readPid(options.folder)
  if (running && (await fitsRunning(options))) {
    const folders = pbxFolders(options.folder)
    const pbx = createPbx(options, folders, running, true)
    await untilReady(options, folders, running)
    if (!(await isLoaded(options.folder, folders.etc, filesOf(options, folders)))) await pbx.reload(options.config)
    return pbx
  }
  if (running) await endProcess(running)
  await forgetLoaded(options.folder)
  const folders = await writeConfig(options.folder, options.config, options.binary, options.user)
  if (options.user) await ownFolders(folders, options.user)
  await writeFile(join(options.folder, 'fixed.json'), fixedPart(options.config), { flush: true })
  const pid = launch(options, folders)
  await writePid(options.folder, pid)
  try {
    await untilReady(options, folders, pid)
    await noteLoaded(options.folder, filesOf(options, folders))
  } catch (error) {
    await endProcess(pid)
    await removePid(options.folder)
    throw error
  }
  return createPbx(options, folders, pid, false)
}

const filesOf = ({ config, binary }: Pick<StartPbxOptions, 'config' | 'binary'>, folders: PbxFolders) =>
  renderConfig(config, folders, binary.modulesDir)

const localAddress = ({ bindAddress }: PbxConfig): string => (bindAddress === '0.0.0.0' ? '127.0.0.1' : bindAddress)

/** What cannot change while Asterisk runs; whether a name resolves is no reason to end calls. */
function fixedPart({ bindAddress, ports, ariUser, ariPassword, tls, bench, outside }: PbxConfig): string {
  const { lacking: _, ...seen } = outside ?? {}
  return JSON.stringify([bindAddress, ports, ariUser, ariPassword, tls, bench === true, ...(outside ? [seen] : [])])
}

/**
 * The ports an instance is to have: those it had before, those wanted if they are free, or others. Wanted ones can be taken:
 * by what else runs on the computer that an office was moved to.
 */
export async function portsFor(folder: string, bindAddress: string, wanted: PbxPorts): Promise<PbxPorts> {
  if (isDeepStrictEqual(await portsBefore(folder), wanted) || (await arePortsFree(wanted, bindAddress))) return wanted
  return freePorts(bindAddress)
}

/** Undefined where it is not known: at the first start, or after a power cut in the moment of writing. */
async function portsBefore(folder: string): Promise<unknown> {
  try {
    const [, ports] = JSON.parse(await readFile(join(folder, 'fixed.json'), 'utf8')) as unknown[]
    return ports
  } catch {
    return undefined
  }
}

const fitsRunning = async ({ folder, config }: StartPbxOptions): Promise<boolean> =>
  (await readFile(join(folder, 'fixed.json'), 'utf8').catch(() => '')) === fixedPart(config)

function launch({ binary, user }: StartPbxOptions, folders: PbxFolders): number {
  const [program, ...args] = binary.command
  const log = openSync(consoleLog(folders), 'a')
  try {
    const env = { ...process.env, HOME: folders.root, LANG: 'C.UTF-8' }
    const child = spawn(program, [...args, ...configArguments(folders), '-f'], {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: folders.root,
      env,
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    })
    child.on('error', () => {}) // told by untilReady: the process is not there
    child.unref()
    return child.pid ?? 0
  } finally {
    closeSync(log)
  }
}

/** In a folder that only the host writes. */
const consoleLog = ({ root }: PbxFolders): string => join(root, 'console.log')

const configArguments = (folders: PbxFolders): string[] => ['-C', join(folders.etc, 'asterisk.conf')]

async function untilReady(options: StartPbxOptions, folders: PbxFolders, pid: number): Promise<void> {
  const deadline = Date.now() + (options.timeoutMs ?? 15_000)
  while (Date.now() < deadline) {
    if (options.signal?.aborted) throw new PbxError('ABORTED', 'Starting Asterisk was stopped')
    if (!isRunning(pid)) throw new PbxError('PBX_START_FAILED', `Asterisk ended while starting: ${await lastLog(folders)}`)
    const answer = await ariRequest(options.config, 'GET', '/asterisk/info?only=status').catch(() => undefined)
    if (answer?.status === 200) return
    if (answer?.status === 401) throw new PbxError('PBX_START_FAILED', 'Another program answers on the ARI port')
    await sleep(20)
  }
  throw new PbxError('PBX_START_TIMEOUT', `ARI did not answer on port ${options.config.ports.http}: ${await lastLog(folders)}`)
}

async function lastLog(folders: PbxFolders): Promise<string> {
  const texts = await Promise.all(
    [consoleLog(folders), join(folders.log, 'messages.log')].map((path) => readFile(path, 'utf8').catch(() => '')),
  )
  return texts.join('\n').trim().split('\n').slice(-8).join(' | ')
}

function createPbx({ config, binary, folder, user }: StartPbxOptions, folders: PbxFolders, pid: number, adopted: boolean): Pbx {
  const host = localAddress(config)
  const exit = watchExit(pid)
  return {
    ariUrl: `http://${CONTROL_ADDRESS}:${config.ports.http}/ari`,
    wsUrl: `ws://${CONTROL_ADDRESS}:${config.ports.http}/ws`,
    sip: { host, port: config.ports.sip },
    ariUser: config.ariUser,
    ariPassword: config.ariPassword,
    folder,
    folders,
    soundsDir: folders.sounds,
    recordingsDir: folders.recordings,
    voicemailDir: folders.voicemail,
    pid,
    adopted,
    rx: (command) => remoteCommand(binary, folders, command),
    reload: (next) => reload(next, folder, binary, user),
    stop: async () => {
      exit.stop()
      await endProcess(pid)
      await removePid(folder)
    },
    onExit: exit.subscribe,
  }
}

async function reload(config: PbxConfig, folder: string, binary: AsteriskBinary, user: PbxUser | undefined): Promise<void> {
  const fixed = await readFile(join(folder, 'fixed.json'), 'utf8')
  if (fixed !== fixedPart(config))
    throw new PbxError('PBX_CONFIG', 'Ports, addresses and the ARI user change only by a restart of Asterisk')
  await forgetLoaded(folder)
  const folders = await writeConfig(folder, config, binary, user)
  for (const module of RELOADED) {
    const answer = await ariRequest(config, 'PUT', `/asterisk/modules/${module}`)
    if (answer.status >= 300) throw new PbxError('PBX_COMMAND_FAILED', `Reloading ${module} failed (${answer.status})`)
  }
  await noteLoaded(folder, filesOf({ config, binary }, folders))
}

function remoteCommand(binary: AsteriskBinary, folders: PbxFolders, command: string): Promise<string> {
  const [program, ...args] = binary.command
  return new Promise((resolve, reject) => {
    execFile(
      program,
      [...args, ...configArguments(folders), '-rx', command],
      { timeout: 10_000, maxBuffer: 1 << 24 },
      (error, stdout, stderr) => {
        if (error)
          reject(
            new PbxError('PBX_COMMAND_FAILED', `asterisk -rx '${command}' failed: ${stderr || stdout || error.message}`, {
              cause: error,
            }),
          )
        else resolve(stdout)
      },
    )
  })
}

/** Ends a process: politely, after 5 s by force. */
export async function endProcess(pid: number): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGTERM', 5_000],
    ['SIGKILL', 2_000],
  ] as const) {
    if (!isRunning(pid)) return
    try {
      process.kill(pid, signal)
    } catch {
      return // gone between the look and the signal
    }
    const deadline = Date.now() + waitMs
    while (isRunning(pid) && Date.now() < deadline) await sleep(15)
  }
}

// A process that outlived its parent is no child of ours: looking is the only way to learn of its end.
function watchExit(pid: number) {
  const listeners = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined
  const stop = () => clearInterval(timer)
  const look = () => {
    if (isRunning(pid)) return
    stop()
    for (const listener of [...listeners]) listener()
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    timer ??= setInterval(look, LIVENESS_MS).unref()
    return () => void listeners.delete(listener)
  }
  return { stop, subscribe }
}
