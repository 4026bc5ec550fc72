// What the packaged desktop app consists of: its built code, the console, and the few packages that cannot be part of a bundle.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesIn } from '../files.ts'
import { shipped } from '../host/packages.ts'
import { root } from '../paths.ts'
import type { Runtime } from '../vite.desktop.ts'

/**
 * Packages that stay packages: native (better-sqlite3), looking for files beside themselves (ari-client, eSpeak NG), told apart wrongly by bundlers
 * (wavefile), or under the LGPL, whose licence asks that they can be replaced (mpg123-decoder, audio-file-decoder, wasm-media-encoders; see
 * NOTICE).
 */
export const outsidePackages = [
  'better-sqlite3',
  'ari-client',
  '@echogarden/espeak-ng-emscripten',
  'wavefile',
  'mpg123-decoder',
  'audio-file-decoder',
  'wasm-media-encoders',
] as const

/** The shipped Electron's Node. */
export const shippedRuntime: Runtime = { target: 'node24', outside: outsidePackages, banner: '', compact: true }

type Entry = { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }
type Lock = Record<string, Entry | undefined>

/** Needed only to compile, or in the code of the package already that asks for it (audio-file-decoder). */
const unused = new Set(['node-addon-api', '@babel/runtime'])

/** The folder that a package finds another one in, as Node looks for it. */
function found(lock: Lock, from: string, name: string): string | null {
  for (let within = from; ; within = within.slice(0, Math.max(0, within.lastIndexOf('/node_modules/')))) {
    const path = `${within === '' ? '' : `${within}/`}node_modules/${name}`
    if (lock[path]) return path
    if (within === '') return null
  }
}

/** Folders of these packages and of all they need. Throws where one is not installed. */
export function packagesOf(names: readonly string[]): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }
  const all = new Set<string>()
  const add = (path: string, optional: boolean) => {
    if (all.has(path)) return
    if (!existsSync(join(root, path))) {
      if (optional) return
      throw new Error(`${path} is not installed: npm ci.`)
    }
    all.add(path)
    const { dependencies = {}, optionalDependencies = {} } = packages[path] ?? {}
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const next = unused.has(name) ? null : found(packages, path, name)
      if (next) add(next, name in optionalDependencies)
    }
  }
  for (const name of names) add(`node_modules/${name}`, false)
  return [...all].sort()
}

/** Of packages: tools, and other forms of the same code than the one that Node loads. */
const otherForms: Record<string, RegExp> = {
  '@swc/helpers': /^(_|cjs|src|scripts)\//,
  bluebird: /^js\/browser\//,
  // Asked for as a whole only.
  lodash: /^(?!lodash\.js$|package\.json$|LICENSE$)/,
  'swagger-client': /^lib\/(jasmine|jquery)|^(bin|scripts?|docs?)\//,
  tldts: /^(bin|src|dist\/(es6|types))\/|\.min\.js$/,
  'tldts-core': /^(src|dist\/(es6|types))\//,
  'wasm-media-encoders': /^(wasm|dist\/(esnext|umd))\/|^dist\/index\.cjs$/,
}

/** Paths within the project of everything that goes into the archive, but the console's and the programs' own; `platform`: `linux-x64`. */
export function packageFiles(platform: string): string[] {
  return packagesOf(outsidePackages).flatMap((path) => {
    const unneeded = otherForms[path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)]
    return filesIn(join(root, path))
      .filter((file) => !file.startsWith('node_modules/') && shipped(file, platform) && !unneeded?.test(file))
      .map((file) => `${path}/${file}`)
  })
}

/** Built files without their source maps, which are kept beside the package. */
export const builtFiles = (folder: string): string[] =>
  filesIn(join(root, folder))
    .filter((file) => !file.endsWith('.map'))
    .map((file) => `${folder}/${file}`)

/** Everything; console and programs have been built. */
export const desktopFiles = (platform: string): string[] => [
  'package.json',
  'LICENSE',
  ...builtFiles('dist/console'),
  ...builtFiles('dist/desktop'),
  ...packageFiles(platform),
]

/** What is left out of a copy of the project, by paths as @electron/packager asks: with a slash before them, folders too. */
export function leftOut(files: readonly string[]): (path: string) => boolean {
  const kept = new Set<string>([''])
  for (const file of files) for (let path = `/${file}`; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) kept.add(path)
  return (path) => !kept.has(path)
}

type About = Record<'name' | 'version' | 'description' | 'license' | 'main' | 'type' | 'desktopName', string> & {
  author: unknown
  homepage: string
}

/**
 * The project's own description without what is for its developers, and from where it updates itself: `CORDBOARD_UPDATES` (a folder of a web
 * server, or `github:owner/name`) and `CORDBOARD_UPDATE_KEY`, the public key of `npm run updates`. Throws for one without the other.
 */
export function appDescription(text: string, env: NodeJS.ProcessEnv): string {
  const [feed, key] = [env.CORDBOARD_UPDATES || undefined, env.CORDBOARD_UPDATE_KEY || undefined]
  if ((feed === undefined) !== (key === undefined))
    throw new Error('CORDBOARD_UPDATES and CORDBOARD_UPDATE_KEY belong together: one is not set.')
  const { name, version, description, license, main, type, desktopName, author, homepage } = JSON.parse(text) as About
  return JSON.stringify({
    name,
    productName: 'Cordboard',
    version,
    description,
    license,
    author,
    homepage,
    main,
    type,
    desktopName,
    ...(feed && key ? { updates: { feed, key } } : {}),
  })
}
