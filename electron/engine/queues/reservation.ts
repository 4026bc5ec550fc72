// An operator who is kept free for a call: nobody else is offered to them until it is known how that went. The operators make it;
// whoever holds it says how it went, once for each.

/** How an offer went for one operator. `talking`: they took it. */
export type OfferEnd = 'missed' | 'rejected' | 'unused' | 'talking'

export class Reservation {
  readonly callId: string
  private readonly open: Set<string>
  /** Told of an operator who is not to be offered the call any more: logged out in that second. */
  onWithdrawn: (operatorId: string) => void = () => {}
  private readonly settle: (operatorId: string, end: OfferEnd) => void

  constructor(callId: string, operatorIds: readonly string[], settle: (operatorId: string, end: OfferEnd) => void) {
    this.callId = callId
    this.open = new Set(operatorIds)
    this.settle = settle
  }

  /** Those who are still kept free by it, in the order of the offer. */
  get operatorIds(): string[] {
    return [...this.open]
  }
  /** Known for one of them. */
  end(operatorId: string, end: OfferEnd): void {
    if (this.open.delete(operatorId)) this.settle(operatorId, end)
  }
  /** Whoever holds it stops ringing that operator. */
  withdraw(operatorId: string): void {
    if (!this.open.has(operatorId)) return
    this.end(operatorId, 'unused')
    this.onWithdrawn(operatorId)
  }
  /** Known for all who are left. */
  endAll(end: OfferEnd): void {
    for (const id of this.operatorIds) this.end(id, end)
  }
}
