// A room of another service, reached over a WebSocket: the caller's sound goes there and back until either side leaves.
import { ensureAnswered } from '../../actions/answer.ts'
import { AudioStream } from '../../session/audioStream.ts'
import { pcmProtocol, streamProtocol } from '../../session/streamProtocol.ts'
import { RemoteFailure } from '../sound.ts'
import type { StepActionOf } from './actions.ts'
import { jsonOr } from './api.ts'
import type { RoomAddress } from './destination.ts'
import { isObject } from './schemas.ts'
import type { Work } from './work.ts'

const name = 'room'
type Rate = 8000 | 16_000
type Bridge = StepActionOf<'voip_bridge'>

/** Until either side leaves. `entered`: called when they hear one another. Throws RemoteFailure when the room cannot be had in its time. */
export async function enterRoom(work: Work, action: Bridge, room: RoomAddress, entered: () => void): Promise<void> {
  const { call } = work
  await ensureAnswered(call)
  const rate = room.sampleRate ?? action.sample_rate
  if (rate !== 8000 && rate !== 16_000) throw new RemoteFailure('target', `sound of ${rate} samples a second is not to be had`)
  const timeoutMs = Math.max(1000, room.timeoutMs ?? action.timeout_ms)
  const headers = { ...action.headers, ...room.headers }
  const url = /^http/i.test(room.url) ? await created(work, { ...room, headers }, timeoutMs) : room.url
  let left = () => {}
  const over = new Promise<void>((resolve) => {
    left = resolve
  })
  const stream = new AudioStream(call, requestOf(action, { url, headers, rate, from: call.from, to: call.to }), () => left(), {
    protocol: action.protocol === 'stream' ? streamProtocol : pcmProtocol,
  })
  await begin(work, stream, timeoutMs)
  entered()
  await call.until<void>((resolve) => {
    const unread = call.keys.read((digit) => stream.digit(digit))
    void over.then(() => resolve())
    return () => {
      unread()
      stream.end('callEnded')
    }
  })
}

type Wanted = { url: string; headers: Record<string, string>; rate: Rate; from: string; to: string }

/** One side's sound, as RustPBX sends it, or both where the frames of *Stream audio* are asked for. */
const requestOf = ({ protocol }: Bridge, { url, headers, rate, from, to }: Wanted) => ({
  name,
  url,
  headers,
  direction: protocol === 'stream' ? ('both' as const) : ('inbound' as const),
  metadata: { from, to },
  sampleRate: rate,
})

const addressFields = ['url', 'uri', 'ws_url', 'wss_url', 'websocket_url', 'room_uri', 'room_url', 'endpoint', 'address']

/** The WebSocket's address in the answer of who made the room; null where there is none. */
function addressIn(answer: unknown, depth = 0): string | null {
  if (typeof answer === 'string') return /^wss?:\/\/\S+$/i.test(answer.trim()) ? answer.trim() : null
  if (!isObject(answer) || depth > 3) return null
  for (const field of addressFields) {
    const found = addressIn(answer[field], depth + 1)
    if (found) return found
  }
  return addressIn(answer.data, depth + 1) ?? addressIn(answer.room, depth + 1)
}

/** Has the room made by POST; the answer says where it is, or it is a WebSocket at the same address. Throws RemoteFailure. */
async function created(work: Work, room: RoomAddress, timeoutMs: number): Promise<string> {
  const { call, http } = work
  const same = room.url.replace(/^http/i, 'ws')
  const request = {
    method: 'POST' as const,
    url: room.url,
    headers: { 'content-type': 'application/json', ...room.headers },
    body: JSON.stringify(work.facts()),
    timeoutMs,
    maxBytes: 64 * 1024,
  }
  const answer = await call.until<Awaited<ReturnType<typeof http.request>>>((resolve, reject) => {
    const stop = new AbortController()
    http.request(request, stop.signal).then(resolve, reject)
    return () => stop.abort()
  })
  if (answer.result !== 'answered') throw new RemoteFailure('target', `the room cannot be made: ${answer.error}`)
  if (answer.status >= 500) throw new RemoteFailure('target', `the room cannot be made: the server answered ${answer.status}`)
  return addressIn(jsonOr(new TextDecoder().decode(answer.body))) ?? same
}

async function begin({ call }: Work, stream: AudioStream, timeoutMs: number): Promise<void> {
  try {
    await call.until<void>((resolve, reject) => {
      const timer = call.pbx.clock.after(timeoutMs, () => reject(new Error('it took too long')))
      stream.begin().then(resolve, reject)
      return () => timer.cancel()
    })
  } catch (error) {
    stream.end('connectionLost')
    call.check()
    throw new RemoteFailure('target', `the room cannot be reached: ${error instanceof Error ? error.message : String(error)}`)
  }
}
