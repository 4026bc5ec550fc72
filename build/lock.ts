// `npm run lock`: completes package-lock.json. npm leaves out other platforms' binaries when the registry it asked does not have
// them, and then refuses the lock it wrote. Name and version are what the package itself asks for; `npm ci` fetches only its own.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { helpFor } from './help.ts'
import { root } from './paths.ts'

type Entry = { version?: string; dev?: boolean; optional?: boolean; os?: string[]; cpu?: string[]; libc?: string[] } & {
  optionalDependencies?: Record<string, string>
}
export type Lock = { packages: Record<string, Entry> }

const systems: Record<string, string> = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  openharmony: 'openharmony',
  win32: 'win32',
}
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x']

/** What a binary's name says of the platform it is for, e.g. `…-linux-arm64-musl`. */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/)
  const os = words.map((word) => systems[word]).find((word) => word !== undefined)
  const cpu = processors.find((processor) => words.includes(processor))
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : null
  return { ...(os ? { os: [os] } : {}), ...(cpu ? { cpu: [cpu] } : {}), ...(libc ? { libc } : {}) }
}

/** Where Node would look for a dependency of the package at `path`, nearest first. */
function* lookups(path: string, name: string): Generator<string> {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/'))))
    yield `${at}/node_modules/${name}`
  yield `node_modules/${name}`
}

/** Entries for the platform packages that are asked for by an exact version and are not in the lock. */
export function missingIn(lock: Lock): Record<string, Entry> {
  const missing: Record<string, Entry> = {}
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if ([...lookups(path, name)].some((place) => place in lock.packages) || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) continue
      missing[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true }
    }
  }
  return missing
}

if (process.argv[1] === import.meta.filename) {
  helpFor('npm run lock: completes package-lock.json with the binaries of other platforms, after a package was added')
  const file = join(root, 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock
  const missing = missingIn(lock)
  // As npm sorts them.
  const byName = ([a]: [string, unknown], [b]: [string, unknown]) => a.localeCompare(b, 'en')
  lock.packages = Object.fromEntries(Object.entries({ ...lock.packages, ...missing }).sort(byName))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${Object.keys(missing).length} entries added.`)
}
