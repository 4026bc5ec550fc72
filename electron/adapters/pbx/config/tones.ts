// Sounds that are made rather than recorded: sine tones as 8 kHz mono 16-bit WAV.
import WaveFile from 'wavefile'

/** Samples per second of telephony audio. */
const telephonyRate = 8_000

export type TonePart = {
  /** Hz; 0 is silence. */
  frequency: number
  seconds: number
  /** 0 to 1; default 0.3. */
  level?: number
}

/** A WAV file (8 kHz, mono, 16 bit) of the parts one after the other. */
export function toneWav(parts: readonly TonePart[]): Uint8Array {
  const samples = parts.flatMap(({ frequency, seconds, level = 0.3 }) => {
    const count = Math.round(seconds * telephonyRate)
    return Array.from({ length: count }, (_, i) =>
      Math.round(32_767 * level * Math.sin((2 * Math.PI * frequency * i) / telephonyRate)),
    )
  })
  return pcmWav(Int16Array.from(samples))
}

/** A WAV file of 16-bit samples (8 kHz, mono). */
export function pcmWav(samples: Int16Array): Uint8Array {
  const file = new WaveFile.WaveFile()
  file.fromScratch(1, telephonyRate, '16', samples)
  return file.toBuffer()
}
