// Whether what was built is older than what it was built from.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Newest change below the folders, epoch ms; 0 when there is nothing. */
export function newestChange(folders: readonly string[]): number {
  let newest = 0
  for (const folder of folders)
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
      if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs)
  return newest
}

/** True when the file is missing or older than the folders' newest change. */
export function isStale(built: string, folders: readonly string[]): boolean {
  const made = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return made < newestChange(folders)
}
