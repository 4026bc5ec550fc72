// Finds an Asterisk of at least 22.10, or brings Debian's into the cache folder.

import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { PbxError } from '../errors.ts'
import { ownMirror, readAptSources } from './aptSources.ts'
import { cacheFolder } from './cache.ts'
import { type AcquireOptions, bringPackages } from './debian.ts'
import { run } from './run.ts'

/** An Asterisk which can be started: how, and where its read-only parts are. */
export interface AsteriskBinary {
  /** Program and leading arguments (Debian's runs through its own loader). */
  command: [string, ...string[]]
  version: string
  modulesDir: string
  /** Holds `documentation`, `rest-api`, `static-http`. */
  dataDir: string
  /** Folder with the English core sounds, if there is one. */
  soundsDir?: string
  /** Folder with music on hold files, if there is one. */
  mohDir?: string
  origin: 'path' | 'folder' | 'cache'
}

export interface AcquireAsteriskOptions extends AcquireOptions {
  /** A folder with an installation of its own (`<folder>/sbin/asterisk` or `<folder>/usr/sbin/asterisk`). */
  folder?: string
  /** Only the cache and the system are looked at; nothing is downloaded. */
  offline?: boolean
}

export const MINIMUM_VERSION = '22.10.0'
const PACKAGES = ['asterisk', 'asterisk-core-sounds-en-gsm', 'asterisk-core-sounds-en-wav']
const OPTIONAL = ['asterisk-moh-opsound-wav']

/** An Asterisk ≥ 22.10: from `folder`, from PATH, from the cache, else brought there. Throws PBX_UNAVAILABLE (says what to do) or ABORTED. */
export async function acquireAsterisk(options: AcquireAsteriskOptions = {}): Promise<AsteriskBinary> {
  options.onProgress?.({ step: 'search', fraction: 0, message: 'Looking for Asterisk' })
  const installed = await findInstalled(options.folder)
  if (installed) return installed
  try {
    return await fromCache(options)
  } catch (error) {
    if (error instanceof PbxError && error.code === 'ABORTED') throw error
    throw new PbxError(
      'PBX_UNAVAILABLE',
      `No Asterisk ${MINIMUM_VERSION} or later on this machine, and it could not be brought: ${(error as Error).message}. ` +
        'Install Asterisk 22.10 or later so that `asterisk` is on PATH, or start Cordboard on a Debian-like machine with its package mirror in reach.',
      { cause: error },
    )
  }
}

async function fromCache(options: AcquireAsteriskOptions): Promise<AsteriskBinary> {
  const sources = readAptSources()
  const codename = await osCodename()
  const mirror = ownMirror(sources, codename)
  const candidates = mirror
    ? ['forky', 'sid'].map((suite) => ({
        label: `Debian ${suite}`,
        sources: [{ ...mirror, suite, components: ['main'], signedBy: undefined }],
      }))
    : []
  const cache = options.cache ?? cacheFolder()
  const set = { name: 'asterisk', candidates: options.offline ? [] : candidates, packages: PACKAGES, optional: OPTIONAL }
  const root = await bringPackages(set, cache, options)
  const binary = await inspect(join(root, 'usr'), 'cache', loaderCommand(root, join(root, 'usr/sbin/asterisk')))
  if (!binary) throw new Error(`what was unpacked in ${root} does not start`)
  return binary
}

async function findInstalled(folder?: string): Promise<AsteriskBinary | undefined> {
  if (folder) {
    for (const prefix of [join(folder, 'usr'), folder]) {
      const program = join(prefix, 'sbin/asterisk')
      const command = existsSync(program) ? commandFor(folder, program) : undefined
      const binary = command && (await inspect(prefix, 'folder', command))
      if (binary) return binary
    }
  }
  for (const bin of [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'].filter(Boolean)) {
    const program = join(bin, 'asterisk')
    const binary = existsSync(program) && (await inspect(join(bin, '..'), 'path', [program]))
    if (binary) return binary
  }
  return undefined
}

const commandFor = (root: string, program: string): [string, ...string[]] =>
  findLoader(root) ? loaderCommand(root, program) : [program]

/** Starts a program through the loader and libraries of its own root, whatever libc the system has. */
function loaderCommand(root: string, program: string): [string, ...string[]] {
  const libraries = libraryFolders(root)
  return [findLoader(root) ?? program, '--library-path', libraries.join(':'), program]
}

function findLoader(root: string): string | undefined {
  const names = process.arch === 'arm64' ? ['ld-linux-aarch64.so.1'] : ['ld-linux-x86-64.so.2']
  const folders = ['usr/lib64', 'lib64', 'usr/lib', 'lib', `usr/lib/${multiarch()}`, `lib/${multiarch()}`]
  return folders.flatMap((folder) => names.map((name) => join(root, folder, name))).find((file) => existsSync(file))
}

const multiarch = (): string => (process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu')

/** The library folders of an unpacked root, with the private ones which their packages reach by rpath or alternatives. */
export function libraryFolders(root: string): string[] {
  const base = [join(root, 'usr/lib', multiarch()), join(root, 'lib', multiarch())]
  const extra = ['pulseaudio', 'blas', 'lapack'].flatMap((name) => base.map((folder) => join(folder, name)))
  return [...base, ...extra, join(root, 'usr/lib')].filter((folder) => existsSync(folder))
}

async function inspect(
  prefix: string,
  origin: AsteriskBinary['origin'],
  command: [string, ...string[]],
): Promise<AsteriskBinary | undefined> {
  const [program, ...args] = command
  const said = await run(program, [...args, '-V']).catch(() => undefined)
  const version = /Asterisk (\d+\.\d+\.\d+)/.exec(said?.stdout ?? '')?.[1]
  const modulesDir = [join(prefix, 'lib', multiarch(), 'asterisk/modules'), join(prefix, 'lib/asterisk/modules')].find(existsSync)
  const dataDir = [join(prefix, 'share/asterisk'), '/var/lib/asterisk'].find((folder) => existsSync(join(folder, 'rest-api')))
  if (!version || !modulesDir || !dataDir || compareVersions(version, MINIMUM_VERSION) < 0) return undefined
  const moh = join(dataDir, 'moh')
  return {
    command,
    version,
    modulesDir,
    dataDir,
    soundsDir: englishSounds(dataDir),
    mohDir: existsSync(moh) ? moh : undefined,
    origin,
  }
}

// Debian names the folder after the voice and links `en` to it after installation; unpacked there is no link.
function englishSounds(dataDir: string): string | undefined {
  const sounds = join(dataDir, 'sounds')
  if (!existsSync(sounds)) return undefined
  const name = readdirSync(sounds).find((entry) => /^en(_US.*)?$/.test(entry) && existsSync(join(sounds, entry, 'digits')))
  return name && join(sounds, name)
}

/** Negative, zero or positive as `a` is older than, the same as or newer than `b` (dotted numbers). */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The release's code name from os-release(5), or an empty string. */
export async function osCodename(): Promise<string> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return /^VERSION_CODENAME="?([a-z]+)"?/m.exec(text)?.[1] ?? ''
}
