// Step Provider: the call is driven by an HTTP service, one step at a time (docs/spec/step-ivr.md).
import { z } from 'zod'
import { stepSettings } from '../domain/backend.ts'
import { type Finding, nodeType } from './nodeType.ts'
import { isHttpUrl } from './webhook.ts'

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'type' in value
  } catch {
    return false
  }
}

export const stepProvider = nodeType({
  schema: stepSettings.extend({
    /** A named backend of the office in place of the address and all that follows. */
    backendId: z.string().default(''),
    /** Told to the provider; empty: the node's name. */
    ivrId: z.string().max(100).default(''),
  }),
  group: 'data',
  defaults: { url: 'https://' },
  ports: (c) => [
    { name: 'transferred', optional: true },
    { name: 'ended', optional: true },
    ...(c.fallback ? [] : [{ name: 'failed', optional: true }]),
  ],
  waits: true,
  references: (c) => (c.backendId ? [{ kind: 'backend', id: c.backendId, field: 'backendId' }] : []),
  sends: true,
  sets: () => ['dtmf_input', 'phone_number', 'recording', 'api_response', 'api_status', 'api_result'],
  lint: (c) => {
    const found: Finding[] = []
    if (!c.backendId && !isHttpUrl(c.url))
      found.push({ code: 'BAD_URL', severity: 'error', field: 'url', message: 'This is no web address.' })
    if (c.fallback && !isJsonObject(c.fallback))
      found.push({
        code: 'BAD_CONFIG',
        severity: 'error',
        field: 'fallback',
        message: 'The fallback is an action as JSON, like {"type":"hangup"}.',
      })
    return found
  },
  summary: (c) => c.backendId || c.url,
})
