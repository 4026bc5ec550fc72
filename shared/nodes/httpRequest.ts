// HTTP Request: asks a web service while the caller waits, and reads parts of a JSON answer into variables.
import { z } from 'zod'
import { isPointer } from '../domain/jsonPointer.ts'
import { placeholdersOf } from '../domain/template.ts'
import { type Finding, nodeType } from './nodeType.ts'
import { isHttpUrl } from './webhook.ts'

export const httpMethod = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

export const httpRequest = nodeType({
  schema: z.object({
    url: z.string().max(2000),
    method: httpMethod.default('GET'),
    headers: z.record(z.string(), z.string()).default({}),
    /** With `{{names}}`; JSON unless a header says otherwise. Not sent with GET. */
    body: z.string().max(50_000).default(''),
    timeoutMs: z.int().default(10_000),
    /** RFC 6901 pointers into the answer; what is not there becomes empty. */
    read: z
      .array(z.object({ name: z.string().regex(/^[A-Za-z_][\w.]*$/), pointer: z.string().max(500) }))
      .max(40)
      .default([]),
  }),
  group: 'data',
  defaults: { url: 'https://' },
  ports: () => [{ name: 'ok' }, { name: 'error' }],
  sends: true,
  reads: (c) => placeholdersOf([c.url, c.body, ...Object.values(c.headers)].join(' ')),
  sets: (c) => ['http.status', 'http.error', ...c.read.map(({ name }) => name)],
  lint: (c) => [
    ...(isHttpUrl(c.url) ? [] : [finding('BAD_URL', 'url', 'This is no web address.')]),
    ...(c.timeoutMs < 1000 || c.timeoutMs > 60_000
      ? [finding('TIMER_RANGE', 'timeoutMs', 'The time to wait for an answer must be between 1 and 60 seconds.')]
      : []),
    ...c.read.flatMap(({ pointer }, i) =>
      isPointer(pointer)
        ? []
        : [finding('BAD_POINTER', `read.${i}.pointer`, `“${pointer}” is no JSON pointer such as /customer/name.`)],
    ),
  ],
  summary: (c) => `${c.method} ${c.url}`,
})

const finding = (code: string, field: string, message: string): Finding => ({ code, severity: 'error', field, message })
