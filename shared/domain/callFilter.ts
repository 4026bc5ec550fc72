// What the history of calls is narrowed to.
import type { CallRecord } from './calls.ts'
import type { CallDirection } from './outcome.ts'

export type CallFilter = {
  /** Part of a number, however it is formatted, or of a name; of a note, or of a disposition. */
  text?: string
  /** Numbers and extensions of whoever has `text` in their name: calls with them fit as well. */
  named?: readonly string[]
  /** A whole number: of whoever called or was called. */
  number?: string
  queueId?: string
  operatorId?: string
  outcome?: CallRecord['outcome']
  direction?: CallDirection
  /** Started at or after, epoch ms. */
  from?: number
  /** Started before, epoch ms. */
  until?: number
  /** Talked at least so long, and shorter than that, ms. */
  minTalkMs?: number
  maxTalkMs?: number
  /** An extension whose telephone rang and was neither taken nor turned away. */
  missedBy?: string
  flowId?: string
  /** A step the call came by. */
  node?: string
  /** Only calls of that operator, of that telephone, and of those queues. */
  seenBy?: { operatorId: string | null; extension: string | null; queueIds: readonly string[] }
}
