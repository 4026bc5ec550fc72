// A backup that is brought from elsewhere: written as it comes, and there when it is whole.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { EngineError } from '../../engine/api.ts'
import { freeName } from './files.ts'

/** How a sealed file begins. */
const beginning = Buffer.from('age-encryption.org/v1\n')

async function* sealedOnly(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = Buffer.alloc(0)
  for await (const chunk of body) {
    if (first.length < beginning.length) {
      first = Buffer.concat([first, chunk])
      const seen = Math.min(first.length, beginning.length)
      if (!first.subarray(0, seen).equals(beginning.subarray(0, seen))) break
    }
    yield chunk
  }
  if (!first.subarray(0, beginning.length).equals(beginning))
    throw new EngineError('INVALID', 'This file is not a backup of Cordboard.', { field: 'file' })
}

/** Keeps the file; returns its name. Throws INVALID for what is no sealed file; then, as when it is broken off, nothing is left. */
export async function receive(folder: string, body: AsyncIterable<Uint8Array>, at: number): Promise<string> {
  const name = freeName(folder, 'uploaded', at)
  const part = join(folder, `${name}.part`)
  try {
    await pipeline(body, sealedOnly, createWriteStream(part, { mode: 0o600, flush: true }))
    await rename(part, join(folder, name))
    return name
  } finally {
    await rm(part, { force: true })
  }
}
