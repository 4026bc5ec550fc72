// The channels of a call as consoles see them; each tells the operators whose phone it is.
import type { LiveCall } from '../../../shared/domain/calls.ts'
import type { CallObserver } from './context.ts'

export type LegView = LiveCall['legs'][number]

export class CallLegs {
  private readonly callId: string
  private readonly observer: CallObserver
  private readonly shown = new Map<string, LegView>()

  constructor(callId: string, observer: CallObserver) {
    this.callId = callId
    this.observer = observer
  }

  get all(): LegView[] {
    return [...this.shown.values()]
  }
  has(channelId: string): boolean {
    return this.shown.has(channelId)
  }
  /** A phone of that extension has a part in the call. */
  includes(extension: string): boolean {
    return this.all.some((leg) => leg.extension === extension)
  }
  get ringing(): boolean {
    return this.all.some(({ state }) => state === 'ringing')
  }

  show(leg: LegView): void {
    this.shown.set(leg.channelId, leg)
    if (leg.extension) this.observer.engage(leg.extension, leg.channelId, { callId: this.callId, state: leg.state })
    this.observer.callChanged(this.callId)
  }
  hide(channelId: string): void {
    const leg = this.shown.get(channelId)
    if (!leg) return
    this.shown.delete(channelId)
    if (leg.extension) this.observer.engage(leg.extension, channelId, null)
    this.observer.callChanged(this.callId)
  }
}
