// An Asterisk as a stranger runs it: another user, a network and folders of its own, files written by hand; phones 101 to 103, a
// provider, app_queue, app_voicemail, and one number that leads to Cordboard. Needs root, for the user and the network.
import { execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync, openSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ownMirror, readAptSources } from '../../electron/adapters/pbx/acquire/aptSources.ts'
import { type AsteriskBinary, acquireAsterisk, libraryFolders, osCodename } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import { cacheFolder } from '../../electron/adapters/pbx/acquire/cache.ts'
import { bringPackages } from '../../electron/adapters/pbx/acquire/debian.ts'
import { endProcess } from '../../electron/adapters/pbx/process/pbx.ts'
import { reachableBinary } from '../../electron/adapters/pbx/process/user.ts'
import { ariLogin, strangersFiles } from './existingAsteriskFiles.ts'
import { until } from './office.ts'
import { type OwnNetwork, ownNetwork } from './ownNetwork.ts'

export const generations = ['22', '16'] as const
export type Generation = (typeof generations)[number]

/** Nobody's on this computer. */
const stranger = { name: 'stranger', uid: 64_321, gid: 64_321 }
const httpPort = 8088

export type ExistingAsterisk = {
  network: OwnNetwork
  version: string
  sip: { host: string; port: number }
  ariUrl: string
  folder: string
  /** `asterisk -rx`. */
  rx(command: string): Promise<string>
  /** The answer's body; null for 404. */
  ari(method: string, path: string): Promise<unknown>
  stop(): Promise<void>
}

/** The program of that generation; a sentence instead where this machine cannot run it as a stranger would. */
export async function existingBinary(generation: Generation): Promise<AsteriskBinary | string> {
  if (process.getuid?.() !== 0) return 'it needs root, to run Asterisk as another user'
  const network = ownNetwork()
  if (typeof network === 'string') return network
  network.close()
  return binaryOf(generation)
}

/** What its files say when it starts; by default, `strangersFiles`. */
type ChangeFiles = (files: Record<string, string>, where: { ariUrl: string }) => Promise<Record<string, string>>

export async function existingAsterisk(
  found: AsteriskBinary,
  change: ChangeFiles = async (files) => files,
): Promise<ExistingAsterisk> {
  const network = ownNetwork()
  if (typeof network === 'string') throw new Error(network)
  const folder = await mkdtemp(join(tmpdir(), 'stranger-'))
  const owned: (() => Promise<unknown> | unknown)[] = [() => network.close(), () => rm(folder, { recursive: true, force: true })]
  const stop = async () => {
    for (const free of owned.splice(0).reverse()) await free()
  }
  try {
    const binary = await reachableBinary(found, stranger)
    const ariUrl = `http://${network.inside}:${httpPort}/ari`
    await furnish(folder, binary, network.address, (files) => change(files, { ariUrl }))
    const pid = launch(folder, binary, network)
    owned.push(() => endProcess(pid))
    const ari = asked(ariUrl)
    const [program, ...args] = binary.command
    const rx = async (command: string) =>
      (
        await promisify(execFile)(program, [...args, '-C', join(folder, 'etc/asterisk.conf'), '-rx', command], {
          maxBuffer: 1 << 24,
        })
      ).stdout
    const answers = async () => {
      if ((await ari('GET', '/asterisk/info').catch(() => null)) !== null) return true
      return (await rx('http show status').catch(() => '')).includes('Server Disabled') // by its files
    }
    await until('the stranger’s Asterisk to answer', answers, 30_000).catch(async (error: Error) => {
      throw new Error(`${error.message}: ${(await readFile(join(folder, 'console.log'), 'utf8')).slice(-2000)}`)
    })
    await until('its phones to be known', async () => (await rx('pjsip show endpoints')).includes('101'), 20_000)
    return { network, version: found.version, sip: { host: network.inside, port: 5060 }, ariUrl, folder, rx, ari, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function binaryOf(generation: Generation): Promise<AsteriskBinary | string> {
  if (generation === '22') return acquireAsterisk()
  try {
    return await asterisk16()
  } catch (error) {
    return `Asterisk 16 cannot be had: ${error instanceof Error ? error.message : error}`
  }
}

/** Debian bullseye's, brought into the cache as the managed one is; it runs through its own loader. */
async function asterisk16(): Promise<AsteriskBinary> {
  const mirror = ownMirror(readAptSources(), await osCodename())
  if (!mirror) throw new Error('no package mirror is known here')
  const sources = [{ ...mirror, suite: 'bullseye', components: ['main'], signedBy: undefined }]
  const set = {
    name: 'asterisk16',
    candidates: [{ label: 'Debian bullseye', sources }],
    packages: ['asterisk', 'asterisk-voicemail', 'asterisk-core-sounds-en-gsm', 'asterisk-core-sounds-en-wav'],
    optional: ['asterisk-moh-opsound-wav'],
  }
  const root = await bringPackages(set, cacheFolder(), {})
  const multiarch = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu'
  const dataDir = join(root, 'usr/share/asterisk')
  const moh = join(dataDir, 'moh')
  return {
    command: [
      join(root, 'lib', multiarch, 'ld-2.31.so'),
      '--library-path',
      libraryFolders(root).join(':'),
      join(root, 'usr/sbin/asterisk'),
    ],
    version: '16.28.0',
    modulesDir: join(root, 'usr/lib/asterisk/modules'),
    dataDir,
    soundsDir: join(dataDir, 'sounds/en_US_f_Allison'),
    ...(existsSync(moh) ? { mohDir: moh } : {}),
    origin: 'cache',
  }
}

const folders = [
  'etc',
  'lib',
  'db',
  'keys',
  'data',
  'data/sounds',
  'agi',
  'spool',
  'spool/recording',
  'run',
  'log',
  'cache',
  'moh',
]

async function furnish(
  folder: string,
  binary: AsteriskBinary,
  provider: string,
  change: (files: Record<string, string>) => Promise<Record<string, string>>,
): Promise<void> {
  for (const each of folders) await mkdir(join(folder, each), { recursive: true, mode: 0o700 })
  for (const name of await readdir(binary.dataDir))
    if (name !== 'sounds') await symlink(join(binary.dataDir, name), join(folder, 'data', name))
  if (binary.soundsDir) await symlink(binary.soundsDir, join(folder, 'data/sounds/en'))
  const files = await change(strangersFiles({ folder, modulesDir: binary.modulesDir, mohDir: binary.mohDir, provider, httpPort }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'etc', name), text)
  execFileSync('chown', ['-hR', `${stranger.uid}:${stranger.gid}`, folder])
}

function launch(folder: string, binary: AsteriskBinary, network: OwnNetwork): number {
  const log = openSync(join(folder, 'console.log'), 'a')
  const user = ['--reuid', String(stranger.uid), '--regid', String(stranger.gid), '--clear-groups']
  const asterisk = [...binary.command, '-C', join(folder, 'etc/asterisk.conf'), '-f']
  const child = spawn(network.wrapped('/usr/bin/setpriv'), [...user, ...asterisk], {
    cwd: folder,
    stdio: ['ignore', log, log],
    env: { ...process.env, HOME: folder, LANG: 'C.UTF-8' },
    detached: true,
  })
  child.on('error', () => {}) // found by nobody answering
  child.unref()
  return child.pid ?? 0
}

const asked = (ariUrl: string) => {
  const authorization = `Basic ${Buffer.from(`${ariLogin.user}:${ariLogin.password}`).toString('base64')}`
  return async (method: string, path: string): Promise<unknown> => {
    const response = await fetch(ariUrl + path, { method, headers: { authorization }, signal: AbortSignal.timeout(5000) })
    const text = await response.text()
    if (response.status === 404) return null
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? {} : JSON.parse(text)
  }
}
