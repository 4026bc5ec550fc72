// The packages that the host needs to run, and of each what runs: no source maps, no types, no C, nothing for other platforms.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../paths.ts'

type Entry = { dev?: boolean; link?: boolean }

/** Brought along in another place, needed only to compile, or asked for by a package whose code has it in it already (audio-file-decoder). */
const leftOut = /^node_modules\/(node-linux-\w+|node-addon-api|@babel\/runtime)$/

/** Folders of the packages that are no development dependency, e.g. `node_modules/pino`; those for other platforms are not here. */
export function shippedPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Entry> }
  return Object.entries(lock.packages)
    .filter(([path, { dev, link }]) => path !== '' && !dev && !link && !leftOut.test(path) && existsSync(join(root, path)))
    .map(([path]) => path)
    .sort()
}

const unneeded = [
  /\.(map|ts|mts|cts|tsx|flow|tsbuildinfo|md|markdown|c|cc|cpp|h|hpp|gypi?|yml)$/i,
  /^(tests?|benchmarks?|examples?|\.github|\.vscode)\//,
  /(^|\/)\.(npmignore|eslint\w*|editorconfig|gitattributes|travis|jshintrc)/,
]
/** What a licence asks for stays, whatever it ends in. */
const legal = /^(licen[cs]e|notice|copying|copyright|authors)\b/i

/** Whether a file of a package is shipped; `path` is within the package, `platform` e.g. `linux-x64`. */
export function shipped(path: string, platform: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const prebuilt = /^prebuilds\/([^/.]+)/.exec(path)?.[1]
  if (prebuilt !== undefined) return prebuilt === platform
  return legal.test(name) || !unneeded.some((pattern) => pattern.test(path))
}

const machines: Record<string, number> = { x64: 0x3e, arm64: 0xb7 }

/** What a binary is that this platform cannot use; null for one it can, and for what is no binary. `head`: its first bytes. */
export function foreign(head: Uint8Array, arch: string): string | null {
  const magic = Buffer.from(head.subarray(0, 4)).toString('hex')
  if (magic.startsWith('4d5a')) return 'a program of Windows'
  if (/^(cafebabe|cffaedfe|cefaedfe|feedfac[ef])$/.test(magic)) return 'a program of macOS'
  if (magic === '7f454c46' && Buffer.from(head).readUInt16LE(18) !== machines[arch]) return 'a program for another processor'
  return null
}
