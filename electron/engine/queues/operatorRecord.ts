// What is known of one operator: logins, pause, wrap-up, counters, the line of one who works off-hook.
import type { OperatorLive, OperatorState } from '../../../shared/domain/calls.ts'
import type { Timer } from '../ports.ts'

/** An off-hook operator's own line. */
export type OffHookLine = {
  callId: string
  channelId: string
  sipCallId: string | null
  /** The line is free again (`false`) or gone (`true`). */
  back(ended: boolean): void
  /** The line is taken by a caller: its music stops. */
  taken(): Promise<void>
}

/** What is known of one operator; what stands above the line is journalled. */
export class OperatorRecord {
  readonly id: string
  queues: string[] = []
  pausedFor: string | null = null
  /** Since when they are paused, or not to be disturbed. */
  pausedSince = 0
  doNotDisturb = false
  /** By somebody else, until they log in. */
  loggedOut: OperatorLive['loggedOut'] = null
  missed = 0
  /** When they turned calls down, ms; the newest last. */
  rejections: number[] = []
  wrapUpUntil: number | null = null
  wrapUpCall: string | null = null
  lastCallEndedAt = 0
  callsToday = 0
  day = ''
  since = 0
  /** Of the day `worked`: in conversations and wrap-ups, and available. */
  worked = ''
  busyMs = 0
  availableMs = 0
  /** The queue whose call is wrapped up, and since when. */
  wrapUpQueue: string | null = null
  wrapUpFrom = 0
  /** Not offered a call before; after a rejected one. */
  notBefore = 0
  // ── not kept over a restart ──
  reservedBy: string | null = null
  /** The call of a queue they talk in; until it is counted nobody else is offered, even if the phone is free. */
  talkingIn: string | null = null
  /** What they are busy with is a test call, which no figure counts. */
  testing = false
  consoleProblem: string | null = null
  offHook: OffHookLine | null = null
  wrapUpTimer: Timer | null = null
  coolDownTimer: Timer | null = null
  lastState: OperatorState = 'offline'
  constructor(id: string) {
    this.id = id
  }
}

/** What the journal keeps of a record. */
export function savedState(record: OperatorRecord) {
  const { queues, pausedFor, pausedSince, doNotDisturb, loggedOut, missed } = record
  const { wrapUpUntil, wrapUpCall, wrapUpQueue, wrapUpFrom, lastCallEndedAt } = record
  const { rejections, callsToday, day, since, worked, busyMs, availableMs } = record
  return {
    ...{ queues, pausedFor, pausedSince, doNotDisturb, loggedOut, missed },
    ...{ wrapUpUntil, wrapUpCall, wrapUpQueue, wrapUpFrom, lastCallEndedAt },
    ...{ rejections, callsToday, day, since, worked, busyMs, availableMs },
  }
}
export type SavedOperator = ReturnType<typeof savedState>

/** Missed in a row before an operator counts as unreachable. */
export const missedLimit = 2

/** Why the operator cannot be reached; null: they can. `phoneThere`: a telephone of theirs is registered. */
export function problemOf(record: OperatorRecord, phoneThere: boolean): string | null {
  if (record.offHook) return null
  if (record.consoleProblem) return record.consoleProblem
  if (!phoneThere) return 'phoneOffline'
  return record.missed >= missedLimit ? 'missedCalls' : null
}
