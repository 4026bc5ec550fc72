// Sound files of other servers, for prompts of backends: fetched once, converted, and cache for an hour by their address.
import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock, Http, Log, WebAudio } from '../../engine/ports.ts'

/** A file under one address is fetched again after this, ms. */
export const cachedMs = 3_600_000
/** Larger files are refused, bytes. */
export const largest = 5 * 1024 * 1024 - 1
const fetchMs = 10_000

type WebSound = Awaited<ReturnType<WebAudio['get']>>
type Convert = (bytes: Uint8Array) => Promise<{ wav: Uint8Array; seconds: number }>

/** `convert` throws for what is no WAV or MP3. Files of an earlier run are thrown away. */
export function webAudio(deps: { http: Http; clock: Clock; log: Log; folder: string; convert: Convert }): WebAudio {
  const cache = new Map<string, { at: number; found: Promise<WebSound> }>()
  const { http, clock, log, folder } = deps
  const emptied = sweep(folder).catch((error: unknown) => log.warn('old sound files were not removed', { error: String(error) }))

  async function bring(url: string): Promise<WebSound> {
    await emptied
    const answer = await http.request({ method: 'GET', url, timeoutMs: fetchMs, maxBytes: largest })
    if (answer.result !== 'answered') return { result: 'failed', error: answer.error }
    if (answer.status !== 200) return { result: 'failed', error: `The server answered ${answer.status}.` }
    try {
      const { wav, seconds } = await deps.convert(answer.body)
      const name = createHash('sha256').update(wav).digest('hex').slice(0, 40)
      const path = join(folder, `${name}.wav`)
      await mkdir(folder, { recursive: true })
      await writeFile(`${path}.part`, wav, { flush: true })
      await rename(`${path}.part`, path)
      return { result: 'ready', path, seconds }
    } catch (error) {
      return { result: 'failed', error: error instanceof Error ? error.message : String(error) }
    }
  }

  return {
    async get(url) {
      const now = clock.now()
      for (const [address, { at }] of cache) if (now - at >= cachedMs) cache.delete(address)
      const known = cache.get(url)
      if (known) return known.found
      const entry = { at: now, found: bring(url) }
      cache.set(url, entry)
      const found = await entry.found
      if (found.result === 'failed' && cache.get(url) === entry) cache.delete(url) // tried again next time
      return found
    },
  }
}

async function sweep(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const age = Date.now() - (await stat(path)).mtimeMs
    if (age > 24 * cachedMs) await rm(path, { force: true })
  }
}
