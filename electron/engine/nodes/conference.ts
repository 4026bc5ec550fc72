// Conference: everyone who names the room meets in one bridge.
import { z } from 'zod'
import { fill } from '../../../shared/domain/template.ts'
import { ensureAnswered } from '../actions/answer.ts'
import { gatherDigits } from '../actions/collect.ts'
import { phrase } from '../actions/phrases.ts'
import { play } from '../actions/play.ts'
import type { Call } from '../session/call.ts'
import type { Rooms } from '../session/rooms.ts'
import { behaviour } from './behaviour.ts'

const inRoom = z.object({ room: z.string(), bridgeId: z.string(), recording: z.string().nullable() })
const pinTries = 3

async function rightPin(call: Call, pin: string): Promise<boolean> {
  for (let tries = 0; tries < pinTries; tries++) {
    const heard = await gatherDigits(call, phrase(call, 'enterPin'), { maxDigits: pin.length, timeoutSeconds: 10, secret: true })
    if (heard.result === 'success' && heard.digits === pin) return true
    // Whoever was too slow is asked again.
    if (heard.result === 'success') await play(call, phrase(call, 'wrongPin'))
  }
  return false
}

export const conference = ({ rooms }: { rooms: Rooms }) =>
  behaviour('conference', inRoom, async ({ call, config, state, checkpoint }) => {
    const { telephony, chance } = call.pbx
    await ensureAnswered(call)
    if (!state && config.pin && !(await rightPin(call, config.pin))) return 'left'
    const name = state?.room ?? fill(config.room, call.read)
    const channelId = call.channelId
    try {
      const joined = await rooms.join(name, channelId, state?.bridgeId)
      const recording = state ? state.recording : config.record && joined.first ? `cb-r-${chance.id()}` : null
      checkpoint({ room: name, bridgeId: joined.bridgeId, recording })
      call.trace('conference.joined', { room: name, first: joined.first })
      const tone = () => telephony.play({ bridge: joined.bridgeId }, `cb-p-${chance.id()}`, ['sound:beep']).catch(() => {}) // a tone, no more
      if (config.announce && !joined.first && !state) void tone()
      if (recording) await rooms.record(name, call, recording)
      await call.until<void>(() => () => {})
      return 'left'
    } finally {
      await rooms.leave(name, channelId)
      call.trace('conference.left', { room: name })
    }
  })
