// Play: a prompt to the caller, or to a leg. Source: CallFactory's Play (docs/spec/actions.md).
import type { Prompt } from '../../../shared/flow/prompt.ts'
import type { Timer } from '../ports.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import { onCancel } from '../session/cancel.ts'
import { ensureAnswered } from './answer.ts'
import { fallbacksOf } from './fallbackSound.ts'
import { type Media, mediaOf } from './media.ts'

export type PlayResult = { result: 'success' | 'fail' | 'cancel' } | { result: 'interrupted'; digit: string }

export type PlayOptions = {
  /** A key ends the prompt and is its result; otherwise keys are left for the next action. */
  interruptible?: boolean
  /** The action's own signal; aborting ends the prompt with `cancel`. */
  signal?: AbortSignal | undefined
  /** Asterisk's own sound for the purpose, where the prompt cannot be played. */
  instead?: string
}

/** Asterisk never ends a playback of a missing recording or an unknown scheme; this much over its length it has failed. */
const graceMs = 10_000
const unknownLengthMs = 600_000

/** A playback under way. `done` is told once: ok, failed, or timed out. `stop` ends it early. */
export type Playback = { stop(): void }

/** What Asterisk plays in one go; a tone would go on for ever, and is stopped when its time is over. */
type Stretch = { uris: string[]; ms: number | null; ends: boolean }

function stretchesOf({ uris, ms, tones = {} }: Media): Stretch[] {
  const stretches: Stretch[] = []
  uris.forEach((uri, i) => {
    const tone = tones[i]
    const last = stretches.at(-1)
    if (tone !== undefined) stretches.push({ uris: [uri], ms: tone, ends: false })
    else if (last?.ends) last.uris.push(uri)
    else stretches.push({ uris: [uri], ms, ends: true })
  })
  return stretches
}

/** A caller who hangs up ends the playback first, and the call a moment later, ms. */
const hangUpMs = 300

const both = (first: Playback, second: Playback): Playback => ({
  stop() {
    first.stop()
    second.stop()
  },
})

/** Starts and returns at once. What cannot be played is told in the trace, its fallback is heard, and `done` says that it failed. */
export function startPlayback(
  call: Call,
  media: Media,
  target: { channel: string } | { bridge: string },
  done: (ok: boolean) => void,
): Playback {
  const { clock } = call.pbx
  let now: Playback = { stop: () => {} }
  const attempt = (sounds: Media[]) => {
    const [sound, ...others] = sounds
    if (!sound) return done(false)
    now = playThrough(call, sound, target, (ok) => (ok ? done(sound === media) : next(sound, others)))
  }
  const next = (failed: Media, others: Media[]) => {
    const rest = now // what follows a missing file in a list is played all the same
    const timer = clock.after(hangUpMs, () => {
      if (call.isGone) return done(false)
      if (failed === media) {
        const replaced = { media: media.uris, instead: others[0]?.uris[0] ?? '' }
        call.trace('prompt.replaced', replaced)
        call.pbx.log.warn('a prompt was not played', { callId: call.id, ...replaced })
      }
      attempt(others)
      now = both(rest, now)
    })
    now = both(rest, { stop: () => timer.cancel() })
  }
  attempt([media, ...fallbacksOf(media)])
  return { stop: () => now.stop() }
}

function playThrough(
  call: Call,
  media: Media,
  target: { channel: string } | { bridge: string },
  done: (ok: boolean) => void,
): Playback {
  const stretches = stretchesOf(media)
  let now: Playback = { stop: () => {} }
  const go = (at: number) => {
    const stretch = stretches[at]
    if (stretch) now = startStretch(call, stretch, target, (ok) => (ok ? go(at + 1) : done(false)))
    else done(true)
  }
  go(0)
  return { stop: () => now.stop() }
}

/** The two requests of an interruption may overtake each other: playbacks queue up on the channel. */
function startStretch(
  call: Call,
  media: Stretch,
  target: { channel: string } | { bridge: string },
  done: (ok: boolean) => void,
): Playback {
  const { telephony, channels, clock, chance, log } = call.pbx
  const toCaller = 'channel' in target && target.channel === call.channelId
  const id = toCaller ? call.nextPlayback() : `cb-p-${chance.id()}`
  let open = true
  let failed = false
  let watch: Timer | null = null
  const close = (): boolean => {
    const was = open
    open = false
    watch?.cancel()
    forget()
    return was
  }
  const settle = (ok: boolean) => {
    failed = !ok
    if (close()) done(ok)
  }
  const forget = channels.awaitPlayback(id, settle)
  let accepted = false
  let tooEarly = false
  const end = () =>
    telephony
      .stopPlayback(id)
      .catch((error: unknown) => log.warn('a playback was not stopped', { callId: call.id, error: String(error) }))
  const stop = () => {
    const goesOn = failed && media.uris.length > 1
    failed = false
    if (!close() && !goesOn) return
    if (accepted) void end()
    else tooEarly = true // a stop that overtakes its play finds nothing to stop
  }
  telephony.play(target, id, media.uris).then(
    () => {
      accepted = true
      if (tooEarly) void end()
      if (!open) return
      channels.begun(id)
      const most = media.ms === null ? unknownLengthMs : media.ends ? media.ms + graceMs : media.ms
      watch = clock.after(most, () => {
        stop()
        done(!media.ends)
      })
    },
    (error: unknown) => {
      log.warn('a prompt was not accepted', { callId: call.id, media: media.uris, error: String(error) })
      settle(false)
    },
  )
  return { stop }
}

/** Media of a prompt; a prompt that cannot be made ready is told in the trace, and the call goes on without it. */
export async function readyMedia(call: Call, prompt: Prompt): Promise<Media | null> {
  try {
    const media = mediaOf(call, prompt)
    return media instanceof Promise ? await media : media
  } catch (error) {
    if (error instanceof ConfigurationError) throw error
    call.trace('prompt.failed', { error: String(error) })
    call.pbx.log.error('a prompt could not be prepared', { callId: call.id, error: String(error) })
    return null
  }
}

/** Plays to the caller. A key ends an interruptible prompt and is its result; otherwise keys are kept for the next action. */
export async function play(call: Call, prompt: Prompt, options: PlayOptions = {}): Promise<PlayResult> {
  await ensureAnswered(call)
  const media = await readyMedia(call, prompt)
  call.check()
  if (!media) return { result: 'fail' }
  call.trace('prompt.started', { media: media.uris })
  let typed = ''
  const result = await call.until<PlayResult>((resolve) => {
    const sound = options.instead === undefined ? media : { ...media, instead: options.instead }
    const playback = startPlayback(call, sound, { channel: call.channelId }, (ok) =>
      resolve(ok ? { result: 'success' } : { result: 'fail' }),
    )
    const unread = options.interruptible
      ? call.keys.read((digit) => {
          typed += digit
          resolve({ result: 'interrupted', digit })
        })
      : null
    const forget = onCancel(options.signal, () => resolve({ result: 'cancel' }))
    return () => {
      forget()
      unread?.()
      playback.stop()
    }
  })
  call.keys.keep(typed)
  call.trace('prompt.ended', { result: result.result })
  return result
}
