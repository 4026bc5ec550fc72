// Messages and recordings out (with Range, so that one can scrub), prompts in.
import { basename, dirname } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { id, language } from '../../../shared/domain/office.ts'
import { soundOf } from '../../../shared/domain/recovered.ts'
import type { Host } from '../../host/hostPort.ts'
import type { SignIn } from '../auth/signIn.ts'
import { HttpError, parsed } from '../errors.ts'
import { ownCall, ownMessage } from '../rpc/mine.ts'
import { storePrompt } from '../rpc/prompts.ts'
import { requireUser } from './session.ts'

/** Largest prompt, bytes. */
export const promptBytes = 20 * 1024 * 1024

const byId = z.object({ id: z.string().max(64) })
const shared = z.object({ file: z.string().max(200), key: z.string().max(100) })
const upload = z.object({ name: z.string().min(1).max(80), language, id: id.optional() })

/** Aborted when whoever asked hangs up before the answer. */
function abandoned(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => reply.raw.writableFinished || gone.abort())
  return gone.signal
}

export function mediaRoutes(app: FastifyInstance, host: Host, signIn: SignIn): void {
  const { store } = host.deps
  const send = (reply: FastifyReply, kind: 'recordings' | 'voicemail' | 'prompts', file: string) => {
    const path = host.media.absolute(kind, file)
    return reply.header('cache-control', 'private, no-cache').sendFile(basename(path), dirname(path), { cacheControl: false })
  }

  app.get('/media/voicemail/:id', async (request, reply) => {
    const user = requireUser(request, signIn, 'media.voicemail')
    const message = ownMessage(host.deps, user, parsed(byId, request.params).id)
    return send(reply, 'voicemail', message.file)
  })

  app.get('/media/recording/:id', async (request, reply) => {
    const user = requireUser(request, signIn, 'media.recording')
    const callId = parsed(byId, request.params).id
    ownCall(host.deps, user, callId)
    const recording = store.calls.record(callId)?.recording
    if (!recording) throw new HttpError('NOT_FOUND', 'That call was not recorded.')
    return send(reply, 'recordings', recording)
  })

  // What a flow recorded of the call, or a fault left of it, beside its recording.
  app.get('/media/recording/:id/:sound', async (request, reply) => {
    const user = requireUser(request, signIn, 'media.recording')
    const { id: callId, sound } = parsed(byId.extend({ sound: z.string().max(80) }), request.params)
    ownCall(host.deps, user, callId)
    const file = store.recovered.ofCall(callId).find((each) => soundOf(each) === sound)
    if (file === undefined) throw new HttpError('NOT_FOUND', 'There is no such recording.')
    return send(reply, 'recordings', file)
  })

  app.get('/media/recovered/:id', async (request, reply) => {
    requireUser(request, signIn, 'media.recovered', 'supervisor')
    const sound = store.recovered.get(parsed(byId, request.params).id)
    if (!sound) throw new HttpError('NOT_FOUND', 'There is no such recording.')
    return send(reply, sound.place, sound.file)
  })

  // For backends, which have no account: the key opens this one file.
  app.get('/media/shared', async (request, reply) => {
    const { file, key } = parsed(shared, request.query)
    if (!host.recordingLinks.opens(file, key)) throw new HttpError('NOT_FOUND', 'There is no such recording.')
    return send(reply, 'recordings', file)
  })

  app.get('/media/prompt/:id', async (request, reply) => {
    requireUser(request, signIn, 'media.prompt')
    const prompt = store.office.prompts.get(parsed(byId, request.params).id)
    const file = prompt?.variants[parsed(z.object({ language }), request.query).language]
    if (!file) throw new HttpError('NOT_FOUND', 'There is no such prompt.')
    return send(reply, 'prompts', file)
  })

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: promptBytes }, (_request, body, done) => done(null, body))
    scope.post('/media/prompts', { bodyLimit: promptBytes }, async (request, reply) => {
      const user = requireUser(request, signIn, 'media.prompt', 'admin')
      const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array()
      return storePrompt(host.deps, user, parsed(upload, request.query), bytes, abandoned(reply))
    })
  })
}
