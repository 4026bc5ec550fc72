// Call Actions: a backend's call-action documents drive the call (docs/spec/call-actions.md).
import { z } from 'zod'
import { callActionSettings } from '../domain/backend.ts'
import { nodeType } from './nodeType.ts'
import { isHttpUrl } from './webhook.ts'

export const callActions = nodeType({
  schema: callActionSettings.extend({
    /** A named backend of the office in place of the address and all that follows. */
    backendId: z.string().default(''),
  }),
  group: 'data',
  defaults: { url: 'https://' },
  ports: () => [
    { name: 'ended', optional: true },
    { name: 'failed', optional: true },
  ],
  waits: true,
  sends: true,
  references: (c) => (c.backendId ? [{ kind: 'backend', id: c.backendId, field: 'backendId' }] : []),
  lint: (c) =>
    c.backendId || isHttpUrl(c.url)
      ? []
      : [{ code: 'BAD_URL', severity: 'error', field: 'url', message: 'This is no web address.' }],
  summary: (c) => c.backendId || c.url,
})
