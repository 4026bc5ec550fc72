// Webhooks of the office: what is told to whom, and in which words. Names and headers are part of the interface: docs/webhooks.md.
import { z } from 'zod'
import { id } from './office.ts'
import { type SecretReferences, secretName } from './secretReference.ts'
import { fill, fillJson, inJson, placeholdersOf } from './template.ts'

export const webhookEvent = z.enum([
  'call.started',
  'call.queued',
  'call.answered',
  'call.abandoned',
  'call.ended',
  'voicemail.received',
  'callback.requested',
  'callback.done',
  'operator.state',
])
export type WebhookEvent = z.infer<typeof webhookEvent>

export const webhookRecord = z.object({
  id,
  name: z.string().trim().min(1).max(80),
  url: z.url({ protocol: /^https?$/, error: 'a web address that begins with http or https' }).max(2000),
  events: z.array(webhookEvent).min(1, 'choose at least one event'),
  /** JSON with `{{names}}` of the event's fields; empty for the whole event. */
  template: z.string().max(20_000).default(''),
  enabled: z.boolean().default(true),
})
export type WebhookRecord = z.infer<typeof webhookRecord>

/** One thing that happened; `data` differs by event. */
export type Happening = {
  event: WebhookEvent
  /** ISO 8601. */
  at: string
  office: string
  data: Record<string, string | number | boolean | null>
}

const call = { callId: 'cb-2f6b9a71c0de4e55', from: '+4930123456', fromName: 'Ann Example', to: '+493055501', kind: 'inbound' }

/** An event of each kind, as previews and tests of a webhook show it. */
export const samples: Record<WebhookEvent, Happening['data']> = {
  'call.started': call,
  'call.queued': { ...call, queue: 'reception' },
  'call.answered': { ...call, queue: 'reception', operator: 'alex', with: '201', waitSeconds: 12 },
  'call.abandoned': { ...call, queue: 'reception', waitSeconds: 48 },
  'call.ended': { ...call, outcome: 'answered', seconds: 185 },
  'voicemail.received': {
    id: 'vm-1',
    mailbox: 'reception',
    callId: call.callId,
    from: call.from,
    fromName: call.fromName,
    seconds: 14,
  },
  'callback.requested': { id: 'cbk-1', number: call.from, queue: 'reception', callId: call.callId },
  'callback.done': { id: 'cbk-1', number: call.from, queue: 'reception', outcome: 'reached', attempts: 1 },
  'operator.state': { operator: 'alex', name: 'Alex', extension: '201', state: 'paused', reason: 'lunch' },
}

/** An event's field by its name: `event`, `at`, `office`, or one of its data. */
const read = (happened: Happening) => (name: string) =>
  name === 'event' || name === 'at' || name === 'office' ? happened[name] : String(happened.data[name] ?? '')

/** The body that is sent; placeholders of secrets are `secrets`' references, and stay as they are where none are given. */
export function bodyOf(happened: Happening, template: string, secrets?: SecretReferences): string {
  if (template.trim() === '') return JSON.stringify(happened)
  const value = read(happened)
  if (secrets) return secrets.fill(template, 'json', (name) => inJson(value(name)))
  return fill(template, (name) => (secretName(name) === null ? inJson(value(name)) : `{{${name}}}`))
}

/** What can be wrong with a template. */
export type TemplateFault = { kind: 'name'; name: string; known: string } | { kind: 'json'; reason: string }

/** What is wrong with a template for these events: no JSON when filled, or a name that none of them has. */
export function templateFault(template: string, events: readonly WebhookEvent[]): TemplateFault | null {
  if (template.trim() === '') return null
  const names = new Set(['event', 'at', 'office', ...events.flatMap((event) => Object.keys(samples[event]))])
  const unknown = placeholdersOf(template).find((name) => !names.has(name) && secretName(name) === null)
  if (unknown !== undefined) return { kind: 'name', name: unknown, known: [...names].join(', ') }
  try {
    JSON.parse(fillJson(template, () => 'x'))
    return null
  } catch {
    try {
      // A name may stand where a number does.
      JSON.parse(fillJson(template, () => '1'))
      return null
    } catch (error) {
      return { kind: 'json', reason: (error as Error).message }
    }
  }
}

/** The same as a sentence, in English. */
export function templateProblem(template: string, events: readonly WebhookEvent[]): string | null {
  const fault = templateFault(template, events)
  if (fault === null) return null
  return fault.kind === 'name'
    ? `No chosen event has “${fault.name}”. There are: ${fault.known}.`
    : `This is no JSON: ${fault.reason}.`
}
