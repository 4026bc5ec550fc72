// A telephony WAV as recognisers want it: bare samples, or a file of twice the rate.
import { readFile, writeFile } from 'node:fs/promises'
import WaveFile from 'wavefile'

const wideRate = 16_000

/** Samples of 16 bit and their rate. */
export async function samplesOf(path: string): Promise<{ samples: Int16Array; rate: number }> {
  const wav = new WaveFile.WaveFile(await readFile(path))
  const { sampleRate } = wav.fmt as { sampleRate: number }
  return { samples: wav.getSamples(false, Int16Array) as unknown as Int16Array, rate: sampleRate }
}

/** Writes the file at 16 kHz, which most models were made with. */
export async function widen(from: string, to: string): Promise<void> {
  const wav = new WaveFile.WaveFile(await readFile(from))
  wav.toSampleRate(wideRate)
  await writeFile(to, wav.toBuffer())
}
