// The recording of a whole session, prompts included: a separate channel that hears both directions of the caller's.
import type { AliveChannels } from '../../nodes/behaviour.ts'
import type { Call } from '../../session/call.ts'
import type { ChannelOwner } from '../../session/channels.ts'
import { closeRecording, earlierRecording } from '../../session/closedRecording.ts'

/** How long the listening channel may take to come up, ms. */
const beginMs = 3000

export class SessionRecording {
  readonly name: string
  private readonly call: Call
  private snoopId: string | null = null
  private owner: ChannelOwner = { ended: () => {} }

  /** `alive`: what Asterisk still has after the host's restart; the recording goes on if its channel does. */
  constructor(call: Call, name: string, alive: AliveChannels | null = null) {
    this.call = call
    this.name = name
    const snoopId = this.listener
    if (!alive?.has(snoopId)) return
    this.snoopId = snoopId
    call.pbx.channels.own(snoopId, this.owner)
  }

  /** The listening channel's id follows from the name, so that another host finds it. */
  private get listener(): string {
    return this.name.replace(/^cb-n-/, 'cb-s-')
  }

  /** Begins; a session without its recording is better than none, the trace says so. Whether it runs. Rejects only when the call ends. */
  async start(): Promise<boolean> {
    const { call } = this
    const { telephony, channels, clock, log } = call.pbx
    const { journal } = call.records
    const { media } = call.sound
    if (!media.mayRecord) {
      call.trace('recording.skipped', { reason: 'space' })
      return false
    }
    const first = journal.effect(call.id, `record:${this.name}`)
    if (!first && (await earlierRecording(call, this.name, 'recordings')) !== 'none') return true
    const snoopId = this.listener
    try {
      await call.until<void>((resolve, reject) => {
        const timer = clock.after(beginMs, () => reject(new Error('the listening channel did not come up')))
        this.owner = { entered: () => resolve(), ended: () => reject(new Error('the listening channel ended')) }
        channels.own(snoopId, this.owner)
        telephony
          .snoop({ channelId: call.channelId, snoopId, spy: 'both', whisper: 'none', callId: call.id })
          .catch((error: unknown) => reject(error instanceof Error ? error : new Error(String(error))))
        return () => timer.cancel()
      })
      this.snoopId = snoopId
      await telephony.record({ target: { channel: snoopId }, name: this.name })
      call.trace('recording.started', { name: this.name })
      return true
    } catch (error) {
      channels.disown(snoopId, this.owner)
      call.check()
      log.error('a session was not recorded', { callId: call.id, error: String(error) })
      call.trace('recording.failed', { error: String(error) })
      return false
    }
  }

  /** Ends it; the file is stored in the background. */
  stop(): void {
    this.call.pbx.background(this.keep())
  }

  private async keep(): Promise<void> {
    const { call, name, snoopId } = this
    const { telephony, channels, log } = call.pbx
    const { media } = call.sound
    const { callLog } = call.records
    try {
      await closeRecording(call, name)
      if (snoopId) {
        channels.disown(snoopId, this.owner)
        await telephony.hangup(snoopId, 'normal')
      }
      const stored = await media.storeRecording(name, 'recordings')
      if (!stored) return
      callLog.update(call.id, { recording: stored.file })
      call.trace('recording.kept', { file: stored.file, seconds: stored.seconds })
    } catch (error) {
      log.error('a recording was not kept', { callId: call.id, name, error: String(error) })
    }
  }
}
