// The console's files as they came with this program, for pages that no host serves: on which an office is chosen, or said to be gone.
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentSecurityPolicy } from '../../server/http/security.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Of `folder` and nothing outside of it; 404 for whatever is not there or of another kind. */
export async function builtInFile(folder: string, address: string): Promise<Response> {
  const none = new Response(null, { status: 404 })
  try {
    const path = normalize(join(folder, decodeURIComponent(new URL(address).pathname)))
    const type = types[extname(path)]
    if (!path.startsWith(folder + sep) || type === undefined) return none
    const headers = {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
    }
    return new Response(new Uint8Array(await readFile(path)), { headers })
  } catch {
    return none
  }
}
