// A phone that handed its call on by REFER keeps its line until it is known how that went: it is told, and has the caller back at
// once when nobody took them.
import type { TransferState } from '../../../shared/domain/transfer.ts'
import type { AliveChannels } from '../nodes/behaviour.ts'
import type { Call } from './call.ts'
import { Leg } from './leg.ts'

export class Transferor {
  private readonly call: Call
  private readonly about: TransferState
  private readonly leg: Leg

  private constructor(call: Call, about: TransferState, leg: Leg) {
    this.call = call
    this.about = about
    this.leg = leg
  }

  /** The phone that waits to be told; null where none does. `alive`: after a restart, the channels that are left. */
  static of(call: Call, about: TransferState, alive: AliveChannels | null): Transferor | null {
    const start = about.transferor
    const kept = call.assignment.takeTransferor()
    if (kept) return new Transferor(call, about, kept)
    const found = start ? alive?.get(start.channelId) : undefined
    return start && found ? new Transferor(call, about, Leg.adopt(call, start, found.sipCallId)) : null
  }

  /** Somebody answered, or a queue or mailbox took the call: the phone's part is over. */
  succeeded(): void {
    this.call.pbx.background(this.tell('success').then(() => this.leg.drop('normal')))
  }
  /** Nobody took the call: the phone has it back. Null when it hung up meanwhile. */
  async takeBack(): Promise<Leg | null> {
    if (this.leg.state !== 'up' || this.about.transferor === null) return null
    await this.tell('failed')
    return this.leg.state === 'up' ? this.leg : null
  }
  /** Hangs it up, unless it talks again or is being told. */
  drop(): void {
    if (this.about.transferor !== null) this.leg.drop('normal')
    this.about.transferor = null
  }

  private async tell(state: 'success' | 'failed'): Promise<void> {
    this.about.transferor = null
    // A phone that hung up meanwhile need not hear of it.
    await this.call.pbx.telephony.transferProgress(this.leg.channelId, state).catch(() => {})
  }
}
