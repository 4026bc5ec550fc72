// Stream Audio and Stop Stream: the caller's sound to an endpoint of the office's, beside the call.
import { z } from 'zod'
import { streamDirection, streamRate } from '../domain/stream.ts'
import { field, template } from './field.ts'
import { next, nodeType } from './nodeType.ts'

export const streamAudio = nodeType({
  schema: z.object({
    url: template(z.string().max(2000), { format: 'webSocket' }),
    direction: field(streamDirection.default('both'), {
      about: '`inbound`: what the caller says; `outbound`: what the caller hears.',
    }),
    streamName: field(z.string().max(60).default(''), { about: 'Several streams of one call have several names.' }),
    sampleRate: streamRate.default(16_000),
    metadata: z.record(z.string(), template(z.string())).default({}),
    headers: z.record(z.string(), template(z.string())).default({}),
  }),
  about: 'Sends the sound of the call to a WebSocket of the office’s, beside the call.',
  group: 'data',
  icon: 'waveSine',
  defaults: { url: 'wss://' },
  ports: () => [{ name: 'started' }, { name: 'failed' }],
  sends: true,
  needs: () => [{ ability: 'streams', essential: true }],
  summary: (c) => c.url,
})

export const stopStream = nodeType({
  schema: z.object({ streamName: field(z.string().max(60).default(''), { about: 'Empty: all of them.' }) }),
  about: 'Ends streams that Stream Audio began.',
  group: 'data',
  icon: 'waveSawTool',
  defaults: {},
  ports: () => next,
  summary: (c) => c.streamName,
})
