// The headless host as a folder that runs by itself: Node, sources, packages, the built console. The same files from the same commit.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { buildConsole } from '../console.ts'
import { filesIn } from '../files.ts'
import { root } from '../paths.ts'
import { consoleConfig } from '../vite.console.ts'
import { foreign, shipped, shippedPackages } from './packages.ts'

export type About = { version: string; arch: string /** Of every file, seconds since 1970. */; epoch: number }

export const ownFiles = join(import.meta.dirname, 'files')

/** What is built here: this computer's processor, the commit's time (`SOURCE_DATE_EPOCH` before it). */
export function aboutHere(): About {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return { version, arch: process.arch, epoch: Number(process.env.SOURCE_DATE_EPOCH ?? commitTime()) }
}

function commitTime(): string {
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    throw new Error('Of which time? This is no checkout of git: set SOURCE_DATE_EPOCH, seconds since 1970.')
  }
}

/** Copies with the mode that every file has: readable by all, written by its owner. */
export function put(from: string, to: string, mode = 0o644): void {
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
  chmodSync(to, mode)
}

/** Fills `folder`. Throws where the Node of this platform is not among the packages, or a binary is another platform's. */
export async function stageHost(folder: string, { arch, version }: About): Promise<void> {
  const node = join(root, 'node_modules', `node-linux-${arch}`)
  if (!existsSync(node)) throw new Error(`Node for linux-${arch} is not in node_modules; npm ci brings it where npm has it.`)
  put(join(node, 'bin', 'node'), join(folder, 'bin', 'node'), 0o755)
  put(join(node, 'LICENSE'), join(folder, 'LICENSE.node'))
  for (const name of ['LICENSE', 'NOTICE']) put(join(root, name), join(folder, name))
  put(join(ownFiles, 'run'), join(folder, 'bin', 'cordboard-host'), 0o755)
  stageSources(folder)
  for (const path of shippedPackages()) stagePackage(path, folder, arch)
  const about = { name: 'cordboard', version, type: 'module', private: true, license: 'MIT' }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(about, null, 2)}\n`)
  const place = { outDir: join(folder, 'dist', 'console'), sourcemap: false }
  await buildConsole({ ...consoleConfig, build: { ...consoleConfig.build, ...place } })
  refuseForeign(folder, arch)
}

/** As they are: the host runs TypeScript without a build (docs/decisions/002-native-typescript.md). */
function stageSources(folder: string): void {
  for (const part of ['electron', 'shared'])
    for (const path of filesIn(join(root, part)))
      if (/\.(ts|json)$/.test(path) && !(part === 'electron' && path.startsWith('desktop/')))
        put(join(root, part, path), join(folder, part, path))
}

function stagePackage(path: string, folder: string, arch: string): void {
  // Packages within a package are in the list by themselves.
  for (const file of filesIn(join(root, path)))
    if (!file.startsWith('node_modules/') && shipped(file, `linux-${arch}`)) put(join(root, path, file), join(folder, path, file))
}

function refuseForeign(folder: string, arch: string): void {
  const head = Buffer.alloc(20)
  for (const path of filesIn(folder)) {
    const file = openSync(join(folder, path), 'r')
    const read = readSync(file, head, 0, head.length, 0)
    closeSync(file)
    const why = read === head.length ? foreign(head, arch) : null
    if (why !== null) throw new Error(`${path} is ${why}.`)
  }
}

/** Gives everything in the folder, and the folder, one time and the modes of folders. */
export function settle(folder: string, epoch: number): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) settle(path, epoch)
    else lutimesSync(path, epoch, epoch)
  }
  chmodSync(folder, 0o755)
  lutimesSync(folder, epoch, epoch)
}
