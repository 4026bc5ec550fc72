// A room of another service, reached over a WebSocket: the caller's sound goes there and back until either side leaves.
import { ensureAnswered } from '../../actions/answer.ts'
import { AudioStream } from '../../session/audioStream.ts'
import { RemoteFailure } from '../sound.ts'
import type { StepActionOf } from './actions.ts'
import type { Outcome, Work } from './work.ts'

const name = 'room'
const sampleRate = 8000

/** Throws RemoteFailure when the room cannot be had in its time. */
export async function enterRoom(work: Work, action: StepActionOf<'voip_bridge'>, url: string): Promise<Outcome> {
  const { call } = work
  await ensureAnswered(call)
  let left = () => {}
  const over = new Promise<void>((resolve) => {
    left = resolve
  })
  const metadata = { from: call.from, to: call.to }
  const request = { name, url, headers: action.headers, direction: 'both' as const, metadata, sampleRate: sampleRate as 8000 }
  const stream = new AudioStream(call, request, () => left())
  await begin(work, stream, action.timeout_ms)
  work.finish('transfer', 'room')
  await call.until<void>((resolve) => {
    const unread = call.keys.read((digit) => stream.digit(digit))
    void over.then(() => resolve())
    return () => {
      unread()
      stream.end('callEnded')
    }
  })
  return { kind: 'over', port: 'transferred', reason: 'transfer' }
}

async function begin({ call }: Work, stream: AudioStream, timeoutMs: number): Promise<void> {
  try {
    await call.until<void>((resolve, reject) => {
      const timer = call.pbx.clock.after(Math.max(1000, timeoutMs), () => reject(new Error('it took too long')))
      stream.begin().then(resolve, reject)
      return () => timer.cancel()
    })
  } catch (error) {
    stream.end('connectionLost')
    call.check()
    throw new RemoteFailure('target', `the room cannot be reached: ${error instanceof Error ? error.message : String(error)}`)
  }
}
