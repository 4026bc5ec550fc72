// Files of keys and certificates: readable by their owner only, whole or not there.
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Undefined when it is not there; anything else that keeps it from being read is an error. */
export const textOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })

/** Mode 0600, and on disk when it returns; `syncFolder` makes the name durable, too. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const part = `${path}.part`
  await rm(part, { force: true }) // of a host that was killed; a file that is there would keep its mode
  await writeFile(part, text, { mode: 0o600, flush: true })
  await rename(part, path)
}

/** Has the names in the folder on disk. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // a folder cannot be opened there
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Removes it for good; nothing where it is not there. */
export async function removeDurably(path: string): Promise<void> {
  await rm(path, { force: true })
  await syncFolder(dirname(path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}
