// The recording of a bridge: starts with it, holds no prompt, is kept when it is over, whatever ended it.
import type { Call } from './call.ts'
import { closeRecording, earlierRecording } from './closedRecording.ts'

export class BridgeRecording {
  private readonly call: Call
  private readonly bridgeId: string
  private readonly name: string
  running = false
  private stopped = false

  constructor(call: Call, bridgeId: string, name: string) {
    this.call = call
    this.bridgeId = bridgeId
    this.name = name
  }

  /** `resumed`: it may run already; the journal knows its name. */
  async start(resumed: boolean): Promise<void> {
    const { telephony, log } = this.call.pbx
    const { journal } = this.call.records
    const { media } = this.call.sound
    const first = journal.effect(this.call.id, `record:${this.name}`)
    if (!first || resumed) {
      const before = await earlierRecording(this.call, this.name, 'recordings')
      this.running = before === 'running'
      if (before !== 'none') return
    }
    if (!media.mayRecord) {
      this.call.trace('recording.skipped', { reason: 'space' })
      return
    }
    try {
      await telephony.record({ target: { bridge: this.bridgeId }, name: this.name })
      this.running = true
      this.call.trace('recording.started', { name: this.name })
    } catch (error) {
      // A call without its recording is better than no call; the trace says so.
      log.error('a recording did not start', { callId: this.call.id, error: String(error) })
      this.call.trace('recording.failed', { error: String(error) })
    }
  }

  async pause(paused: boolean): Promise<void> {
    if (this.running) await this.call.pbx.telephony.pauseRecording(this.name, paused)
  }

  /** Ends it; the file is stored in the background. */
  stop(): void {
    this.running = false
    if (this.stopped) return
    this.stopped = true
    this.call.pbx.background(this.keep())
  }

  private async keep(): Promise<void> {
    const { media } = this.call.sound
    const { callLog } = this.call.records
    const { log } = this.call.pbx
    try {
      await closeRecording(this.call, this.name)
      const stored = await media.storeRecording(this.name, 'recordings')
      if (!stored) return
      callLog.update(this.call.id, { recording: stored.file })
      this.call.trace('recording.kept', { file: stored.file, seconds: stored.seconds })
    } catch (error) {
      log.error('a recording was not kept', { callId: this.call.id, name: this.name, error: String(error) })
    }
  }
}
