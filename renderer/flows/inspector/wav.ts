// A recording as a WAV file: 16 bits, one channel.

/** Telephones carry no more than this. */
export const wavRate = 16_000

/** The file of these samples (−1 to 1). */
export function wavOf(samples: Float32Array, rate = wavRate): Blob {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2))
  const word = (at: number, said: string) => {
    for (const [i, sign] of [...said].entries()) view.setUint8(at + i, sign.charCodeAt(0))
  }
  word(0, 'RIFF')
  view.setUint32(4, 36 + samples.length * 2, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  word(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  for (const [at, sample] of samples.entries())
    view.setInt16(44 + at * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff), true)
  return new Blob([view.buffer], { type: 'audio/wav' })
}

/** Louder than this counts as sound: what lies before and after is the hand on the mouse. */
const quiet = 0.01

/** The samples without the silence at both ends, but for a quarter of a second. */
export function trimmed(samples: Float32Array, rate = wavRate): Float32Array {
  const first = samples.findIndex((sample) => Math.abs(sample) > quiet)
  const last = samples.findLastIndex((sample) => Math.abs(sample) > quiet)
  return first < 0 ? new Float32Array() : samples.slice(Math.max(0, first - rate / 4), last + rate / 4)
}
