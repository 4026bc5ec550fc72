// What an Asterisk that others run needs, as one file for its administrator.
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { pbxContext, pbxKind } from '../../../shared/domain/guest.ts'
import type { Host } from '../../host/hostPort.ts'
import type { SignIn } from '../auth/signIn.ts'
import { HttpError, parsed } from '../errors.ts'
import { requireUser } from './session.ts'

export function pbxFilesRoute(app: FastifyInstance, host: Host, signIn: SignIn): void {
  const { pbx, store } = host.deps
  app.get('/media/pbx-files/:kind', async (request, reply) => {
    const user = requireUser(request, signIn, 'media.pbxFiles', 'admin')
    const { kind } = parsed(z.object({ kind: pbxKind }), request.params)
    const { context } = parsed(z.object({ context: pbxContext }), request.query)
    if (!pbx.guest) throw new HttpError('NOT_FOUND')
    const archive = await pbx.guest.archive({ kind, context })
    store.audit.add({ userId: user.id, action: 'pbxFiles.download', target: kind })
    return reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="cordboard-${kind}.zip"`)
      .type('application/zip')
      .send(Buffer.from(archive))
  })
}
