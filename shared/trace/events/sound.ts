// Events of what is played, keyed in and recorded.
import { z } from 'zod'

export const soundEvents = {
  /** `media`: URIs as Asterisk takes them. */
  /** `to`: who hears it, where that is not the caller. */
  'prompt.started': z.object({ media: z.array(z.string()), to: z.string().optional() }),
  'prompt.ended': z.object({ result: z.string() }),
  'prompt.failed': z.object({ error: z.string() }),
  /** Asterisk could not play `media`; `instead`: what is heard in its place, the first of its fallbacks. */
  'prompt.replaced': z.object({ media: z.array(z.string()), instead: z.string() }),
  /** Keys collected by a node; a PIN's are never here. */
  'keys.collected': z.object({ result: z.string(), digits: z.string().optional() }),
  /** A recording of the caller alone: a message, an answer. `mailbox` where it is a message. */
  'record.started': z.object({ name: z.string(), mailbox: z.string().optional() }),
  'record.resumed': z.object({ name: z.string(), mailbox: z.string().optional() }),
  'record.ended': z.object({ result: z.string(), seconds: z.number() }),
  /** What was said could not be stored; what Asterisk has of it is brought in later. */
  'record.failed': z.object({ name: z.string(), mailbox: z.string().optional() }),
  'voicemail.stored': z.object({ mailbox: z.string(), seconds: z.number() }),
  /** The caller's answer to being asked. */
  'recording.consent': z.object({ agreed: z.boolean() }),
  /** A recording of the conversation. */
  'recording.started': z.object({ name: z.string() }),
  /** `space`: the disk is too full. */
  'recording.skipped': z.object({ reason: z.string() }),
  'recording.stopped': z.object({ reason: z.string() }),
  'recording.failed': z.object({ error: z.string() }),
  /** `file` relative to the recordings folder. */
  'recording.kept': z.object({ file: z.string(), seconds: z.number() }),
  'recording.paused': z.object({}),
  'recording.resumed': z.object({}),
  /** An audio stream to an endpoint outside; `url` without its query. */
  'stream.started': z.object({ name: z.string(), url: z.string(), direction: z.string() }),
  'stream.failed': z.object({ name: z.string(), error: z.string() }),
  'stream.notUnderstood': z.object({ name: z.string() }),
  /** `code` of the WebSocket's close. */
  'stream.lost': z.object({ name: z.string(), code: z.int() }),
  'stream.back': z.object({ name: z.string() }),
  /** Frames of 20 ms that were sent and that were dropped because the endpoint was too slow. */
  'stream.ended': z.object({ name: z.string(), reason: z.string(), frames: z.int(), dropped: z.int() }),
}
