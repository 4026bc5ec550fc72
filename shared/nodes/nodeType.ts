// What a node type is: its configuration’s schema with the metadata of each field, its ports, its card. Forms, checks, renaming of
// variables and the documentation are derived from it.
import type { z } from 'zod'
import type { PbxAbility } from '../domain/pbxAbility.ts'
import type { Day } from '../domain/schedule.ts'
import type { ReferenceKind } from './field.ts'
import { type FormField, formFieldsOf } from './form.ts'
import {
  type Finding,
  findingsAt,
  namesAt,
  type Place,
  placesByQuestion,
  placesOf,
  type Reference,
  readsAt,
  referencesAt,
} from './places.ts'

export type { Finding, Reference } from './places.ts'

export type Port = {
  name: string
  /** Without an edge the call simply ends here; otherwise a missing edge is an error. */
  optional?: boolean
}

/** `essential`: without it the step never works. */
export type Need = { ability: PbxAbility; essential: boolean }

/** The palette’s groups. */
export type NodeGroup = 'start' | 'say' | 'ask' | 'decide' | 'connect' | 'keep' | 'end' | 'data'

/** The drawings there are for nodes, by Tabler’s names. */
export type NodeIcon =
  | 'addressBook'
  | 'arrowRight'
  | 'calendarClock'
  | 'clockPause'
  | 'code'
  | 'dialpad'
  | 'doorExit'
  | 'flag'
  | 'gitBranch'
  | 'handStop'
  | 'headset'
  | 'keyboard'
  | 'microphone'
  | 'phoneCall'
  | 'phoneIncoming'
  | 'phoneOff'
  | 'phoneOutgoing'
  | 'phonePause'
  | 'recordMail'
  | 'route'
  | 'script'
  | 'sitemap'
  | 'userCheck'
  | 'usersGroup'
  | 'variable'
  | 'volume'
  | 'waveSawTool'
  | 'waveSine'
  | 'webhook'
  | 'worldDownload'

/** What a summary names by more than its id. */
export type SummaryNames = {
  /** What the office calls it; the id where the office does not know it. */
  name(kind: ReferenceKind | 'extension', id: string): string
  /** `1 → Sales` for each of these ports that leads somewhere; empty for none. */
  edges(ports: readonly string[]): string
  /** `Press 1 Sales · 2 Support`: the keys, each with what it leads to. */
  press(keys: readonly string[]): string
  /** The word for an option. */
  option(value: string): string
  /** The short word for a day of the week. */
  day(day: Day): string
}

/** Names nothing by more than its id. */
export const idsOnly: SummaryNames = {
  name: (_, id) => id,
  edges: () => '',
  press: (keys) => keys.join(', '),
  option: (value) => value,
  day: (day) => day,
}

/** What a file of this folder says of its type. */
export type Definition<Schema extends z.ZodObject, Own extends string> = {
  /** The configuration; its fields in the order of the form, each with its metadata (`field.ts`). */
  schema: Schema
  /** What it does, in one sentence or two. */
  about: string
  group: NodeGroup
  icon: NodeIcon
  /** What a new node starts with, where the schema has no default. */
  defaults: z.input<Schema>
  ports(config: z.output<Schema>): Port[]
  /** Ends the flow: leads nowhere except to webhooks. */
  terminal?: boolean
  /** Waits for the caller or for time, so that a loop through it is not endless. */
  waits?: boolean
  /** Can run when there is no call any more: beside the call and after it. */
  withoutCall?: boolean
  /** Variables it sets besides those that its fields name. */
  sets?(config: z.output<Schema>): string[]
  /** It sends requests, in which secrets may stand: `{{secret.name}}`. */
  sends?: true
  /** It may set others that only it knows. */
  setsMore?: true
  /** What Asterisk must be able to do for it. */
  needs?(config: z.output<Schema>): Need[]
  /** What is wrong with it besides what the metadata of its fields says. */
  lint?(config: z.output<Schema>): Finding[]
  /** The card’s line: what it will do. */
  summary(config: z.output<Schema>, names: SummaryNames): string
  /** Fields that `renderer/flows/nodes/<type>.tsx` edits instead of the common control. */
  ownFields?: readonly Own[]
}

export type NodeType<Schema extends z.ZodObject = z.ZodObject, Own extends string = string> = Definition<Schema, Own> & {
  /** Places of the configuration of which something is known. */
  places: readonly Place[]
  form: readonly FormField[]
  references(config: z.output<Schema>): Reference[]
  reads(config: z.output<Schema>): string[]
  sets(config: z.output<Schema>): string[]
  lint(config: z.output<Schema>): Finding[]
}

/** A definition with everything that follows from its schema. */
export function nodeType<Schema extends z.ZodObject, const Own extends Extract<keyof z.output<Schema>, string> = never>(
  definition: Definition<Schema, Own>,
): NodeType<Schema, Own> {
  const places = placesOf(definition.schema)
  const asked = placesByQuestion(places)
  return {
    ...definition,
    places,
    form: formFieldsOf(definition.schema, definition.defaults as Record<string, unknown>),
    references: (config) => referencesAt(asked.references, config),
    reads: (config) => readsAt(asked.reads, config),
    sets: (config) => [...namesAt(asked.names, config), ...(definition.sets?.(config) ?? [])],
    lint: (config) => [...findingsAt(asked.findings, config as Record<string, unknown>), ...(definition.lint?.(config) ?? [])],
  }
}

export const next: Port[] = [{ name: 'next' }]

/** Parts of a summary, without the empty ones. */
export const joined = (...parts: string[]): string => parts.filter(Boolean).join(' · ')

/** A length of time in a summary. */
export const duration = (seconds: number): string =>
  seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`
