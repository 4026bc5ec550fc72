// The audio streams that run beside a call, by name.
import type { StreamRequest } from '../../../shared/domain/stream.ts'

/** Why a stream ended; the endpoint is told the same word. */
export type StreamEnd = 'stopped' | 'callEnded' | 'endpointClosed' | 'connectionLost' | 'lineLost'

export interface CallStream {
  readonly request: StreamRequest
  /** A key the caller pressed. */
  digit(digit: string): void
  /** Ends the stream, never the call; safe to call again. */
  end(why: StreamEnd): void
}

const none: ReadonlyMap<string, CallStream> = new Map()

export class CallStreams {
  /** Most calls have none, and thousands may wait. */
  private streams: Map<string, CallStream> | null = null

  private get all(): ReadonlyMap<string, CallStream> {
    return this.streams ?? none
  }
  has(name: string): boolean {
    return this.all.has(name)
  }
  add(stream: CallStream): void {
    this.streams ??= new Map()
    this.streams.set(stream.request.name, stream)
  }
  remove(name: string): void {
    this.streams?.delete(name)
  }
  /** What a restarted host has to open again. */
  get requests(): StreamRequest[] {
    return this.streams ? [...this.streams.values()].map(({ request }) => request) : []
  }
  digit(digit: string): void {
    for (const stream of this.all.values()) stream.digit(digit)
  }
  /** Ends the stream of that name, or all; returns how many. */
  end(why: StreamEnd, name?: string): number {
    const ending = [...this.all.values()].filter((stream) => name === undefined || stream.request.name === name)
    for (const stream of ending) stream.end(why)
    return ending.length
  }
}
