// An opened backup takes the office's place: between two runs of the host, in steps that each may be done twice, so that a
// computer that is switched off in the middle goes on where it was.
import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Restored, restored } from '../../../shared/domain/backup.ts'
import { holdScripts } from '../../adapters/scripts/approvals.ts'
import { databaseName, lockFolder } from '../../adapters/store/database.ts'
import { dropSearchIndex } from '../../adapters/store/history/searchIndex.ts'

const marker = 'restore.json'

const waiting = (folder: string) => join(folder, 'restore')

/** Has the unpacked backup put in place at the host's next start. Afterwards it is decided. */
export async function decide(folder: string, unpacked: string, of: Restored): Promise<void> {
  await writeFile(join(unpacked, marker), JSON.stringify(of), { flush: true })
  await rm(waiting(folder), { recursive: true, force: true })
  await rename(unpacked, waiting(folder))
  const parent = await open(folder, 'r')
  await parent.sync().finally(() => parent.close())
}

/** Puts a decided backup in place, before the folder is opened. Null when there is none. Throws StoreError LOCKED. */
export async function putInPlace(folder: string): Promise<Restored | null> {
  const from = waiting(folder)
  if (!existsSync(join(from, marker))) return null
  const lock = lockFolder(folder)
  try {
    const of = restored.parse(JSON.parse(await readFile(join(from, marker), 'utf8')))
    await merge(join(from, 'media'), join(folder, 'media'))
    if (existsSync(join(from, 'scripts'))) {
      await replace(join(from, 'scripts'), join(folder, 'scripts'))
      holdScripts(folder)
    }
    if (existsSync(join(from, databaseName))) {
      // What they hold belongs to the database that goes.
      for (const end of ['-wal', '-shm']) await rm(join(folder, databaseName + end), { force: true })
      await rename(join(from, databaseName), join(folder, databaseName))
      dropSearchIndex(folder)
    }
    if (existsSync(join(from, 'office.key'))) await rename(join(from, 'office.key'), join(folder, 'office.key'))
    await rm(from, { recursive: true, force: true })
    return of
  } finally {
    lock.release()
  }
}

async function replace(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await rename(from, to)
}

/** Adds the files that are not there. A sound file's name follows from what is in it or from its call: the same name is the same file. */
export async function merge(from: string, to: string, how: 'move' | 'link' = 'move'): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true }).catch(() => [])) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await merge(source, target, how)
    else if (!existsSync(target)) {
      await mkdir(dirname(target), { recursive: true })
      if (how === 'move') await rename(source, target)
      else await link(source, target).catch(() => copyFile(source, target))
    }
  }
}
