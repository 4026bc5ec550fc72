// Who deals with a call, and how it counts: its queue, its operator, where it is parked or handed on to, its outcome.
import type { LiveCall } from '../../../shared/domain/calls.ts'
import type { CallOutcome } from '../../../shared/domain/outcome.ts'
import type { TransferState } from '../../../shared/domain/transfer.ts'
import type { Leg } from './leg.ts'

export class CallAssignment {
  /** The operator a test call is for. */
  readonly prefers: string | null
  private queue: string | null = null
  private operator: string | null = null
  private result: CallOutcome | null = null
  private slot: LiveCall['parked'] = null
  private handing: TransferState | null = null
  private waitingPhone: Leg | null = null

  constructor(prefers: string | null) {
    this.prefers = prefers
  }

  get queueId(): string | null {
    return this.queue
  }
  get operatorId(): string | null {
    return this.operator
  }
  get outcome(): CallOutcome | null {
    return this.result
  }
  /** Where it waits, as consoles see it. */
  get parked(): LiveCall['parked'] {
    return this.slot
  }
  /** Where it is being handed on to, until somebody answers. */
  get handOver(): TransferState | null {
    return this.handing
  }

  inQueue(queueId: string | null): void {
    this.queue = queueId
  }
  by(operatorId: string): void {
    this.operator = operatorId
  }
  counts(outcome: CallOutcome | null): void {
    this.result = outcome
  }
  /** Counts so unless it counts as something already. */
  countsAtLeast(outcome: CallOutcome): void {
    this.result ??= outcome
  }
  park(slot: LiveCall['parked']): void {
    this.slot = slot
  }
  /** It is handed on; null: somebody took it. */
  handOn(about: TransferState | null): void {
    this.handing = about
  }

  /** The phone that handed it on waits to be told how that went. */
  keepTransferor(leg: Leg | null): void {
    this.waitingPhone = leg
  }
  /** The phone that waits, for the module that notifies it from here on. */
  takeTransferor(): Leg | null {
    const leg = this.waitingPhone
    this.waitingPhone = null
    return leg
  }
  waits(channelId: string): boolean {
    return this.waitingPhone?.channelId === channelId
  }
  /** The call is over before the phone was told. */
  dropTransferor(): void {
    this.waitingPhone?.drop('normal')
  }
}
