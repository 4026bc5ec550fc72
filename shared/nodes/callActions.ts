// Call Actions: a backend's call-action documents drive the call (docs/spec/call-actions.md).
import { z } from 'zod'
import { callActionSettings } from '../domain/backend.ts'
import { field } from './field.ts'
import { nodeType } from './nodeType.ts'

const { url, summaryUrl, headers, subAccountId, olderForm } = callActionSettings.shape
const without = 'backendId'

export const callActions = nodeType({
  schema: z.object({
    backendId: field(z.string().default(''), {
      refers: 'backend',
      backend: 'callActions',
      about: 'A named backend of the office in place of the address and all that follows.',
    }),
    url: field(url, { format: 'http', without, about: 'Gets the events of the call; its answers are the documents.' }),
    summaryUrl: field(summaryUrl, { without, about: 'Gets the session summary.' }),
    headers: field(headers, { without }),
    subAccountId: field(subAccountId, { without }),
    olderForm: field(olderForm, { without, about: 'The older form of the webhook: DTMF_RECEIVED after keys.' }),
  }),
  about: 'A server of the office drives the call with call-action documents.',
  group: 'data',
  icon: 'script',
  defaults: { url: 'https://' },
  ports: () => [
    { name: 'ended', optional: true },
    { name: 'failed', optional: true },
  ],
  waits: true,
  sends: true,
  summary: (c) => c.backendId || c.url,
})
