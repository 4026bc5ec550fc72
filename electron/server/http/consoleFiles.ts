// The console's files as Vite built them. Routes are in the hash, so `/` is the only page.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const notBuilt = '<!doctype html><title>Cordboard</title><p>The console is not built yet. Run <code>npm run build</code>.'

/** Also brings `reply.sendFile`, which the media routes use. */
export async function consoleFiles(app: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(join(folder, 'index.html'))
  await app.register(fastifyStatic, {
    root: folder,
    serve: built,
    // Files come and go with a build while the host runs.
    wildcard: true,
    cacheControl: false,
    dotfiles: 'deny',
    suppressWarning: true,
    setHeaders: (reply, path) => {
      if (!path.startsWith(folder)) return
      const hashed = path.startsWith(join(folder, 'assets'))
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  if (!built) app.get('/', (_request, reply) => reply.type('text/html').code(503).send(notBuilt))
}
