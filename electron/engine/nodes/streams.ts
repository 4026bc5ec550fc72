// Stream Audio and Stop Stream, on the actions.
import { fill } from '../../../shared/domain/template.ts'
import { startStream, stopStream as stop } from '../actions/stream.ts'
import { behaviour, stateless } from './behaviour.ts'

export const streamAudio = behaviour('streamAudio', stateless, async ({ call, config }) => {
  const filled = (values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fill(value, call.read)]))
  const result = await startStream(
    call,
    fill(config.url, (name) => encodeURIComponent(call.read(name))),
    {
      name: config.streamName,
      direction: config.direction,
      headers: filled(config.headers),
      metadata: filled(config.metadata),
      sampleRate: config.sampleRate,
    },
  )
  return result === 'error' ? 'failed' : 'started'
})

export const stopStream = behaviour('stopStream', stateless, ({ call, config }) => {
  stop(call, config.streamName || undefined)
  return 'next'
})
