// Stream Audio and Stop Stream: the caller's sound to an endpoint of the office's, beside the call.
import { z } from 'zod'
import { streamDirection, streamRate } from '../domain/stream.ts'
import { placeholdersOf } from '../domain/template.ts'
import { next, nodeType } from './nodeType.ts'

const wsUrl = z.url({ protocol: /^wss?$/ })

export const streamAudio = nodeType({
  schema: z.object({
    url: z.string().max(2000),
    /** Several streams of one call have several names. */
    streamName: z.string().max(60).default(''),
    /** `inbound`: what the caller says; `outbound`: what the caller hears. */
    direction: streamDirection.default('both'),
    headers: z.record(z.string(), z.string()).default({}),
    metadata: z.record(z.string(), z.string()).default({}),
    sampleRate: streamRate.default(16_000),
  }),
  group: 'data',
  defaults: { url: 'wss://' },
  ports: () => [{ name: 'started' }, { name: 'failed' }],
  sends: true,
  reads: (c) => placeholdersOf([c.url, ...Object.values(c.headers), ...Object.values(c.metadata)].join(' ')),
  lint: (c) =>
    wsUrl.safeParse(c.url.replace(/\{\{[^}]*\}\}/g, 'x')).success
      ? []
      : [{ code: 'BAD_SOCKET', severity: 'error', field: 'url', message: 'This is no WebSocket address (ws or wss).' }],
  summary: (c) => c.url,
})

export const stopStream = nodeType({
  schema: z.object({
    /** Empty: all of them. */
    streamName: z.string().max(60).default(''),
  }),
  group: 'data',
  defaults: {},
  ports: () => next,
  summary: (c) => c.streamName,
})
