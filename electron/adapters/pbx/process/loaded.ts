// Which configuration a running Asterisk has read in full: a host that comes back to it need not have it read again, which takes half a second.
import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

type Files = Readonly<Record<string, string>>

const pathOf = (folder: string): string => join(folder, 'loaded.sha256')
const hashOf = (files: Files): string => createHash('sha256').update(JSON.stringify(files)).digest('hex')

/** After it has read them all. */
export const noteLoaded = (folder: string, files: Files): Promise<void> =>
  writeFile(pathOf(folder), hashOf(files), { flush: true })

/** Before anything of them changes: whoever dies in between has them read again. */
export const forgetLoaded = (folder: string): Promise<void> => rm(pathOf(folder), { force: true })

/** Whether it has read exactly these, and they still stand in its folder `etc`. */
export async function isLoaded(folder: string, etc: string, files: Files): Promise<boolean> {
  const text = (path: string) => readFile(path, 'utf8').catch(() => null)
  if ((await text(pathOf(folder))) !== hashOf(files)) return false
  const there = await Promise.all(Object.entries(files).map(async ([name, wanted]) => (await text(join(etc, name))) === wanted))
  return there.every(Boolean)
}
