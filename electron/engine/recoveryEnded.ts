// What a conversation leaves that ended while no host watched it: its recording is stored, its length is noted, its bridge is removed.
import { connectedState } from './nodes/behaviour.ts'
import type { JournalEntry } from './ports.ts'
import type { PbxContext, RecordsContext, SoundContext } from './session/context.ts'

/** Whether the entry stands in a conversation that the live channels no longer carry. */
export function conversationEnded(entry: JournalEntry, alive: { has(channelId: string): boolean }): boolean {
  const state = connectedState.safeParse(entry.state)
  return state.success && !(alive.has(entry.channelId) && alive.has(state.data.leg.channelId))
}

type SettleContext = { pbx: PbxContext; records: Pick<RecordsContext, 'callLog'>; sound: Pick<SoundContext, 'media'> }

/** Stores what is left of the conversation, in the background. */
export function settleConversation({ pbx, records, sound }: SettleContext, entry: JournalEntry): void {
  const state = connectedState.safeParse(entry.state)
  if (!state.success) return
  const { telephony, log, clock, background } = pbx
  const { media } = sound
  const { callLog } = records
  const { bridgeId, recording, at } = state.data
  const settle = async () => {
    await telephony.destroyBridge(bridgeId).catch(() => {}) // gone already is as good
    const stored = recording === null ? null : await media.storeRecording(recording, 'recordings')
    // Nobody saw the end: the recording tells how long they talked, or else the time until now bounds it.
    const talkMs = stored ? Math.round(stored.seconds * 1000) : Math.max(0, clock.now() - at)
    callLog.update(entry.callId, { talkMs, ...(stored ? { recording: stored.file } : {}) })
  }
  background(
    settle().catch((error: unknown) =>
      log.error('a conversation that ended unseen was not stored', { callId: entry.callId, error: String(error) }),
    ),
  )
}
