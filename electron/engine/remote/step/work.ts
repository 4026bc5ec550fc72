// What the actions of a step session share: the call, what was heard, and where a finished action leads.
import type { Http } from '../../ports.ts'
import type { EmbeddedNodes, Within } from '../embeddedNode.ts'
import type { StepAction } from './actions.ts'
import type { EndReason, StepEvent } from './provider.ts'

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

/** What one session works with. */
export type Work = Within & {
  http: Http
  nodes: EmbeddedNodes
  /** Sets a variable that the journal keeps, too. */
  set(name: string, value: string): void
  /** Keys pressed during a prompt that could not be interrupted wait until something asks for keys. */
  keep(keys: string): void
  /** Something asks for keys now: those that wait are typed ahead. */
  typeAhead(): void
  /** Tells the provider that the session is over, once; what follows is no longer its business. */
  finish(reason: EndReason, detail?: string): void
  /** Word of a menu's match. */
  matched(digit: string): void
  /** The menu that says this runs: its failures in a row so far. */
  menuBegins(menu: string): number
  /** The menu was answered, or failed once more. */
  menuEnded(right: boolean): void
}
