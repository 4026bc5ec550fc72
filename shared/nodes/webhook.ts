// Webhook: a POST the call never waits for, from the durable outbox.
import { z } from 'zod'
import { placeholdersOf } from '../domain/template.ts'
import { nodeType } from './nodeType.ts'

const httpUrl = z.url({ protocol: /^https?$/ })
/** Whether it is an http(s) address once its placeholders are filled. */
export const isHttpUrl = (url: string): boolean => httpUrl.safeParse(url.replace(/\{\{[^}]*\}\}/g, 'x')).success

export const webhook = nodeType({
  schema: z.object({
    url: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    /** JSON with `{{names}}`; empty: the call's variables. */
    payload: z.string().max(50_000).default(''),
  }),
  group: 'data',
  defaults: { url: 'https://' },
  ports: () => [{ name: 'next', optional: true }],
  withoutCall: true,
  sends: true,
  reads: (c) => placeholdersOf(`${c.url} ${c.payload}`),
  lint: (c) =>
    isHttpUrl(c.url) ? [] : [{ code: 'BAD_URL', severity: 'error', field: 'url', message: 'This is no web address.' }],
  summary: (c) => c.url,
})
