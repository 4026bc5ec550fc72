// Sound of phones and browsers (m4a, ogg, opus, flac) by FFmpeg's decoders, as they are compiled to WebAssembly in audio-file-decoder.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { getAudioDecoder } from 'audio-file-decoder'

/** Marks in a file's first bytes, each at its place: ISO base media (m4a, mp4), Ogg, FLAC, ADTS (a bare AAC stream). */
const known: readonly ((head: Uint8Array) => boolean)[] = [
  (head) => Buffer.from(head.subarray(4, 8)).toString('latin1') === 'ftyp',
  (head) => Buffer.from(head.subarray(0, 4)).toString('latin1') === 'OggS',
  (head) => Buffer.from(head.subarray(0, 4)).toString('latin1') === 'fLaC',
  // ISO/IEC 13818-7: twelve bits of ones, any version, and the layer that MPEG audio does not use.
  (head) => head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0,
]

/** Whether FFmpeg is to read it: by its first bytes, whatever its name ends in. */
export const isForFfmpeg = (bytes: Uint8Array): boolean => known.some((knows) => knows(bytes))

/**
 * The sound, all channels mixed into one, of its first `seconds`. Blocks its thread for about a second for each two minutes of sound.
 * Throws an Error for what is no sound or cannot be read.
 */
export async function decodeByFfmpeg(bytes: Uint8Array, seconds: number): Promise<{ rate: number; samples: Float32Array }> {
  // It was built for pages: under Node it asks for this name of CommonJS before it takes its code from where it is told.
  Object.assign(globalThis, { __dirname: '' })
  const wasm = await readFile(createRequire(import.meta.url).resolve('audio-file-decoder/decode-audio.wasm'))
  const own = bytes.slice().buffer as ArrayBuffer
  const decoder = await getAudioDecoder(`data:application/wasm;base64,${wasm.toString('base64')}`, own)
  try {
    const { sampleRate } = decoder
    if (!(sampleRate >= 1_000 && sampleRate <= 400_000)) throw new Error(`A rate of ${sampleRate} is none of sound.`)
    return { rate: sampleRate, samples: decoder.decodeAudioData(0, seconds) }
  } finally {
    decoder.dispose()
  }
}
