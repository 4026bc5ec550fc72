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
])
export type CallOutcome = z.infer<typeof callOutcome>
