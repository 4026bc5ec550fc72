// A backend that drives calls over HTTP: a step provider (docs/spec/step-ivr.md) or the webhook of call-action documents (docs/spec/call-actions.md).
import { z } from 'zod'
import { id } from './id.ts'
import { hiddenValue } from './secretReference.ts'

const httpUrl = z.url({ protocol: /^https?$/ })

/** How a step provider is asked. */
export const stepSettings = z.object({
  url: z.string().max(2000).default(''),
  headers: z.record(z.string(), z.string()).default({}),
  /** Attempts in all. */
  maxRetries: z.int().min(1).max(10).default(3),
  retryDelayMs: z.int().min(0).max(60_000).default(1000),
  /** Per attempt. */
  timeoutSeconds: z.number().min(0.1).max(120).default(10),
  /** An action as JSON, run when the provider cannot be reached or answers nonsense; empty for none. */
  fallback: z.string().max(50_000).default(''),
  tenantId: z.string().max(100).default('default'),
})
export type StepSettings = z.output<typeof stepSettings>

/** How the webhook of call-action documents is asked. */
export const callActionSettings = z.object({
  /** Gets the VCAs; its answers are the documents. */
  url: z.string().max(2000).default(''),
  /** Gets the session summary; empty: the same. */
  summaryUrl: z.string().max(2000).default(''),
  headers: z.record(z.string(), z.string()).default({}),
  subAccountId: z.string().max(100).default(''),
  /** The older form of the webhook: DTMF_RECEIVED after keys. */
  olderForm: z.boolean().default(false),
})
/** Numbers of the office → what the backend calls them (`sourceRefId`, `destinationRefId`). */
const references = z.record(z.string().max(40), z.string().max(100)).default({})
export type CallActionSettings = z.output<typeof callActionSettings> & { references?: z.output<typeof references> }

/** A named backend: numbers are routed to it, and other flows and providers name it. */
export const backend = z.discriminatedUnion('kind', [
  stepSettings.extend({ kind: z.literal('step'), id, name: z.string().min(1).max(80), url: httpUrl }),
  callActionSettings.extend({ kind: z.literal('callActions'), id, name: z.string().min(1).max(80), url: httpUrl, references }),
])
export type Backend = z.output<typeof backend>

/** The backend with the names of its headers only. */
export const withoutValues = <T extends Backend>(backend: T): T => ({
  ...backend,
  headers: Object.fromEntries(Object.keys(backend.headers).map((name) => [name, hiddenValue])),
})

/** The flow that takes a routed number to a backend. */
export const backendFlow = ({ kind, id }: Pick<Backend, 'kind' | 'id'>): string => `builtin:${kind}:${id}`
