// Finds programs for tests, Chromium and SIPp, or brings them from the machine's own release without root.

import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { PbxError } from '../errors.ts'
import { ownRelease, readAptSources } from './aptSources.ts'
import { libraryFolders, osCodename } from './asterisk.ts'
import { cacheFolder } from './cache.ts'
import { type AcquireOptions, bringPackages, type PackageSet } from './debian.ts'

/** A program and the environment it must be started with. */
export interface Program {
  executablePath: string
  env: Record<string, string>
}

// The system's libc and loader are the ones in use: another copy beside them breaks every program started.
const SYSTEM_LIBC = /^(libc6|libc-bin|libgcc-s1|libstdc\+\+6|libcrypt1|dash|bash|perl|coreutils|debconf|dpkg|tar)_/

/** Chromium: the system's, else brought into the cache with fonts. Throws PACKAGE_UNAVAILABLE or ABORTED. */
export async function acquireChromium(options: AcquireOptions = {}): Promise<Program> {
  const installed = onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'])
  if (installed) return { executablePath: installed, env: plainEnv() }
  const root = await bringOwn(
    'chromium',
    ['chromium', 'fonts-dejavu-core', 'fontconfig-config'],
    ['fonts-noto-color-emoji'],
    options,
  )
  const program = join(root, 'usr/lib/chromium/chromium')
  if (!existsSync(program)) throw new PbxError('PACKAGE_UNAVAILABLE', `The Chromium package unpacked in ${root} has no program`)
  return { executablePath: program, env: { ...libraryEnv(root), FONTCONFIG_FILE: await writeFontConfig(root) } }
}

/** SIPp (`sip-tester`): the system's, else brought into the cache. Throws PACKAGE_UNAVAILABLE or ABORTED. */
export async function acquireSipp(options: AcquireOptions = {}): Promise<Program> {
  const installed = onPath(['sipp'])
  if (installed) return { executablePath: installed, env: plainEnv() }
  const root = await bringOwn('sipp', ['sip-tester'], [], options)
  const program = join(root, 'usr/bin/sipp')
  if (!existsSync(program)) throw new PbxError('PACKAGE_UNAVAILABLE', `The SIPp package unpacked in ${root} has no program`)
  return { executablePath: program, env: libraryEnv(root) }
}

function onPath(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file))
}

/**
 * Packages of the machine's own release with all they need but libc, unpacked into `name` of the cache. Returns that folder.
 * Throws PACKAGE_UNAVAILABLE or ABORTED.
 */
export async function bringOwn(name: string, packages: string[], optional: string[], options: AcquireOptions): Promise<string> {
  const codename = await osCodename()
  const sources = ownRelease(readAptSources(), codename)
  const candidates = sources.length > 0 ? [{ label: codename || 'this release', sources }] : []
  const set: PackageSet = { name, candidates, packages, optional, skip: SYSTEM_LIBC }
  return bringPackages(set, options.cache ?? cacheFolder(), options)
}

const plainEnv = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))

/** An environment in which programs find the libraries unpacked in `root`. */
export const libraryEnv = (root: string): Record<string, string> => ({
  ...plainEnv(),
  LD_LIBRARY_PATH: libraryFolders(root).join(':'),
})

/** Without a configuration fontconfig finds no font and pages show no text. Returns the file of one for the fonts unpacked in `root`. */
export async function writeFontConfig(root: string): Promise<string> {
  const folder = join(root, 'cordboard-fonts')
  await mkdir(join(folder, 'cache'), { recursive: true })
  const file = join(folder, 'fonts.conf')
  const families = ['sans-serif', 'serif', 'monospace'].map((family) => {
    const font = family === 'monospace' ? 'DejaVu Sans Mono' : family === 'serif' ? 'DejaVu Serif' : 'DejaVu Sans'
    return `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`
  })
  const body = `<dir>${join(root, 'usr/share/fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'cache')}</cachedir>`
  await writeFile(
    file,
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>${body}${families.join('')}</fontconfig>\n`,
  )
  return file
}
