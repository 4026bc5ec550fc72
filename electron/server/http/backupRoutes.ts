// Backups as files: out to an admin's computer, and in from one. Neither goes through memory.
import { basename, dirname } from 'node:path'
import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { backupName } from '../../../shared/domain/backup.ts'
import type { Host } from '../../host/hostPort.ts'
import type { SignIn } from '../auth/signIn.ts'
import { parsed } from '../errors.ts'
import { requireUser } from './session.ts'

/** More than any disk of an office; a full one is told by the disk. */
const largest = 2 ** 42

export function backupRoutes(app: FastifyInstance, host: Host, signIn: SignIn): void {
  const { backups, store } = host.deps

  app.get('/media/backups/:name', async (request, reply) => {
    const user = requireUser(request, signIn, 'media.backups', 'admin')
    const { name } = parsed(z.object({ name: backupName }), request.params)
    const path = backups.path(name)
    store.audit.add({ userId: user.id, action: 'backup.download', target: name })
    return reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="cordboard-${name}"`)
      .type('application/octet-stream')
      .sendFile(basename(path), dirname(path), { cacheControl: false })
  })

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { bodyLimit: largest }, (_request, body, done) => done(null, body))
    scope.post('/media/backups', { bodyLimit: largest }, async (request) => {
      const user = requireUser(request, signIn, 'media.backups', 'admin')
      const name = await backups.receive(request.body as Readable)
      store.audit.add({ userId: user.id, action: 'backup.upload', target: name })
      return { name }
    })
  })
}
