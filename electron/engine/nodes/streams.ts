// Stream Audio and Stop Stream, on the actions.
import { SecretReferences } from '../../../shared/domain/secretReference.ts'
import { startStream, stopStream as stop } from '../actions/stream.ts'
import { behaviour, stateless } from './behaviour.ts'

export const streamAudio = behaviour('streamAudio', stateless, async ({ call, config }) => {
  const secrets = new SecretReferences(() => call.pbx.chance.id())
  const result = await startStream(
    call,
    secrets.fill(config.url, 'uri', (name) => encodeURIComponent(call.read(name))),
    {
      name: config.streamName,
      direction: config.direction,
      headers: secrets.values(config.headers, call.read),
      metadata: secrets.values(config.metadata, call.read),
      sampleRate: config.sampleRate,
      ...secrets.nonce,
    },
  )
  return result === 'error' ? 'failed' : 'started'
})

export const stopStream = behaviour('stopStream', stateless, ({ call, config }) => {
  stop(call, config.streamName || undefined)
  return 'next'
})
