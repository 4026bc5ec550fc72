// The cache folder for programs we bring, and the lock which keeps two processes from bringing the same one.

import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PbxError } from '../errors.ts'

/** The writable cache folder: `$CORDBOARD_CACHE`, else `~/.cache/cordboard`, else one under the temporary folder. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const wanted = env.CORDBOARD_CACHE ?? join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cordboard')
  for (const folder of [wanted, join(tmpdir(), `cordboard-cache-${process.getuid?.() ?? 'user'}`)]) {
    if (isWritable(folder)) return folder
  }
  return mkdtempSync(join(tmpdir(), 'cordboard-cache-'))
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false // not ours to write: the next candidate is tried
  }
}

/** Runs `work` while holding `<folder>.lock`; waits for another living process, takes over from a dead one. */
export async function withLock<T>(folder: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const lock = `${folder}.lock`
  while (!(await take(lock))) {
    if (signal?.aborted) throw new PbxError('ABORTED', `Waiting for ${lock} was stopped`)
    await sleep(200)
  }
  try {
    return await work()
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await mkdir(lock)
    await writeFile(join(lock, 'pid'), String(process.pid))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (await isAbandoned(lock)) await rm(lock, { recursive: true, force: true })
  return false
}

async function isAbandoned(lock: string): Promise<boolean> {
  const pid = Number(await readFile(join(lock, 'pid'), 'utf8').catch(() => ''))
  if (pid > 0) return !isAlive(pid)
  const made = await stat(lock).catch(() => undefined)
  return made !== undefined && Date.now() - made.mtimeMs > 5_000 // its maker died between mkdir and writing its pid
}

/** Whether a process with this id exists (also one of another user). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
