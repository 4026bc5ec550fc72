// From what people upload (WAV, MP3, m4a, ogg, flac) to telephony WAV: 8 kHz, mono, 16 bit.

import { MPEGDecoder } from 'mpg123-decoder'
import WaveFile from 'wavefile'
import { MediaError } from './errors.ts'
import { decodeByFfmpeg, isForFfmpeg } from './ffmpegDecoder.ts'

export const TELEPHONY_RATE = 8_000
/** Limits of an upload. */
export const LIMITS = { bytes: 50_000_000, seconds: 600, leastSeconds: 0.1 }

interface Sound {
  rate: number
  channels: Float32Array[] | Float64Array[]
}

/** The upload as a telephony WAV and its length. Throws MediaError: notAudio, tooLarge, tooLong, empty. */
export async function toTelephonyWav(bytes: Uint8Array): Promise<{ wav: Uint8Array; seconds: number }> {
  if (bytes.length > LIMITS.bytes) throw new MediaError('tooLarge', `A sound may have ${LIMITS.bytes / 1_000_000} MB.`)
  if (bytes.length === 0) throw new MediaError('empty', 'The file is empty.')
  const { rate, channels } = await read(bytes)
  const length = channels[0]?.length ?? 0
  const seconds = length / rate
  if (!(seconds >= LIMITS.leastSeconds)) throw new MediaError('empty', 'The file holds no sound.')
  if (seconds > LIMITS.seconds) throw tooLong()
  const samples = resample(mixed(channels, length), rate)
  const file = new WaveFile.WaveFile()
  file.fromScratch(1, TELEPHONY_RATE, '16', samples)
  return { wav: file.toBuffer(), seconds: samples.length / TELEPHONY_RATE }
}

const tooLong = () => new MediaError('tooLong', `A sound may last ${LIMITS.seconds / 60} minutes.`)

async function read(bytes: Uint8Array): Promise<Sound> {
  if (isWav(bytes)) return readWav(withLength(bytes))
  return isForFfmpeg(bytes) ? readByFfmpeg(bytes) : readMp3(bytes)
}

const isWav = (bytes: Uint8Array): boolean => /^RIF[FX]....WAVE/s.test(Buffer.from(bytes.subarray(0, 12)).toString('latin1'))

/** A WAV that was streamed says it is endless (or empty): its sound is what follows. */
function withLength(bytes: Uint8Array): Uint8Array {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).indexOf('data', 12, 'latin1')
  if (at < 0 || at + 8 > bytes.length || bytes[3] !== 0x46) return bytes // RIFX is big-endian, and never streamed
  const follows = bytes.length - at - 8
  const says = new DataView(bytes.buffer, bytes.byteOffset).getUint32(at + 4, true)
  if (says <= follows && says !== 0) return bytes
  const mended = bytes.slice()
  new DataView(mended.buffer).setUint32(at + 4, follows, true)
  new DataView(mended.buffer).setUint32(4, bytes.length - 8, true)
  return mended
}

function readWav(bytes: Uint8Array): Sound {
  try {
    const file = new WaveFile.WaveFile(bytes)
    const { sampleRate, numChannels, byteRate } = file.fmt as { sampleRate: number; numChannels: number; byteRate: number }
    if ((file.data as { chunkSize: number }).chunkSize / byteRate > LIMITS.seconds) throw tooLong()
    if (!(sampleRate >= 1_000 && sampleRate <= 400_000)) throw new Error('rate')
    file.toBitDepth('32f')
    const samples = file.getSamples(false, Float64Array) as unknown as Float64Array | Float64Array[]
    return { rate: sampleRate, channels: numChannels > 1 ? (samples as Float64Array[]) : [samples as Float64Array] }
  } catch (error) {
    if (error instanceof MediaError) throw error
    throw new MediaError('notAudio', 'This WAV file cannot be read.')
  }
}

async function readByFfmpeg(bytes: Uint8Array): Promise<Sound> {
  try {
    const { rate, samples } = await decodeByFfmpeg(bytes, LIMITS.seconds + 1)
    return { rate, channels: [samples] }
  } catch {
    throw new MediaError('notAudio', 'This sound file cannot be read.')
  }
}

// Garbage gives no samples and no error: a first frame must be there, and most of the bytes must be used.
async function readMp3(bytes: Uint8Array): Promise<Sound> {
  const decoder = new MPEGDecoder()
  await decoder.ready
  try {
    const { channelData, samplesDecoded, sampleRate } = decoder.decode(bytes)
    if (samplesDecoded === 0 || !looksLikeMp3(bytes))
      throw new MediaError('notAudio', 'This is no WAV, MP3, m4a, ogg or flac file.')
    return { rate: sampleRate, channels: channelData }
  } finally {
    decoder.free()
  }
}

function looksLikeMp3(bytes: Uint8Array): boolean {
  const tagged = Buffer.from(bytes.subarray(0, 3)).toString('latin1') === 'ID3'
  return tagged || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0)
}

function mixed(channels: Sound['channels'], length: number): Int16Array {
  const out = new Int16Array(length)
  for (let i = 0; i < length; i++) {
    let sum = 0
    for (const channel of channels) sum += channel[i] ?? 0
    out[i] = Math.max(-1, Math.min(1, sum / channels.length)) * 32_767
  }
  return out
}

function resample(samples: Int16Array, rate: number): Int16Array {
  if (rate === TELEPHONY_RATE) return samples
  const file = new WaveFile.WaveFile()
  file.fromScratch(1, rate, '16', samples)
  file.toSampleRate(TELEPHONY_RATE)
  return Int16Array.from(file.getSamples(false, Int16Array) as unknown as Int16Array)
}
