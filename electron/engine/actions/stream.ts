// startStream and stopStream: the call's sound to and from an endpoint of the office's. Source: CallFactory's StartStream (docs/spec/actions.md).
import type { StreamRequest } from '../../../shared/domain/stream.ts'
import { AudioStream } from '../session/audioStream.ts'
import type { Call } from '../session/call.ts'
import { onCancel } from '../session/cancel.ts'
import { ensureAnswered } from './answer.ts'

export type StreamOptions = Partial<Omit<StreamRequest, 'url'>> & {
  /** The action's own signal; aborting ends the stream, also once it runs. */
  signal?: AbortSignal | undefined
}
export type StartStreamResult = 'started' | 'alreadyStarted' | 'cancel' | 'error'

/** A stream that is named nowhere. */
export const defaultName = 'stream'

/** Resolves once the endpoint is connected and hears; the stream then goes on beside whatever the call does, until it is stopped or the call ends. */
export async function startStream(call: Call, url: string, options: StreamOptions = {}): Promise<StartStreamResult> {
  await ensureAnswered(call)
  const request: StreamRequest = {
    name: options.name || defaultName,
    url,
    headers: options.headers ?? {},
    direction: options.direction ?? 'both',
    metadata: options.metadata ?? {},
    sampleRate: options.sampleRate ?? 16_000,
    ...(options.nonce === undefined ? {} : { nonce: options.nonce }),
  }
  if (call.streams.has(request.name)) return 'alreadyStarted'
  const stream = new AudioStream(call, request, () => call.streams.remove(request.name))
  call.streams.add(stream)
  onCancel(options.signal, () => stream.end('stopped'))
  try {
    await stream.begin()
  } catch (error) {
    call.streams.remove(request.name)
    call.check()
    if (options.signal?.aborted) return 'cancel'
    call.trace('stream.failed', { name: request.name, error: String(error instanceof Error ? error.message : error) })
    return 'error'
  }
  call.check()
  return 'started'
}

/** Ends the stream of that name, or all of them; never the call. */
export function stopStream(call: Call, name?: string): 'stopped' | 'notActive' {
  return call.streams.end('stopped', name) > 0 ? 'stopped' : 'notActive'
}
