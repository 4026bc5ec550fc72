// Telephony WAV as MP3, a seventh to a quarter of its size, for mails.
import { createMp3Encoder } from 'wasm-media-encoders'
import WaveFile from 'wavefile'
import { TELEPHONY_RATE } from './convert.ts'
import { MediaError } from './errors.ts'

/** Speech of a telephone needs no more, kbit/s. */
const bitrate = 32
/** Samples that are encoded at once. */
const stepSamples = 60 * TELEPHONY_RATE

/** Encodes a mono WAV of 8 kHz on the thread it is called on. Throws MediaError (`notAudio`). */
export async function toMp3(wav: Uint8Array): Promise<Uint8Array> {
  const samples = samplesOf(wav)
  const encoder = await createMp3Encoder()
  encoder.configure({ sampleRate: TELEPHONY_RATE, channels: 1, bitrate })
  const parts: Uint8Array[] = []
  // What the encoder returns is its own memory, which its next step uses again.
  for (let at = 0; at < samples.length; at += stepSamples)
    parts.push(encoder.encode([samples.subarray(at, at + stepSamples)]).slice())
  parts.push(encoder.finalize().slice())
  return Buffer.concat(parts)
}

function samplesOf(wav: Uint8Array): Float32Array {
  try {
    const file = new WaveFile.WaveFile(wav)
    const { sampleRate, numChannels } = file.fmt as { sampleRate: number; numChannels: number }
    if (sampleRate !== TELEPHONY_RATE || numChannels !== 1) throw new Error('format')
    file.toBitDepth('32f')
    return Float32Array.from(file.getSamples(false, Float64Array) as unknown as Float64Array)
  } catch {
    throw new MediaError('notAudio', 'This is no WAV file of a telephone.')
  }
}
