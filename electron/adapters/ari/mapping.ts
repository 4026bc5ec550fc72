// What the engine's values are called in ARI.
import type { HangupReason } from '../../engine/ports.ts'

export const REASONS: Record<HangupReason, string> = {
  normal: 'normal',
  busy: 'busy',
  congestion: 'congestion',
  noAnswer: 'no_answer',
  // Asterisk makes 403 of its cause 21, and 603 of a call that ends without a cause for another answer.
  rejected: 'normal',
  unallocated: 'unallocated',
  answeredElsewhere: 'answered_elsewhere',
  timeout: 'timeout',
}
export const PROGRESS = { trying: 'channel_progress', success: 'channel_answered', failed: 'channel_unavailable' }
