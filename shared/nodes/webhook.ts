// Webhook: a POST the call never waits for, from the durable outbox.
import { z } from 'zod'
import { template } from './field.ts'
import { nodeType } from './nodeType.ts'

export const webhook = nodeType({
  schema: z.object({
    url: template(z.string(), { format: 'http' }),
    headers: z.record(z.string(), z.string()).default({}),
    payload: template(z.string().max(50_000).default(''), { lines: 2, about: 'JSON; empty: the call’s variables.' }),
  }),
  about: 'Sends a POST request for which the call does not wait; it is repeated until it is delivered.',
  group: 'data',
  icon: 'webhook',
  defaults: { url: 'https://' },
  ports: () => [{ name: 'next', optional: true }],
  withoutCall: true,
  sends: true,
  summary: (c) => c.url,
})
