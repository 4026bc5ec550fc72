// The exchange: what calls, nodes and queues share. Built once by the engine; holds no logic of its own.
import type { HoursOverride, OfficeConfig } from '../../../shared/domain/office.ts'
import type { OutsideCalls } from '../actions/outsideCalls.ts'
import type { LiveHub } from '../live.ts'
import type { Ports } from '../ports.ts'
import type { Dispatcher } from '../queues/dispatcher.ts'
import type { Lockouts } from '../queues/lockouts.ts'
import type { Operators } from '../queues/operators.ts'
import type { Shifts } from '../queues/shifts.ts'
import type { Call } from './call.ts'
import type { Channels } from './channels.ts'
import type { Parking } from './parking.ts'
import type { Rooms } from './rooms.ts'

export type Exchange = Omit<Ports, 'config'> & {
  readonly config: OfficeConfig
  readonly channels: Channels
  /** Running calls by id. */
  readonly calls: Map<string, Call>
  readonly live: LiveHub
  readonly operators: Operators
  readonly dispatcher: Dispatcher
  readonly lockouts: Lockouts
  readonly rooms: Rooms
  readonly parking: Parking
  readonly outside: OutsideCalls
  readonly shifts: Shifts
  /** Endpoints that are registered now (`201`, `201-web`). */
  readonly online: Set<string>
  /** Which bridge a channel was found in at the last reconciliation. */
  readonly bridged: Map<string, string>
  /** The channels that the last reconciliation found. */
  readonly alive: Map<string, { up: boolean; sipCallId: string | null }>
  override(name: string): HoursOverride | undefined
  /** Work that outlives its call for a moment (a recording being stored); the engine waits for it when it stops. */
  background(work: Promise<unknown>): void
  /** Writes down that the call goes on at `to`, before whatever runs is interrupted. */
  planRedirect(call: Call, to: string): void
  /** Kept speech by text, so that a prompt is rendered once. */
  readonly spoken: Map<string, { uri: string; ms: number }>
}
