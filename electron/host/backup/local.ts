// Local copies: made each night from the first day on, without a password, in `backups/local/`. The database is compressed in
// parts, of which those that have not changed are links to the copy before; sound files are links to the office's own. Whoever
// may read the data folder may read them: against a lost disk or a thief there are the sealed backups.
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, copyFile, cp, mkdir, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { databaseName, lockFolder } from '../../adapters/store/database.ts'
import { StoreError } from '../../adapters/store/errors.ts'
import { dropSearchIndex } from '../../adapters/store/history/searchIndex.ts'
import { copyPages, readySnapshot } from '../../adapters/store/snapshot.ts'
import { gather, sizeOf } from './archive.ts'
import { hasChunks, packChunks, unpackChunks } from './chunks.ts'
import { merge } from './place.ts'

/** The folder of the database's parts in a copy. */
const parts = 'database'
/** The database in a copy made before there were parts. */
const packed = `${databaseName}.gz`
const named = /^local-(\d{8}T\d{6})Z$/
/** So many are kept; fewer when there is little room. */
const keepAtMost = 7
/** Below this share of free space only the newest ones are kept. */
const scarce = 0.1
/** Where recordings lie until their calls have ended: what is in them cannot be made again. */
const spools = ['spool', join('pbx', 'spool', 'recording'), join('pbx', 'spool', 'voicemail')]

export const localFolder = (folder: string): string => join(folder, 'backups', 'local')
const stampOf = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')

export type LocalCopy = { name: string; at: number }

/** Newest first. */
export async function listLocal(folder: string): Promise<LocalCopy[]> {
  const names = await readdir(localFolder(folder)).catch(() => [])
  return names
    .flatMap((name) => {
      const stamp = named.exec(name)?.[1]
      const at = stamp ? Date.parse(stamp.replace(/(....)(..)(..)T(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z')) : Number.NaN
      const copy = join(localFolder(folder), name)
      return Number.isNaN(at) || !(hasChunks(join(copy, parts)) || existsSync(join(copy, packed))) ? [] : [{ name, at }]
    })
    .sort((a, b) => b.at - a.at)
}

/** Makes one, while a host may run, and removes what is too old. Returns its name. Throws StoreError. */
export async function makeLocal(folder: string, at: number): Promise<string> {
  const into = localFolder(folder)
  await mkdir(into, { recursive: true, mode: 0o700 })
  for (const name of await readdir(into))
    if (name.startsWith('.work-')) await rm(join(into, name), { recursive: true, force: true })
  const stage = join(into, `.work-${stampOf(at)}`)
  const name = `local-${stampOf(at)}`
  await mkdir(stage, { mode: 0o700 })
  try {
    const plain = join(stage, databaseName)
    await copyPages(folder, plain)
    const before = (await listLocal(folder))[0]
    await packChunks(plain, join(stage, parts), before ? join(into, before.name, parts) : null)
    await rm(plain)
    await gather(folder, stage, true)
    // Copied, not linked: they are still written to.
    for (const spool of spools)
      if (existsSync(join(folder, spool)))
        await cp(join(folder, spool), join(stage, spool), { recursive: true, filter: plainFile })
    await writeFile(join(stage, 'made.json'), `${JSON.stringify({ at })}\n`, { mode: 0o600 })
    await rm(join(into, name), { recursive: true, force: true })
    await rename(stage, join(into, name))
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
  await thinOut(folder)
  return name
}

const plainFile = (path: string) => !path.endsWith('.part')

async function thinOut(folder: string): Promise<void> {
  const { bavail, blocks } = await statfs(folder)
  const keep = bavail / blocks < scarce ? 2 : keepAtMost
  for (const { name } of (await listLocal(folder)).slice(keep))
    await rm(join(localFolder(folder), name), { recursive: true, force: true })
}

/**
 * Puts a copy back, while no host runs; the newest without `name`. What it replaces is kept in the returned folder.
 * Throws StoreError LOCKED, NOT_FOUND, CORRUPT, NEWER_DATABASE.
 */
export async function restoreLocal(folder: string, at: number, name?: string): Promise<{ name: string; replaced: string }> {
  const copies = await listLocal(folder)
  const copy = name === undefined ? copies[0] : copies.find((each) => each.name === name)
  if (!copy)
    throw new StoreError(
      'NOT_FOUND',
      name ? `There is no copy "${name}" in ${localFolder(folder)}.` : `There is no copy in ${localFolder(folder)}.`,
    )
  const lock = lockFolder(folder)
  const from = join(localFolder(folder), copy.name)
  const stage = join(folder, `.restore-${stampOf(at)}`)
  try {
    await mkdir(stage, { mode: 0o700 })
    const plain = join(stage, databaseName)
    if (hasChunks(join(from, parts))) await unpackChunks(join(from, parts), plain)
    else
      await pipeline(createReadStream(join(from, packed)), createGunzip(), createWriteStream(plain, { mode: 0o600, flush: true }))
    readySnapshot(plain)
    const replaced = await setAside(folder, at)
    await rename(plain, join(folder, databaseName))
    if (existsSync(join(from, 'office.key'))) {
      if (existsSync(join(folder, 'office.key'))) await copyFile(join(folder, 'office.key'), join(replaced, 'office.key'))
      await rm(join(folder, 'office.key'), { force: true })
      await copyFile(join(from, 'office.key'), join(folder, 'office.key'))
      await chmod(join(folder, 'office.key'), 0o600)
    }
    await merge(join(from, 'media'), join(folder, 'media'), 'link')
    if (!existsSync(join(folder, 'scripts'))) await merge(join(from, 'scripts'), join(folder, 'scripts'), 'link')
    for (const spool of spools) await merge(join(from, spool), join(folder, spool), 'link')
    return { name: copy.name, replaced }
  } finally {
    await rm(stage, { recursive: true, force: true })
    lock.release()
  }
}

/** Moves the database out of the way, with what belongs to it; the search index is made again. Returns where it is. */
export async function setAside(folder: string, at: number): Promise<string> {
  const replaced = join(folder, 'backups', `replaced-${stampOf(at)}`)
  await mkdir(replaced, { recursive: true, mode: 0o700 })
  for (const end of ['-wal', '-shm', ''])
    if (existsSync(join(folder, databaseName + end)))
      await rename(join(folder, databaseName + end), join(replaced, databaseName + end))
  dropSearchIndex(folder)
  return replaced
}

/** Bytes of the copy's database as it is on the disk, what it shares with other copies included. */
export async function bytesOf(folder: string, { name }: LocalCopy): Promise<number> {
  const copy = join(localFolder(folder), name)
  return (await sizeOf(join(copy, parts))) + (await sizeOf(join(copy, packed)))
}
