// What is said over an audio endpoint's WebSocket beside the sound, in text. Sources: docs/spec/actions.md, Streams; RustPBX's bridge.
import { z } from 'zod'

/** What an endpoint asks for in a text. */
export type StreamCommand = { do: 'clear' } | { do: 'mark'; name: string } | { do: 'digits'; digits: string }

/** The texts of an endpoint and to it; null: nothing is sent, or nothing was understood. */
export type StreamProtocol = {
  /** Of what happens: the stream begins or ends, a mark is reached, a key is pressed. */
  tell(event: StreamEventOut): string | null
  read(text: string): StreamCommand | null
}
export type StreamEventOut =
  | ({ event: 'start' } & Record<string, unknown>)
  | { event: 'dtmf'; digit: string }
  | { event: 'mark'; name: string }
  | { event: 'stop'; reason: string }

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const command = z.union([
  z.object({ event: z.literal('clear') }).transform(() => ({ do: 'clear' as const })),
  z.object({ event: z.literal('mark'), name: z.string().max(200) }).transform(({ name }) => ({ do: 'mark' as const, name })),
])

/** *Stream audio*: events out, `clear` and `mark` in. */
export const streamProtocol: StreamProtocol = {
  tell: (event) => JSON.stringify(event),
  read: (text) => command.safeParse(parsed(text)).data ?? null,
}

const keyed = z
  .object({ type: z.literal('dtmf'), digit: z.string().regex(/^[\dA-D*#]{1,40}$/i) })
  .transform(({ digit }) => ({ do: 'digits' as const, digits: digit }))

/** RustPBX's bridge: sound and keys, in both directions, and nothing else. */
export const pcmProtocol: StreamProtocol = {
  tell: (event) => (event.event === 'dtmf' ? JSON.stringify({ type: 'dtmf', digit: event.digit, leg_id: 'caller' }) : null),
  read: (text) => keyed.safeParse(parsed(text)).data ?? null,
}
