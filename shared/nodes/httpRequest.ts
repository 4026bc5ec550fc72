// HTTP Request: asks a web service while the caller waits, and reads parts of a JSON answer into variables.
import { z } from 'zod'
import { field, template, timer, variableName } from './field.ts'
import { nodeType } from './nodeType.ts'

export const httpMethod = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

export const httpRequest = nodeType({
  schema: z.object({
    method: httpMethod.default('GET'),
    url: template(z.string().max(2000), { format: 'http' }),
    headers: z.record(z.string(), template(z.string())).default({}),
    body: template(z.string().max(50_000).default(''), {
      lines: 2,
      about: 'JSON unless a header says otherwise. Not sent with GET.',
    }),
    timeoutMs: timer(10_000, 'an answer', 60),
    read: field(
      z
        .array(z.object({ name: variableName(), pointer: field(z.string().max(500), { format: 'jsonPointer' }) }))
        .max(40)
        .default([]),
      { control: 'readings', about: 'JSON pointers (RFC 6901) into the answer; what is not there becomes empty.' },
    ),
  }),
  about: 'Asks a web service while the caller waits, and reads parts of a JSON answer into variables.',
  group: 'data',
  icon: 'worldDownload',
  defaults: { url: 'https://' },
  ports: () => [{ name: 'ok' }, { name: 'error' }],
  sends: true,
  sets: () => ['http.status', 'http.error'],
  summary: (c) => `${c.method} ${c.url}`,
})
