// How a call ended, and which way it went.
import { z } from 'zod'

/** `in`: somebody called the office · `out`: a phone of the office called, for itself or to return a callback. */
export const callDirection = z.enum(['in', 'out'])
export type CallDirection = z.infer<typeof callDirection>

/** Calls that are made to see whether calls work: no figure counts them, and the history marks them. */
export const isTestCall = ({ kind, flowId }: { kind: string; flowId: string }): boolean =>
  kind === 'test' || flowId === 'builtin:soundTest'

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
