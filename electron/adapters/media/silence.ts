// Whether anything was said in a recording: 16-bit mono PCM at 8 kHz in WAV, read until the first words.
import { open } from 'node:fs/promises'

/** 20 ms, samples. */
const windowSamples = 160
/** Root mean square of 16-bit samples, −48 dB of full scale: well over a quiet line, well under a faint voice. */
const audible = 130
/** So many windows of sound are somebody, not a click, 80 ms. */
const windowsOfSound = 4
const chunkBytes = 64 * 1024

function isLoud(pcm: Buffer, at: number): boolean {
  let sum = 0
  for (let i = 0; i < windowSamples; i++) sum += pcm.readInt16LE(at + 2 * i) ** 2
  return Math.sqrt(sum / windowSamples) >= audible
}

/** True when no window but a few is louder than a quiet line. Reads from `from` (bytes) on; rejects as `open` does. */
export async function isSilent(path: string, from: number): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const chunk = Buffer.alloc(chunkBytes - (chunkBytes % (2 * windowSamples)))
    let loud = 0
    for (let at = from; ; ) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at)
      for (let i = 0; i + 2 * windowSamples <= bytesRead; i += 2 * windowSamples)
        if (isLoud(chunk, i) && ++loud >= windowsOfSound) return false
      if (bytesRead < chunk.length) return true
      at += bytesRead
    }
  } finally {
    await file.close()
  }
}
