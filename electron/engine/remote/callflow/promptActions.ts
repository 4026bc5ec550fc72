// The actions that are heard: text, text that asks for digits, a file of another server.
import { collect, type Verdict } from '../../actions/collect.ts'
import type { Media } from '../../actions/media.ts'
import type { Call } from '../../session/call.ts'
import { playSound, RemoteFailure, soundOf, webSound } from '../sound.ts'
import type { CallActionOf } from './document.ts'
import { spokenBy } from './voices.ts'

async function repeated(call: Call, media: Media, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const { result, typed } = await playSound(call, media, { interruptible: false })
    call.keys.keep(typed)
    if (result === 'fail') throw new RemoteFailure('file', 'the sound could not be played')
  }
}

/** Speaks a text one to three times. Throws RemoteFailure. */
export async function say(call: Call, params: CallActionOf<'say'>): Promise<void> {
  const { text, speed } = params
  await repeated(call, await soundOf(call, { text, speed, ...spokenBy(call, params.voiceProfile) }), params.repetition)
}

/** Plays a WAV or MP3 of another server one to three times. Throws RemoteFailure. */
export async function playFile(call: Call, params: CallActionOf<'playFile'>): Promise<void> {
  await repeated(call, await webSound(call, params.fileUrl), params.repetition)
}

/** Asks for digits, at most `noOfTries` times; null when none of the tries was right. Throws RemoteFailure. */
export async function sayAndCapture(call: Call, params: CallActionOf<'sayAndCapture'>): Promise<string | null> {
  const voice = { speed: params.speed, ...spokenBy(call, params.voiceProfile) }
  const prompt = await soundOf(call, { text: params.promptMessage, ...voice })
  const sound = async (text: string | null) => {
    if (text?.trim()) await repeated(call, await soundOf(call, { text, ...voice }), 1)
  }
  for (let attempt = 1; attempt <= params.noOfTries; attempt++) {
    const digits = await capture(call, prompt, params)
    call.trace('callflow.captured', { attempt, digits: digits?.length ?? null })
    if (digits !== null) {
      call.set('digits', digits)
      await sound(params.successMessage)
      return digits
    }
    await sound(params.failureMessage)
  }
  return null
}

/** Null for a time-out or a wrong count. */
async function capture(call: Call, media: Media, params: CallActionOf<'sayAndCapture'>): Promise<string | null> {
  const { completeOnHash, minDigits, maxDigits, digitTimeout, overallTimeout } = params
  const right = (digits: string): Verdict =>
    digits.length >= minDigits && digits.length <= maxDigits ? { do: 'accept', digits } : { do: 'refuse' }
  const heard = await collect(call, {
    media,
    interruptible: true,
    firstMs: digitTimeout ?? overallTimeout,
    totalMs: overallTimeout,
    decide: (digits) => {
      const hash = completeOnHash ? digits.indexOf('#') : -1
      if (hash >= 0) return right(digits.slice(0, hash))
      if (digits.length >= maxDigits) return right(digits.slice(0, maxDigits))
      return { do: 'wait', ms: digitTimeout, atEnd: 'timeout' }
    },
  })
  return heard.result === 'success' ? heard.digits : null
}
