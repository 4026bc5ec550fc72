// The user Asterisk runs as where the host is root: what it must reach, what it owns, and what it may only read.

import { createHash } from 'node:crypto'
import { constants, existsSync, type Stats, statSync } from 'node:fs'
import { chmod, copyFile, lchown, link, lstat, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { AsteriskBinary } from '../acquire/asterisk.ts'
import type { PbxFolders } from '../config/folders.ts'

export interface PbxUser {
  name: string
  uid: number
  gid: number
}

const mayEnter = (stat: Stats, user: PbxUser): boolean =>
  (stat.uid === user.uid ? stat.mode & 0o100 : stat.gid === user.gid ? stat.mode & 0o010 : stat.mode & 0o001) !== 0

/** The first folder on the way to `path` which the user may not enter; undefined when there is none. */
export function barrierTo(path: string, user: PbxUser): string | undefined {
  const above = dirname(resolve(path))
  if (above !== resolve(path)) {
    const higher = barrierTo(above, user)
    if (higher) return higher
  }
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat?.isDirectory() && !mayEnter(stat, user) ? path : undefined
}

/** The folder an unpacked program lies in: `<root>/usr/share/asterisk`. */
const rootOf = ({ dataDir }: AsteriskBinary): string => resolve(dataDir, '../../..')

/**
 * The binary where the user reaches it: itself, or a copy of a cache below another user's home, made once for each version.
 * Rejects when no place can be written.
 */
export async function reachableBinary(binary: AsteriskBinary, user: PbxUser): Promise<AsteriskBinary> {
  if (binary.origin === 'path' || !barrierTo(binary.dataDir, user)) return binary
  const root = rootOf(binary)
  const { mtimeMs } = statSync(binary.command.at(-1) ?? root)
  const key = createHash('sha256').update(`${root}\n${mtimeMs}`).digest('hex').slice(0, 12)
  const copy = await copyOf(root, `asterisk-${binary.version}-${key}`, user)
  const moved = <T extends string | undefined>(path: T): T => path?.replaceAll(root, copy) as T
  const [program, ...args] = binary.command
  return {
    ...binary,
    command: [moved(program), ...args.map(moved)],
    modulesDir: moved(binary.modulesDir),
    dataDir: moved(binary.dataDir),
    ...(binary.soundsDir ? { soundsDir: moved(binary.soundsDir) } : {}),
    ...(binary.mohDir ? { mohDir: moved(binary.mohDir) } : {}),
  }
}

async function copyOf(root: string, name: string, user: PbxUser): Promise<string> {
  const places = ['/var/cache/cordboard', join(tmpdir(), 'cordboard-asterisk')]
  let failure: unknown = new Error('no folder for a copy of Asterisk')
  for (const place of places) {
    const target = join(place, name)
    try {
      await mkdir(place, { recursive: true, mode: 0o755 })
      // A folder of another user's could be changed under us.
      if (statSync(place).uid !== process.getuid?.() || barrierTo(place, user)) continue
      if (existsSync(target)) return target
      const part = `${target}.${process.pid}`
      await rm(part, { recursive: true, force: true })
      await linkTree(root, part)
      await rename(part, target).catch((error: unknown) => {
        if (!existsSync(target)) throw error // another host was faster
      })
      return target
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

/** The same files again: no bytes are copied on one disk. */
async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o755 })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await linkTree(source, target)
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target)
    else if (entry.isFile()) await link(source, target).catch(() => copyFile(source, target, constants.COPYFILE_FICLONE))
  }
}

/** What Asterisk writes; the rest of its folder it reads only, so that nothing in it makes the host write elsewhere. */
const written = ['lib', 'db', 'keys', 'spool', 'run', 'cache'] as const

/** Gives the user what it writes, and lets it read the rest. For a folder in which nothing runs yet. */
export async function ownFolders(folders: PbxFolders, user: PbxUser): Promise<void> {
  for (const folder of [folders.root, folders.etc]) await readable(folder, user)
  for (const name of await readdir(folders.etc)) await readableFile(join(folders.etc, name), user)
  for (const name of written) await giveAll(folders[name], user)
  await giveAll(folders.log, user)
}

async function readable(folder: string, { gid }: PbxUser): Promise<void> {
  await lchown(folder, process.getuid?.() ?? 0, gid)
  await chmod(folder, 0o750)
}

/** A file of the configuration, which holds passwords: for the host and this user. */
export async function readableFile(path: string, { gid }: PbxUser): Promise<void> {
  await lchown(path, process.getuid?.() ?? 0, gid)
  await chmod(path, 0o640)
}

async function giveAll(path: string, user: PbxUser): Promise<void> {
  await lchown(path, user.uid, user.gid)
  if (!(await lstat(path)).isDirectory()) return
  for (const name of await readdir(path)) await giveAll(join(path, name), user)
}

/** What of the data folder Asterisk reads: prompts, kept recordings, rendered speech. */
const shared = new Set(['pbx', 'media', 'speech'])

/** Lets the user through the data folder to what it needs, and to nothing else in it. */
export async function letThrough(folder: string, user: PbxUser): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (shared.has(basename(path)) || entry.isSymbolicLink()) continue
    const { mode } = await lstat(path)
    if ((mode & 0o077) !== 0) await chmod(path, mode & 0o700)
  }
  for (const name of shared) await mkdir(join(folder, name), { recursive: true, mode: 0o755 })
  await lchown(folder, process.getuid?.() ?? 0, user.gid)
  await chmod(folder, 0o710)
}
