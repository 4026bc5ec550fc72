// Conference rooms: one bridge a name, made by the first who comes, removed with the last who leaves.
import type { Call } from './call.ts'
import type { PbxContext } from './context.ts'
import { BridgeRecording } from './recording.ts'

type Room = { bridgeId: string; members: Set<string>; ready: Promise<void>; recording: BridgeRecording | null }

export class Rooms {
  private readonly pbx: Pick<PbxContext, 'telephony' | 'chance'>
  private readonly rooms = new Map<string, Room>()
  constructor(pbx: Pick<PbxContext, 'telephony' | 'chance'>) {
    this.pbx = pbx
  }

  /** Joins a channel; music while it is alone. `bridgeId`: the room's bridge of before a restart. */
  async join(name: string, channelId: string, bridgeId?: string): Promise<{ bridgeId: string; first: boolean }> {
    const { telephony, chance } = this.pbx
    let room = this.rooms.get(name)
    const first = !room
    if (!room) {
      const id = bridgeId ?? `cb-c-${chance.id()}`
      room = {
        bridgeId: id,
        members: new Set(),
        ready: bridgeId ? Promise.resolve() : telephony.createBridge(id, 'mixing', `room ${name}`),
        recording: null,
      }
      this.rooms.set(name, room)
    }
    room.members.add(channelId)
    await room.ready
    if (!bridgeId) await telephony.join(room.bridgeId, [channelId])
    if (room.members.size === 1) await telephony.startBridgeMusic(room.bridgeId)
    if (room.members.size === 2) await telephony.stopBridgeMusic(room.bridgeId)
    return { bridgeId: room.bridgeId, first }
  }

  /** Leaves; the last one closes the room. */
  async leave(name: string, channelId: string): Promise<'closed' | 'left'> {
    const { telephony } = this.pbx
    const room = this.rooms.get(name)
    if (!room?.members.delete(channelId)) return 'left'
    if (room.members.size === 0) {
      this.rooms.delete(name)
      room.recording?.stop()
      await telephony.destroyBridge(room.bridgeId)
      return 'closed'
    }
    await telephony.leave(room.bridgeId, [channelId]).catch(() => {}) // the channel may be gone, and with it its membership
    if (room.members.size === 1) await telephony.startBridgeMusic(room.bridgeId)
    return 'left'
  }

  /** Records the room from here on; the file belongs to the call that came first. */
  async record(name: string, call: Call, recordingName: string): Promise<void> {
    const room = this.rooms.get(name)
    if (!room || room.recording) return
    room.recording = new BridgeRecording(call, room.bridgeId, recordingName)
    await room.recording.start(false)
  }
}
