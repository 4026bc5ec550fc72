// What a backend wants heard: a stored prompt by name, a file on the web, text. Told apart from the office's own prompts, as each part may fail.
import type { Prompt } from '../../../shared/flow/prompt.ts'
import { ensureAnswered } from '../actions/answer.ts'
import { type Media, mediaOf, said } from '../actions/media.ts'
import { startPlayback } from '../actions/play.ts'
import type { Call } from '../session/call.ts'

/** A part of a backend's wishes that could not be had; its message goes back as the reason. */
export class RemoteFailure extends Error {
  readonly what: 'speech' | 'file' | 'recogniser' | 'target' | 'request'
  constructor(what: RemoteFailure['what'], message: string) {
    super(message)
    this.name = 'RemoteFailure'
    this.what = what
  }
}

export type Wanted = {
  file?: string | undefined
  text?: string | undefined
  voice?: string | undefined
  speed?: number | undefined
  language?: Call['language'] | undefined
}

const silence: Media = { uris: [], ms: 0 }

/** Ready to play; the file first, the text where there is no such file. Throws RemoteFailure. */
export async function soundOf(call: Call, wanted: Wanted): Promise<Media> {
  if (wanted.file?.trim()) {
    try {
      return await fileSound(call, wanted.file.trim())
    } catch (error) {
      if (!wanted.text) throw error
      call.trace('prompt.failed', { error: error instanceof Error ? error.message : String(error) })
    }
  }
  const text = wanted.text?.trim() ?? ''
  return text === '' ? silence : speech(call, text, wanted)
}

async function speech(call: Call, text: string, wanted: Wanted): Promise<Media> {
  try {
    return await waitFor(call, () =>
      Promise.resolve(said(call, text, { voice: wanted.voice, speed: wanted.speed, language: wanted.language })),
    )
  } catch (error) {
    call.check()
    throw new RemoteFailure('speech', `text-to-speech failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Several files one after the other. Throws RemoteFailure. */
export async function soundOfAll(call: Call, files: readonly string[]): Promise<Media> {
  const parts: Media[] = []
  for (const file of files) parts.push(await fileSound(call, file))
  return {
    uris: parts.flatMap(({ uris }) => uris),
    ms: parts.reduce<number | null>((sum, { ms }) => (sum === null || ms === null ? null : sum + ms), 0),
  }
}

async function fileSound(call: Call, file: string): Promise<Media> {
  if (/^https?:\/\//i.test(file)) return webSound(call, file)
  const { prompts } = call.office.config
  const base = file.replace(/^.*[/\\]/, '').replace(/\.(wav|mp3|ulaw|alaw|g722|gsm|sln\d*|pcm)$/i, '')
  const stored = prompts.get(file) ?? prompts.get(base) ?? [...prompts.values()].find((p) => p.name === file || p.name === base)
  const prompt: Prompt | null = stored
    ? { kind: 'audio', id: stored.id }
    : /^sound:[\w/-]+$/.test(file)
      ? { kind: 'sound', name: file.slice('sound:'.length) }
      : null
  if (prompt) {
    try {
      return await mediaOf(call, prompt)
    } catch (error) {
      throw new RemoteFailure('file', error instanceof Error ? error.message : String(error))
    }
  }
  if (/\s/.test(file)) return speech(call, file, {})
  throw new RemoteFailure('file', `there is no audio “${file}”`)
}

/** A WAV or MP3 on the web, kept for an hour by its address. Throws RemoteFailure. */
export async function webSound(call: Call, url: string): Promise<Media> {
  const found = await waitFor(call, (signal) => call.sound.webAudio.get(url, signal))
  if (found.result === 'failed') throw new RemoteFailure('file', found.error)
  return { uris: [call.sound.media.fileUri(found.path)], ms: found.seconds * 1000 }
}

/** Waits for something on the network; the end of the call ends it, too. */
export function waitFor<T>(call: Call, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return call.until<T>((resolve, reject) => {
    const stop = new AbortController()
    start(stop.signal).then(resolve, (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))))
    return () => stop.abort()
  })
}

/** Plays it through, or until a key where keys may interrupt. `typed`: what was pressed; none of it is kept for others. */
export async function playSound(
  call: Call,
  media: Media,
  options: { interruptible: boolean },
): Promise<{ result: 'success' | 'fail' | 'interrupted'; typed: string }> {
  await ensureAnswered(call)
  call.trace('prompt.started', { media: media.uris })
  let typed = ''
  const result = await call.until<'success' | 'fail' | 'interrupted'>((resolve) => {
    const playback = startPlayback(call, media, { channel: call.channelId }, (ok) => resolve(ok ? 'success' : 'fail'))
    const unread = call.keys.read((digit) => {
      if (options.interruptible && typed !== '') call.keys.keep(digit)
      else typed += digit
      if (options.interruptible) resolve('interrupted')
    })
    return () => {
      unread()
      playback.stop()
    }
  })
  call.trace('prompt.ended', { result })
  return { result, typed }
}
