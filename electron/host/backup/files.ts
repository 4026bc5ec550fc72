// The folder backups lie in: their names, which say of what kind they are and when they were made.
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type BackupInfo, type BackupKind, backupKind, backupName } from '../../../shared/domain/backup.ts'

/** Beginning of the folders that a job works in. */
const workPrefix = '.work-'

const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')

/** A name that is free in the folder; the second it names may lie a little ahead. */
export function freeName(folder: string, kind: BackupKind, at: number): string {
  const name = `${kind}-${stamp(at)}.cordboard`
  return existsSync(join(folder, name)) ? freeName(folder, kind, at + 1000) : name
}

function partsOf(name: string): { kind: BackupKind; at: number } | null {
  if (!backupName.safeParse(name).success) return null
  const [, kind, year, month, day, hour, minute, second] =
    /^([a-z-]+)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(name)?.map(String) ?? []
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  const known = backupKind.safeParse(kind)
  return known.success && Number.isFinite(at) ? { kind: known.data, at } : null
}

/** Newest first. */
export async function listBackups(folder: string): Promise<BackupInfo[]> {
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(
    names.map(async (name) => {
      const parts = partsOf(name)
      const file = parts && (await stat(join(folder, name)).catch(() => null))
      return parts && file?.isFile() ? [{ name, ...parts, bytes: file.size }] : []
    }),
  )
  return found.flat().sort((a, b) => b.at - a.at || a.name.localeCompare(b.name))
}

/** A folder for a job. */
export const workFolder = (folder: string, id: string): string => join(folder, `${workPrefix}${id}`)

/** Makes the folder, and takes away what a host that was killed has left in it. */
export async function sweep(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(folder))
    if (name.startsWith(workPrefix) || name.endsWith('.part')) await rm(join(folder, name), { recursive: true, force: true })
}
