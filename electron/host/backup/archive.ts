// What a backup is made of, gathered from the data folder.
import { copyFile, link, mkdir, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What of the data folder belongs to a backup, besides the database; caches and logs do not. */
const kept = ['office.key', 'scripts', 'media/prompts', 'media/voicemail']
const recordings = 'media/recordings'
/** Puts what belongs to a backup into `stage`, by links where the disk has them: what is deleted meanwhile stays in. */
export async function gather(folder: string, stage: string, withRecordings: boolean): Promise<void> {
  for (const name of withRecordings ? [...kept, recordings] : kept) await take(join(folder, name), join(stage, name))
}

async function take(from: string, to: string): Promise<void> {
  const what = await stat(from).catch(() => null)
  if (what?.isDirectory()) {
    for (const name of await readdir(from)) await take(join(from, name), join(to, name))
  } else if (what?.isFile() && !from.endsWith('.part')) {
    await mkdir(dirname(to), { recursive: true })
    await link(from, to).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') return copyFile(from, to)
    })
  }
}

/** Bytes of all files below. */
export async function sizeOf(path: string): Promise<number> {
  const what = await stat(path).catch(() => null)
  if (!what?.isDirectory()) return what?.size ?? 0
  const sizes = await Promise.all((await readdir(path)).map((name) => sizeOf(join(path, name))))
  return sizes.reduce((sum, size) => sum + size, 0)
}
