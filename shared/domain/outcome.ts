// How a call ended.
import { z } from 'zod'

export const callOutcome = z.enum([
  'running',
  'completed',
  'answered',
  'transferred',
  'abandoned',
  'voicemail',
  'callback',
  'rejected',
  'failed',
  'lost',
  // Of calls that a phone of the office makes, where nobody was reached:
  'noAnswer',
  'busy',
  'unknownNumber',
  'congestion',
  'notDialled',
  'cancelled',
])
export type CallOutcome = z.infer<typeof callOutcome>
