// Sound as numbers: µ-law tables, single-frequency level (Goertzel), RMS, WAV.

import alawmulaw from 'alawmulaw'

/** Samples per second; samples per RTP packet of 20 ms. */
export const RATE = 8_000
export const FRAME = 160

const DECODED = alawmulaw.mulaw.decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
const ENCODED = alawmulaw.mulaw.encode(Int16Array.from({ length: 65_536 }, (_, index) => index - 32_768))

export const encode = (sample: number): number => ENCODED[sample + 32_768] as number

/** µ-law bytes to 16-bit samples. */
export function decodeAll(bytes: Uint8Array): Int16Array {
  const out = new Int16Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) out[i] = DECODED[bytes[i] as number] as number
  return out
}

/** Root mean square of µ-law bytes; 1 is full scale. */
export function levelOfBytes(bytes: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < bytes.length; i++) {
    const sample = DECODED[bytes[i] as number] as number
    sum += sample * sample
  }
  return bytes.length ? Math.sqrt(sum / bytes.length) / 32_768 : 0
}

/** Root mean square of samples; 1 is full scale. */
export function rms(samples: Int16Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length ? Math.sqrt(sum / samples.length) / 32_768 : 0
}

/** Amplitude of one frequency (Goertzel); a full-scale sine is 1. */
export function goertzel(samples: Int16Array, frequency: number, rate: number = RATE): number {
  if (samples.length === 0) return 0
  const k = 2 * Math.cos((2 * Math.PI * frequency) / rate)
  let [a, b] = [0, 0]
  for (const sample of samples) {
    const next = sample / 32_768 + k * a - b
    b = a
    a = next
  }
  return (2 * Math.sqrt(Math.max(0, a * a + b * b - k * a * b))) / samples.length
}

/** Whether one tone makes up most of what is heard: audible, and at least 60 % of the energy. */
export function isTone(samples: Int16Array, frequency: number, minLevel = 0.02): boolean {
  const amplitude = goertzel(samples, frequency)
  const total = rms(samples)
  return amplitude > minLevel && amplitude / Math.SQRT2 > 0.775 * total
}

/** Samples of a sine, 16 bit. */
export function sine(frequency: number, seconds: number, level = 0.3): Int16Array {
  return Int16Array.from({ length: Math.round(seconds * RATE) }, (_, i) =>
    Math.round(32_767 * level * Math.sin((2 * Math.PI * frequency * i) / RATE)),
  )
}

/** The samples of a WAV file of 8 kHz, mono, 16 bit. */
export function readWav(file: Buffer): Int16Array {
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4)
    if (file.toString('latin1', at, at + 4) === 'data') {
      const bytes = file.subarray(at + 8, Math.min(file.length, at + 8 + size))
      return Int16Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readInt16LE(i * 2))
    }
    at += 8 + size + (size & 1)
  }
  throw new Error('Not a WAV file: no data chunk')
}
