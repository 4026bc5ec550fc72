// ARI's event frames, as far as we read them. Each is parsed before it is believed; unknown types are skipped.

import { z } from 'zod'

/** A channel as ARI describes it. */
export const ariChannel = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  protocol_id: z.string().optional(),
  caller: z.object({ name: z.string(), number: z.string() }),
  dialplan: z.object({ exten: z.string().optional() }).optional(),
  channelvars: z.record(z.string(), z.string()).optional(),
})
export type AriChannel = z.infer<typeof ariChannel>

export const ariBridge = z.object({ id: z.string(), name: z.string(), channels: z.array(z.string()) })

const channel = ariChannel
const withChannel = z.object({ channel })
const recording = z.object({ name: z.string(), state: z.string().optional(), duration: z.number().optional() })

const frames = {
  StasisStart: z.object({ channel, args: z.array(z.string()) }),
  StasisEnd: withChannel,
  ChannelStateChange: withChannel,
  ChannelDestroyed: z.object({ channel, cause: z.number(), tech_cause: z.number().optional() }),
  ChannelHangupRequest: z.object({
    channel,
    cause: z.number().optional(),
    tech_cause: z.number().optional(),
    soft: z.boolean().optional(),
  }),
  ChannelDtmfReceived: z.object({ channel, digit: z.string() }),
  ChannelHold: withChannel,
  ChannelUnhold: withChannel,
  ChannelLeftBridge: z.object({ channel, bridge: z.object({ id: z.string() }) }),
  ChannelTransfer: z.object({
    state: z.string().optional(),
    refer_to: z.object({
      requested_destination: z.object({ destination: z.string().optional(), protocol_id: z.string().optional() }),
      destination_channel: channel.optional(),
    }),
    referred_by: z.object({ source_channel: channel }),
  }),
  Dial: z.object({ peer: channel, dialstatus: z.string() }),
  PlaybackFinished: z.object({ playback: z.object({ id: z.string(), state: z.string() }) }),
  RecordingFinished: z.object({ recording }),
  RecordingFailed: z.object({ recording }),
  EndpointStateChange: z.object({
    endpoint: z.object({ technology: z.string(), resource: z.string(), state: z.string().optional() }),
  }),
  ApplicationReplaced: z.object({}),
  ChannelUserevent: z.object({ eventname: z.string() }),
}

type Frames = typeof frames
/** One frame, told apart by `type`. */
export type Frame = { [T in keyof Frames]: { type: T } & z.infer<Frames[T]> }[keyof Frames]

/** The frame in a text, `undefined` for a type we do not use; throws for what is not a frame. */
export function parseFrame(text: string): Frame | undefined {
  const value = JSON.parse(text) as { type?: unknown }
  const type = value?.type
  if (typeof type !== 'string') throw new Error('a frame without a type')
  if (!Object.hasOwn(frames, type)) return undefined
  const schema = frames[type as keyof Frames]
  return { type, ...schema.parse(value) } as Frame
}
