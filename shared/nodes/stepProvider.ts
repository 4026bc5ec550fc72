// Step Provider: the call is driven by an HTTP service, one step at a time (docs/spec/step-ivr.md).
import { z } from 'zod'
import { stepSettings } from '../domain/backend.ts'
import { field } from './field.ts'
import { nodeType } from './nodeType.ts'

const isAction = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'type' in value
  } catch {
    return false
  }
}

const { url, headers, timeoutSeconds, maxRetries, retryDelayMs, fallback, tenantId } = stepSettings.shape
const without = 'backendId'

export const stepProvider = nodeType({
  schema: z.object({
    backendId: field(z.string().default(''), {
      refers: 'backend',
      backend: 'step',
      about: 'A named backend of the office in place of the address and all that follows.',
    }),
    url: field(url, { format: 'http', without }),
    headers: field(headers, { without }),
    timeoutSeconds: field(timeoutSeconds, { unit: 'seconds', without, about: 'For each attempt.' }),
    maxRetries: field(maxRetries, { without }),
    retryDelayMs: field(retryDelayMs, { unit: 'milliseconds', without }),
    fallback: field(fallback, {
      lines: 2,
      without,
      about:
        'An action as JSON, run when the provider cannot be reached or answers nonsense; without one the port `failed` is there.',
    }),
    tenantId: field(tenantId, { without }),
    ivrId: field(z.string().max(100).default(''), { about: 'Empty: the node’s name.' }),
  }),
  about: 'A server of the office drives the call, one step at a time.',
  group: 'data',
  icon: 'route',
  defaults: { url: 'https://' },
  ports: (c) => [
    { name: 'transferred', optional: true },
    { name: 'ended', optional: true },
    ...(c.fallback ? [] : [{ name: 'failed', optional: true }]),
  ],
  waits: true,
  sends: true,
  sets: () => [
    'dtmf_input',
    'dtmf_result',
    'phone_number',
    'input_voice',
    'recording',
    'api_response',
    'api_status',
    'api_result',
    'transferred_from',
  ],
  lint: (c) =>
    c.fallback && !isAction(c.fallback)
      ? [
          {
            code: 'BAD_CONFIG',
            severity: 'error',
            field: 'fallback',
            message: 'The fallback is an action as JSON, like {"type":"hangup"}.',
          },
        ]
      : [],
  summary: (c) => c.backendId || c.url,
})
