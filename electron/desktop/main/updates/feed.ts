// Where updates come from: written into the program when it was packaged, with the key that signs them. Without it there are none.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** `feed`: a folder of a web server, or `github:owner/name` for its releases; `key`: the public one, base64 of its DER (SPKI). */
const updates = z.object({
  feed: z.string().regex(/^(https?:\/\/|github:[\w.-]+\/[\w.-]+$)/),
  key: z.string().min(1),
})
export type UpdateFeed = z.infer<typeof updates>

/** Of the app's own description, which is in the archive. Null: this program was packaged without. */
export function updateFeed(appPath: string): UpdateFeed | null {
  try {
    return z.object({ updates }).parse(JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'))).updates
  } catch {
    return null
  }
}

/** The folder to look into: for the newest, or for one version. */
export function feedFolder({ feed }: UpdateFeed, version: string | null): string {
  const repository = /^github:(.+)$/.exec(feed)?.[1]
  if (repository) {
    const releases = `https://github.com/${repository}/releases`
    return version === null ? `${releases}/latest/download` : `${releases}/download/v${version}`
  }
  const folder = feed.replace(/\/+$/, '')
  return version === null ? folder : `${folder}/${version}`
}
