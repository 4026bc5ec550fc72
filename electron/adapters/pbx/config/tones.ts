// Sounds made rather than recorded: sine tones as 8 kHz mono 16-bit WAV.

/** Samples per second of telephony audio. */
export const SAMPLE_RATE = 8_000

export interface TonePart {
  /** Hz; 0 is silence. */
  frequency: number
  seconds: number
  /** 0 to 1; default 0.3. */
  level?: number
}

/** A WAV file (8 kHz, mono, 16 bit) of the parts one after the other. */
export function toneWav(parts: TonePart[]): Buffer {
  const samples = parts.flatMap(({ frequency, seconds, level = 0.3 }) => {
    const count = Math.round(seconds * SAMPLE_RATE)
    return [
      Array.from({ length: count }, (_, i) => Math.round(32_767 * level * Math.sin((2 * Math.PI * frequency * i) / SAMPLE_RATE))),
    ]
  })
  return pcmWav(Int16Array.from(samples.flat()))
}

/** Wraps 16-bit samples (8 kHz, mono) in a WAV header of 44 bytes. */
export function pcmWav(samples: Int16Array, rate: number = SAMPLE_RATE): Buffer {
  const bytes = samples.length * 2
  const wav = Buffer.alloc(44 + bytes)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + bytes, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(bytes, 40)
  Buffer.from(samples.buffer, samples.byteOffset, bytes).copy(wav, 44)
  return wav
}
