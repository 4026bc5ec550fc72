// Parts of a call that a provider has recorded: one at a time, both sides of the caller's channel, kept when they are over.
import type { AliveChannels } from '../../nodes/behaviour.ts'
import type { Timer } from '../../ports.ts'
import type { Call } from '../../session/call.ts'
import { SessionRecording } from '../callflow/recording.ts'

/** What the journal keeps of the part that is recorded; `endsAt` in ms since 1970. */
export type Segment = { name: string; endsAt: number | null }

export class Segments {
  private readonly call: Call
  private readonly save: (segment: Segment | null) => void
  private recording: SessionRecording | null = null
  private timer: Timer | null = null

  /** `running`: one of before the host's restart; it goes on if its channel does. */
  constructor(call: Call, running: Segment | null, alive: AliveChannels | null, save: (segment: Segment | null) => void) {
    this.call = call
    this.save = save
    if (!running) return
    this.recording = new SessionRecording(call, running.name, alive)
    this.endAt(running.endsAt)
  }

  /** Begins one; what runs already ends. Whether it is recorded. Rejects only when the call ends. */
  async start(maxSeconds?: number): Promise<boolean> {
    this.stop()
    const { chance, clock } = this.call.pbx
    const name = `cb-n-${chance.id()}`
    const endsAt = maxSeconds === undefined ? null : clock.now() + Math.max(1, maxSeconds) * 1000
    this.recording = new SessionRecording(this.call, name)
    this.save({ name, endsAt })
    if (await this.recording.start()) {
      this.endAt(endsAt)
      return true
    }
    this.recording = null
    this.save(null)
    return false
  }

  private endAt(at: number | null): void {
    const { clock } = this.call.pbx
    if (at !== null) this.timer = clock.after(Math.max(0, at - clock.now()), () => this.stop())
  }

  /** Ends what is recorded; false where nothing is. */
  stop(): boolean {
    const { recording } = this
    this.release()
    if (recording) this.save(null)
    return recording !== null
  }

  /** The host stops: what is recorded goes on for the next one. */
  leave(): void {
    this.timer?.cancel()
    this.recording = null
  }

  /** The session is over. */
  release(): void {
    this.timer?.cancel()
    this.timer = null
    this.recording?.stop()
    this.recording = null
  }
}
