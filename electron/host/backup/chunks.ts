// A database in a local copy: cut into chunks, each compressed in a file named by its hash. A chunk that the copy before has
// already is a link to its file, so that a night's copy takes the room of what changed; each copy is whole by itself all the same.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { StoreError } from '../../adapters/store/errors.ts'

/** 64 pages of SQLite: small enough that a day's calls leave most of them as they were. */
const chunkBytes = 256 * 1024
const manifest = z.object({ bytes: z.int().min(0), chunks: z.array(z.string().regex(/^[0-9a-f]{64}$/)) })
const manifestName = 'chunks.json'

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const fileOf = (folder: string, hash: string) => join(folder, `${hash}.gz`)

/** Whether that folder holds a file in chunks. */
export const hasChunks = (folder: string): boolean => existsSync(join(folder, manifestName))

/** The chunk, uncompressed; null when it is not there or not what its name says. */
async function readChunk(folder: string, hash: string): Promise<Buffer | null> {
  try {
    const bytes = gunzipSync(await readFile(fileOf(folder, hash)), { maxOutputLength: chunkBytes })
    return hashOf(bytes) === hash ? bytes : null
  } catch {
    return null // a disk or a file that is damaged: the chunk is written anew
  }
}

/** Cuts `file` into `into`; chunks that are whole in `before` are links to there. Returns how many were written and linked. */
export async function packChunks(
  file: string,
  into: string,
  before: string | null,
): Promise<{ written: number; linked: number }> {
  await mkdir(into, { recursive: true, mode: 0o700 })
  const source = await open(file, 'r')
  const counts = { written: 0, linked: 0 }
  const chunks: string[] = []
  let bytes = 0
  try {
    const buffer = Buffer.alloc(chunkBytes)
    for (;;) {
      const { bytesRead } = await source.read(buffer, 0, chunkBytes, bytes)
      if (bytesRead === 0) break
      bytes += bytesRead
      const part = buffer.subarray(0, bytesRead)
      const hash = hashOf(part)
      chunks.push(hash)
      if (existsSync(fileOf(into, hash))) continue
      if (before !== null && (await readChunk(before, hash))) {
        await link(fileOf(before, hash), fileOf(into, hash)).catch(() => copyFile(fileOf(before, hash), fileOf(into, hash)))
        counts.linked++
      } else {
        await writeFile(fileOf(into, hash), gzipSync(part, { level: 3 }), { mode: 0o600, flush: true })
        counts.written++
      }
    }
  } finally {
    await source.close()
  }
  await writeFile(join(into, manifestName), JSON.stringify({ bytes, chunks }), { mode: 0o600, flush: true })
  return counts
}

/** Puts the file together again, each chunk checked against its hash. Throws StoreError CORRUPT. */
export async function unpackChunks(from: string, file: string): Promise<void> {
  const read = manifest.safeParse(
    await readFile(join(from, manifestName), 'utf8')
      .then(JSON.parse)
      .catch(() => null),
  )
  if (!read.success) throw new StoreError('CORRUPT', `The copy in ${from} is damaged: its list of parts cannot be read.`)
  const target = await open(file, 'w', 0o600)
  try {
    for (const [n, hash] of read.data.chunks.entries()) {
      const chunk = await readChunk(from, hash)
      if (!chunk) throw new StoreError('CORRUPT', `The copy in ${from} is damaged: part ${n + 1} is missing or not whole.`)
      await target.write(chunk)
    }
    await target.truncate(read.data.bytes)
    await target.sync()
  } finally {
    await target.close()
  }
}
