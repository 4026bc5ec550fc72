// The media store where Asterisk and the host see the same files: prompts are played from our data folder, and
// recordings are moved there from Asterisk's spool.

import { createHash } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { copyFile, lstat, mkdir, open, readdir, rename, rm, unlink } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize, sep } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { MediaStore, StoredSound } from '../../engine/ports.ts'
import type { ConvertReply } from './convertWorker.ts'
import { MediaError, type MediaErrorCode } from './errors.ts'
import { isSilent } from './silence.ts'

export interface SharedFolderOptions {
  /** Holds `prompts`, `recordings` and `voicemail`. */
  dataFolder: string
  /** Where Asterisk leaves its recordings (`<spool>/recording`). */
  recordingsDir: string
  /** Address of a kept recording as other servers are told it. */
  recordingUrl?(file: string): string
}

type Kind = 'recordings' | 'voicemail' | 'prompts'

const HEADER_BYTES = 44
const BYTES_PER_SECOND = 16_000
const NAME = /^[A-Za-z0-9_.:-]+$/

/** Media on a folder shared with Asterisk. */
export class SharedFolderMedia implements MediaStore {
  mayRecord = true
  protected readonly options: SharedFolderOptions

  constructor(options: SharedFolderOptions) {
    this.options = options
  }

  promptUri(prompt: Parameters<MediaStore['promptUri']>[0], language: string, fallback: string): string | null {
    const variants = prompt.variants as Record<string, string | undefined>
    for (const file of [variants[language], variants[fallback], ...Object.values(variants)]) {
      if (file === undefined) continue
      const path = this.pathOf('prompts', file)
      if (path && existsSync(path)) return this.fileUri(path)
    }
    return null
  }

  /** Asterisk wants the path without its ending, and picks the best format there is. */
  fileUri(path: string): string {
    return `sound:${path.replace(/\.[A-Za-z0-9]+$/, '')}`
  }

  async storePrompt(id: string, language: string, bytes: Uint8Array): Promise<{ file: string; seconds: number }> {
    if (!NAME.test(id)) throw new MediaError('failed', 'Not a name for a prompt.')
    const { wav, seconds } = await convert(bytes)
    // Another content is another file: one which is being played is never overwritten.
    const hash = createHash('sha256').update(wav).digest('hex').slice(0, 12)
    const file = `${id}-${language}-${hash}`
    await writeSafely(join(this.options.dataFolder, 'prompts', `${file}.wav`), wav)
    return { file, seconds }
  }

  async storeRecording(name: string, kind: 'recordings' | 'voicemail'): Promise<StoredSound | null> {
    const file = placeOf(name)
    const source = join(this.options.recordingsDir, `${name}.wav`)
    const target = join(this.options.dataFolder, kind, file)
    const bytes = await soundBytes(source)
    if (bytes > 0) {
      await finishHeader(source, bytes)
      await moveSafely(source, target)
    }
    const kept = await sizeOf(target)
    if (kept === undefined || kept <= HEADER_BYTES) return null
    // What cannot be listened to now is not thrown away.
    const silent = await isSilent(target, HEADER_BYTES).catch(() => false)
    return { file, seconds: (kept - HEADER_BYTES) / BYTES_PER_SECOND, silent }
  }

  absolute(kind: Kind, file: string): string {
    const path = this.pathOf(kind, file)
    if (!path || !existsSync(path)) throw new MediaError('notFound', 'There is no such file.')
    return path
  }

  async remove(kind: Kind, file: string): Promise<void> {
    const path = this.pathOf(kind, file)
    if (!path) throw new MediaError('notFound', 'There is no such file.')
    await rm(path, { force: true })
  }

  /** Moves a kept file to the other place; nothing happens where it is there already. Throws MediaError(`notFound`). */
  async move(file: string, from: 'recordings' | 'voicemail', to: 'recordings' | 'voicemail'): Promise<void> {
    const [source, target] = [this.pathOf(from, file), this.pathOf(to, file)]
    if (!source || !target) throw new MediaError('notFound', 'There is no such file.')
    if (from === to || (!existsSync(source) && existsSync(target))) return
    if (!existsSync(source)) throw new MediaError('notFound', 'There is no such file.')
    await moveSafely(source, target)
  }

  /** Everything that is kept there, a folder at a time; `changedAt` (epoch ms) is when it was written or moved last. */
  async *files(
    kind: 'recordings' | 'voicemail',
  ): AsyncGenerator<{ file: string; modifiedMs: number; changedAt: number; bytes: number }> {
    const top = join(this.options.dataFolder, kind)
    for (const folder of await readdir(top).catch(() => [] as string[]))
      for (const name of await readdir(join(top, folder)).catch(() => [] as string[])) {
        if (!name.endsWith('.wav')) continue
        const about = await lstat(join(top, folder, name)).catch(() => null)
        if (about?.isFile())
          yield { file: join(folder, name), modifiedMs: about.mtimeMs, changedAt: about.ctimeMs, bytes: about.size }
      }
  }

  /** Ends the header of a kept file that was cut off, and returns its seconds; null for one without sound. */
  async finish(kind: 'recordings' | 'voicemail', file: string): Promise<number | null> {
    const path = this.pathOf(kind, file)
    const bytes = path ? await sizeOf(path) : undefined
    if (!path || bytes === undefined || bytes <= HEADER_BYTES) return null
    await finishHeader(path, bytes)
    return (bytes - HEADER_BYTES) / BYTES_PER_SECOND
  }

  recordingUrl(file: string): string {
    return this.options.recordingUrl?.(file) ?? `file:recordings/${file}`
  }

  /** Undefined for a name which leads out of the folder. */
  private pathOf(kind: Kind, file: string): string | undefined {
    const inside = normalize(file)
    if (file === '' || file.includes('\0') || isAbsolute(inside) || inside.split(sep)[0] === '..') return undefined
    return join(this.options.dataFolder, kind, inside.endsWith('.wav') ? inside : `${inside}.wav`)
  }
}

/** A name that leads nowhere else. */
export const isRecordingName = (name: string): boolean => NAME.test(name) && !name.startsWith('.')

/** Where a recording of that name is kept, which follows from the name alone: a host that died in between finds what it had moved. */
export function placeOf(name: string): string {
  if (!isRecordingName(name)) throw new MediaError('failed', 'Not a name of a recording.')
  return join(createHash('sha256').update(name).digest('hex').slice(0, 2), `${name}.wav`)
}

/** Bytes of a recording that holds more than its header; 0 for any other, and for none. */
export async function soundBytes(path: string): Promise<number> {
  const bytes = (await sizeOf(path)) ?? 0
  return bytes > HEADER_BYTES ? bytes : 0
}

/** Bytes of a file; a link, which Asterisk's user could have put there, is none. */
const sizeOf = (path: string): Promise<number | undefined> =>
  lstat(path).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  )

/** A recording that was cut off has a header that names less sound than there is (RIFF: sizes at 4 and 40, little-endian). */
async function finishHeader(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'r+')
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    await file.read(header, 0, HEADER_BYTES, 0)
    if (header.toString('latin1', 0, 4) !== 'RIFF' || header.toString('latin1', 36, 40) !== 'data') return
    if (header.readUInt32LE(40) === bytes - HEADER_BYTES) return
    header.writeUInt32LE(bytes - 8, 4)
    header.writeUInt32LE(bytes - HEADER_BYTES, 40)
    await file.write(header, 0, HEADER_BYTES, 0)
  } finally {
    await file.close()
  }
}

/** On disk before it is visible under its name. */
async function writeSafely(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const part = `${path}.part`
  const file = await open(part, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(part, path)
  await syncFolder(dirname(path))
}

/** Moves a file, to another disk if need be; at the source it goes only after it is safe at the target. */
async function moveSafely(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  await syncFile(source)
  try {
    await rename(source, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    await copyFile(source, `${target}.part`, constants.COPYFILE_FICLONE)
    await syncFile(`${target}.part`)
    await rename(`${target}.part`, target)
    await unlink(source)
  }
  await syncFolder(dirname(target))
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.sync().finally(() => file.close())
}

/** What was renamed or made in the folder is on disk. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

/** A file that takes longer is one that was made to; ten minutes of sound take eight seconds. */
const conversionMs = 120_000

/** A WAV, MP3, m4a, ogg or flac in the telephony format, converted in a worker. Throws MediaError. */
export function convert(bytes: Uint8Array): Promise<{ wav: Uint8Array; seconds: number }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./convertWorker.ts', import.meta.url), {
      workerData: bytes,
      // What a decoder says of a broken file is nobody's to read.
      stderr: true,
    })
    const timer = setTimeout(() => void worker.terminate(), conversionMs)
    worker.once('message', (reply: ConvertReply) => {
      if (reply.ok) resolve(reply)
      else reject(new MediaError(reply.code as MediaErrorCode, reply.message))
    })
    worker.once('error', (error) => reject(new MediaError('failed', `The sound could not be converted: ${error.message}`)))
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new MediaError('failed', 'The sound could not be converted.'))
    })
  })
}
