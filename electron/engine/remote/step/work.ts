// What the actions of a step session share: the call, what was heard, and where a finished action leads.
import type { Within } from '../inner.ts'
import type { EndReason, StepEvent } from './provider.ts'

/** Where a finished action leads. */
export type Outcome =
  /** Done; `event` goes back unless a `next` follows. */
  | { kind: 'done'; event: StepEvent }
  /** The caller or a failure decided: `event` goes back, the action's `next` is dropped. */
  | { kind: 'told'; event: StepEvent }
  /** An action within the action runs now. */
  | { kind: 'goto'; raw: unknown }
  /** The menu failed once too often. */
  | { kind: 'tooMany' }
  /** The session is over. */
  | { kind: 'over'; port: 'transferred' | 'ended'; reason: EndReason; hangUp?: boolean }

/** What one session works with. */
export type Work = Within & {
  /** Sets a variable that the journal keeps, too. */
  set(name: string, value: string): void
  /** Keys pressed during a prompt that could not be interrupted. */
  kept: string
  /** Tells the provider that the session is over, once; what follows is no longer its business. */
  finish(reason: EndReason, detail?: string): void
  /** Word of a menu's match. */
  matched(digit: string): void
  /** Failures in a row of the menu that runs, by what it says. */
  failures: { menu: string; count: number }
}

/** Keys kept from a prompt are typed ahead for whatever asks for keys now. */
export function typeAhead(work: Work): void {
  if (work.kept !== '') work.call.keys.keep(work.kept)
  work.kept = ''
}
