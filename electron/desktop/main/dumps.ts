// What crashes left on this computer: memory dumps of Electron's crash reporter. They are sent nowhere; the person may look at them,
// hand them on, or delete them.
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { app, shell } from 'electron'
import type { CrashDump } from '../../../shared/contract/shell.ts'

/** Shown at most. */
const most = 50

const folder = () => app.getPath('crashDumps')

/** Windows keeps them in `reports`, others in `pending` and `completed`. */
async function files(): Promise<string[]> {
  const inside = await readdir(folder(), { withFileTypes: true }).catch(() => [])
  const folders = [folder(), ...inside.flatMap((each) => (each.isDirectory() ? [join(folder(), each.name)] : []))]
  const names = await Promise.all(
    folders.map(async (each) => (await readdir(each).catch(() => [])).map((name) => join(each, name))),
  )
  return names.flat().filter((name) => name.endsWith('.dmp'))
}

/** The newest first. */
export async function crashDumps(): Promise<CrashDump[]> {
  const found = await Promise.all(
    (await files()).map(async (file) => {
      const seen = await stat(file).catch(() => null) // deleted meanwhile
      return seen ? [{ at: Math.round(seen.mtimeMs), bytes: seen.size }] : []
    }),
  )
  return found
    .flat()
    .sort((one, other) => other.at - one.at)
    .slice(0, most)
}

/** In the system's own program for files. */
export const openDumps = (): Promise<unknown> => shell.openPath(folder())

/** All of them; one that is held stays. */
export async function deleteDumps(): Promise<void> {
  for (const file of await files()) await rm(file, { force: true })
}
