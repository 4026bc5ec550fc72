// What the actions of a step session share: the call, what was heard, and where a finished action leads.
import type { Http } from '../../ports.ts'
import type { EmbeddedNodes, Within } from '../embeddedNode.ts'
import type { StepAction } from './actions.ts'
import type { EndReason, StepEvent } from './provider.ts'
import type { Segments } from './segments.ts'

/** Where a finished action leads. */
export type Outcome =
  /** Done; `event` goes back unless a `next` follows. */
  | { kind: 'done'; event: StepEvent }
  /** The caller or a failure decided: `event` goes back, the action's `next` is dropped. */
  | { kind: 'told'; event: StepEvent }
  /** An action within the action runs now. */
  | { kind: 'goto'; action: StepAction }
  /** The menu failed once too often. */
  | { kind: 'tooMany' }
  /** The session is over. */
  | { kind: 'over'; port: 'transferred' | 'ended'; reason: EndReason; hangUp?: boolean }
  /** Handed on and back: the provider gets a new session with the same caller. */
  | { kind: 'again' }

/** What one session works with. */
export type Work = Within & {
  http: Http
  nodes: EmbeddedNodes
  /** Sets a variable that the journal keeps, too. */
  set(name: string, value: string): void
  /** Keys pressed during a prompt that could not be interrupted wait until something asks for keys. */
  keep(keys: string): void
  /** Something asks for a key now: those that wait are typed ahead. */
  typeAhead(): void
  /** A number is asked for: those that wait were no part of it. */
  dropKeys(): void
  /** Tells the provider that the session is over, once; what follows is no longer its business. */
  finish(reason: EndReason, detail?: string): void
  /** Word of a menu's match, and what is done about it. */
  matched(digit: string, action: unknown): void
  /** The recording of a part of the call. */
  segments: Segments
  /** What a request about the call says of it. */
  facts(): Record<string, unknown>
  /** Whether the provider itself is called that. */
  isOwn(name: string): boolean
  /** The menu that says this runs: its failures in a row so far. */
  menuBegins(menu: string): number
  /** The menu was answered, or failed once more. */
  menuEnded(right: boolean): void
}
