// Sounds which are made: beeps and tones as telephony WAV files.

import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import WaveFile from 'wavefile'
import { TELEPHONY_RATE } from './convert.ts'

export interface TonePart {
  /** Hz; 0 is silence. */
  frequency: number
  seconds: number
  /** Peak, 0 to 1; default 0.3. */
  level?: number
}

/** Writes the parts, one after the other, as WAV (8 kHz, mono, 16 bit). */
export async function writeTones(path: string, parts: TonePart[]): Promise<void> {
  const samples = parts.flatMap(({ frequency, seconds, level = 0.3 }) => {
    const count = Math.round(seconds * TELEPHONY_RATE)
    return Array.from({ length: count }, (_, i) => 32_767 * level * Math.sin((2 * Math.PI * frequency * i) / TELEPHONY_RATE))
  })
  const file = new WaveFile.WaveFile()
  file.fromScratch(1, TELEPHONY_RATE, '16', Int16Array.from(samples))
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, file.toBuffer(), { flush: true })
  await rename(`${path}.part`, path)
}

/** The beep before a recording. */
export const BEEP: TonePart[] = [{ frequency: 1_000, seconds: 0.25 }]
