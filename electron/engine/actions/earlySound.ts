// What the far side sends before it answers (its own ring tone, an announcement of the network) is heard by the party that dialled.
import type { Call } from '../session/call.ts'
import type { Leg } from '../session/leg.ts'

export class EarlySound {
  private readonly call: Call
  private readonly bridgeId: string
  private opened: Promise<void> | null = null

  /** There is, or was, something to close. */
  get begun(): boolean {
    return this.opened !== null
  }

  constructor(call: Call) {
    this.call = call
    this.bridgeId = `cb-e-${call.pbx.chance.id()}`
  }

  /** Joins the caller and the leg, or the leg that follows one by another trunk; `stopTone` ends what stood for it. */
  open(leg: Leg, stopTone: () => void): void {
    const joined = this.opened
      ? this.opened.then(() => this.call.pbx.telephony.join(this.bridgeId, [leg.channelId]))
      : this.join(leg, stopTone)
    this.opened = joined.catch((error: unknown) =>
      this.call.pbx.log.info('the far side is not heard before it answers', { callId: this.call.id, error: String(error) }),
    )
  }

  private async join(leg: Leg, stopTone: () => void): Promise<void> {
    const { telephony } = this.call.pbx
    const { channelId, answered, id } = this.call
    if (!answered) await telephony.openEarly(channelId)
    await telephony.createBridge(this.bridgeId, 'mixing', id)
    stopTone() // a channel joins nothing while it is played to
    await telephony.join(this.bridgeId, [channelId, leg.channelId])
  }

  /** Both are out of it. Never rejects. */
  async close(): Promise<void> {
    const { telephony, log } = this.call.pbx
    await this.opened
    await telephony
      .destroyBridge(this.bridgeId)
      .catch((error: unknown) => log.warn('a bridge was not removed', { callId: this.call.id, error: String(error) }))
  }
}
