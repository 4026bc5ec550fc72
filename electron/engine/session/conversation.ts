// Who talks with whom, as far as the call itself has to know of it.
import type { LiveCall } from '../../../shared/domain/calls.ts'

export type ConversationView = Pick<LiveCall, 'held' | 'recording' | 'recordingPaused' | 'parties' | 'departed'>

export interface Conversation {
  /** As consoles see it. */
  readonly view: ConversationView
  /** A key pressed on a channel of it that is not the caller's. */
  digit(channelId: string, digit: string): void
  /** A phone put the call on hold or took it back. */
  heldBy(channelId: string, held: boolean): void
  /** The caller leaves; true when somebody takes the place and it goes on. */
  callerLeft(): boolean
}
