// What a node type is: its configuration's schema, its ports, and what the validator and the canvas need to know of it.
import type { z } from 'zod'
import { placeholdersOf } from '../domain/template.ts'
import type { Prompt } from '../flow/prompt.ts'
import { partsOf } from '../flow/prompt.ts'

export type Port = {
  name: string
  /** Without an edge the call simply ends here; otherwise a missing edge is an error. */
  optional?: boolean
}

export type Reference = {
  kind: 'prompt' | 'queue' | 'trunk' | 'mailbox' | 'flow' | 'script' | 'backend'
  id: string
  field: string
}

/** A finding of the node's own lint. */
export type Finding = {
  code: string
  severity: 'error' | 'warning'
  field: string
  message: string
  values?: Record<string, string>
}

export type NodeType<Schema extends z.ZodType = z.ZodType> = {
  schema: Schema
  /** Palette group. */
  group: 'start' | 'say' | 'ask' | 'decide' | 'connect' | 'keep' | 'end' | 'data'
  /** What a new node starts with. */
  defaults: z.input<Schema>
  ports(config: z.output<Schema>): Port[]
  /** Ends the flow: leads nowhere except to webhooks. */
  terminal?: boolean
  /** Waits for the caller or for time, so that a loop through it is not endless. */
  waits?: boolean
  /** Can run when there is no call any more (after-call path). */
  withoutCall?: boolean
  references?(config: z.output<Schema>): Reference[]
  /** Variables it reads and sets. */
  reads?(config: z.output<Schema>): string[]
  sets?(config: z.output<Schema>): string[]
  /** It sends requests, in which secrets may stand: `{{secret.name}}`. */
  sends?: true
  /** It may set others that only it knows. */
  setsMore?: true
  lint?(config: z.output<Schema>): Finding[]
  /** The card's line: what it will do. */
  summary(config: z.output<Schema>): string
}

/** Keeps the schema's type while checking the shape. */
export const nodeType = <Schema extends z.ZodType>(type: NodeType<Schema>): NodeType<Schema> => type

export const next: Port[] = [{ name: 'next' }]

/** The stored audio that prompts name, by the field they stand in. */
export function promptReferences(prompts: Record<string, Prompt | undefined>): Reference[] {
  return Object.entries(prompts).flatMap(([field, prompt]) =>
    prompt
      ? partsOf(prompt).flatMap((part) => (part.kind === 'audio' ? [{ kind: 'prompt' as const, id: part.id, field }] : []))
      : [],
  )
}

/** The variables that prompts read. */
export function promptReads(...prompts: (Prompt | undefined)[]): string[] {
  return prompts.flatMap((prompt) =>
    prompt
      ? partsOf(prompt).flatMap((part) =>
          part.kind === 'text' ? placeholdersOf(part.text) : part.kind === 'digits' ? placeholdersOf(part.digits) : [],
        )
      : [],
  )
}

/** Input timers outside 1–120 s. */
export function timerLint(field: string, timeoutMs: number): Finding[] {
  return timeoutMs < 1000 || timeoutMs > 120_000
    ? [
        {
          code: 'TIMER_RANGE',
          severity: 'error',
          field,
          message: 'The time to wait for input must be between 1 and 120 seconds.',
        },
      ]
    : []
}

/** A prompt in one short line, for a node’s card. */
export function promptSummary(prompt: Prompt | undefined): string {
  if (!prompt) return ''
  const first = partsOf(prompt)[0]
  if (!first) return ''
  if (first.kind === 'text') return `“${first.text.length > 40 ? `${first.text.slice(0, 39)}…` : first.text}”`
  return first.kind === 'audio'
    ? `♪ ${first.id}`
    : first.kind === 'sound'
      ? `♪ ${first.name}`
      : first.kind === 'tone'
        ? first.tone
        : first.digits
}
