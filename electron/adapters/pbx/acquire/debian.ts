// Brings Debian packages into a folder of ours without root: a private apt configuration with an empty
// dpkg status (so that every dependency down to libc comes along), download only, then `dpkg -x` each.

import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PbxError } from '../errors.ts'
import type { AptSource } from './aptSources.ts'
import { withLock } from './cache.ts'
import { run } from './run.ts'

export interface Progress {
  step: 'search' | 'index' | 'download' | 'unpack' | 'done'
  /** 0 to 1 over the whole acquisition. */
  fraction: number
  message: string
}

export interface AcquireOptions {
  /** Where programs are kept; default {@link cacheFolder}. */
  cache?: string
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

export interface PackageSet {
  /** Folder name in the cache. */
  name: string
  /** Alternatives of sources: the first which has all packages is taken. */
  candidates: { label: string; sources: AptSource[] }[]
  packages: string[]
  /** Taken along where they exist. */
  optional?: string[]
  /** Archives which are not unpacked (a libc beside the system's breaks programs started without our loader). */
  skip?: RegExp
}

interface Marker {
  recipe: number
  label: string
  packages: string[]
}

const RECIPE = 2
const KEYRINGS = ['/usr/share/keyrings/debian-archive-keyring.gpg', '/usr/share/keyrings/debian-archive-keyring.pgp']

/** The folder with the unpacked packages, from the cache when its marker says that it is whole. Throws PACKAGE_UNAVAILABLE or ABORTED. */
export async function bringPackages(set: PackageSet, cache: string, options: AcquireOptions): Promise<string> {
  const root = join(cache, set.name)
  if (await isWhole(root, set)) return root
  await mkdir(cache, { recursive: true })
  return withLock(root, () => fetchFirst(set, root, options), options.signal)
}

async function isWhole(root: string, set: PackageSet): Promise<boolean> {
  const text = await readFile(join(root, '.complete.json'), 'utf8').catch(() => '')
  if (!text) return false
  try {
    const marker = JSON.parse(text) as Marker
    return marker.recipe === RECIPE && marker.packages.join() === set.packages.join()
  } catch {
    return false // a torn marker: fetch again
  }
}

async function fetchFirst(set: PackageSet, root: string, options: AcquireOptions): Promise<string> {
  if (await isWhole(root, set)) return root // another process brought it while we waited for the lock
  const reasons: string[] = []
  for (const candidate of set.candidates) {
    const work = `${root}.partial`
    await rm(work, { recursive: true, force: true })
    try {
      await fetchInto(work, set, candidate, options)
      await rm(root, { recursive: true, force: true })
      await rename(join(work, 'root'), root)
      options.onProgress?.({ step: 'done', fraction: 1, message: `${set.name} is ready` })
      return root
    } catch (error) {
      if (error instanceof PbxError && error.code === 'ABORTED') throw error
      reasons.push(`${candidate.label}: ${(error as Error).message}`)
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  }
  throw new PbxError(
    'PACKAGE_UNAVAILABLE',
    `Could not bring ${set.packages.join(', ')} (${reasons.join('; ') || 'no package source'})`,
  )
}

async function fetchInto(
  work: string,
  set: PackageSet,
  candidate: { label: string; sources: AptSource[] },
  options: AcquireOptions,
): Promise<void> {
  const env = {
    ...process.env,
    LC_ALL: 'C',
    DEBIAN_FRONTEND: 'noninteractive',
    APT_CONFIG: await writeAptConfig(work, candidate.sources),
  }
  const report = (step: Progress['step'], fraction: number, message: string) => options.onProgress?.({ step, fraction, message })
  report('index', 0.02, `Reading the package index of ${candidate.label}`)
  await apt(['update', '-q'], env, options.signal)
  const extras = await available(set.optional ?? [], env, options.signal)
  report('download', 0.1, `Downloading ${set.packages[0]} and what it needs`)
  const args = ['install', '-y', '-q', '--download-only', '-o', 'APT::Status-Fd=3', ...set.packages, ...extras]
  await apt(args, env, options.signal, (percent) => report('download', 0.1 + percent * 0.005, `Downloading ${set.packages[0]}`))
  await unpack(work, set, (done) => report('unpack', 0.6 + done * 0.39, `Unpacking ${set.packages[0]}`), options.signal)
  const marker: Marker = { recipe: RECIPE, label: candidate.label, packages: set.packages }
  await writeFile(join(work, 'root', '.complete.json'), JSON.stringify(marker))
}

async function apt(
  args: string[],
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
  onPercent?: (percent: number) => void,
): Promise<void> {
  const onStatusLine = (line: string) => {
    const percent = /^dlstatus:[^:]*:([\d.]+):/.exec(line)?.[1]
    if (percent) onPercent?.(Number(percent))
  }
  const result = await run('apt-get', args, { env, signal, onStatusLine })
  if (result.code !== 0) throw new Error(`apt-get ${args[0]} failed: ${lastLines(result.stderr || result.stdout)}`)
}

async function available(names: string[], env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<string[]> {
  const found: string[] = []
  for (const name of names) {
    const { stdout } = await run('apt-cache', ['policy', name], { env, signal })
    if (/Candidate:\s*(?!\(none\))\S/.test(stdout)) found.push(name)
  }
  return found
}

async function unpack(work: string, set: PackageSet, onDone: (fraction: number) => void, signal?: AbortSignal): Promise<void> {
  const archives = (await readdir(join(work, 'archives'))).filter((name) => name.endsWith('.deb') && !set.skip?.test(name))
  const root = join(work, 'root')
  await mkdir(root, { recursive: true })
  for (const [index, name] of archives.entries()) {
    const result = await run('dpkg', ['-x', join(work, 'archives', name), root], { signal })
    if (result.code !== 0) throw new Error(`dpkg -x ${name} failed: ${lastLines(result.stderr)}`)
    onDone((index + 1) / archives.length)
  }
}

async function writeAptConfig(work: string, sources: AptSource[]): Promise<string> {
  for (const folder of ['state/lists/partial', 'archives/partial', 'empty', 'log'])
    await mkdir(join(work, folder), { recursive: true })
  await writeFile(join(work, 'status'), '')
  await writeFile(join(work, 'sources.list'), sources.map(sourceLine).join(''))
  const config = join(work, 'apt.conf')
  await writeFile(config, aptConfig(work))
  return config
}

function sourceLine(source: AptSource): string {
  const keyring = source.signedBy && existsSync(source.signedBy) ? source.signedBy : KEYRINGS.find((file) => existsSync(file))
  return `deb ${keyring ? `[signed-by=${keyring}] ` : ''}${source.uri} ${source.suite} ${source.components.join(' ')}\n`
}

function aptConfig(work: string): string {
  const entries: Record<string, string> = {
    'Dir::Etc::SourceList': join(work, 'sources.list'),
    'Dir::Etc::SourceParts': join(work, 'empty'),
    'Dir::Etc::Preferences': join(work, 'none'),
    'Dir::Etc::PreferencesParts': join(work, 'empty'),
    'Dir::State': join(work, 'state'),
    'Dir::State::Lists': join(work, 'state/lists'),
    'Dir::State::status': join(work, 'status'),
    'Dir::Cache': work,
    'Dir::Cache::Archives': join(work, 'archives'),
    'Dir::Log': join(work, 'log'),
    'APT::Install-Recommends': 'false',
    'APT::Keep-Downloaded-Packages': 'true',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Debug::NoLocking': 'true',
  }
  if (process.getuid?.() === 0) entries['APT::Sandbox::User'] = 'root' // `_apt` may not read our folder
  return Object.entries(entries)
    .map(([name, value]) => `${name} "${value}";\n`)
    .join('')
}

// Mirrors' addresses are the machine's business: they are left out of messages.
const lastLines = (text: string): string =>
  text
    .trim()
    .split('\n')
    .slice(-3)
    .join(' ')
    .replace(/https?:\/\/\S+/g, '<mirror>')
