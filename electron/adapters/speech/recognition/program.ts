// A recogniser that is a program of this machine: it gets the recording's path and prints what was said, as text or as JSON
// (`{"text": …, "confidence": …}`). `{file}` is 8 kHz, `{file16}` 16 kHz.
import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { SpeechError } from '../errors.ts'
import { giveTo, type RunAs, runProgram } from '../localProgram.ts'
import { widen } from './sound.ts'
import type { Recognised } from './vosk.ts'

const printed = z.looseObject({ text: z.string(), confidence: z.number().min(0).max(1).optional() })

/** What was said in the file. Throws SpeechError. */
export async function recogniseByProgram(
  command: readonly string[],
  request: { path: string; language: string; scene: string },
  { signal, as }: { signal?: AbortSignal | undefined; as?: RunAs } = {},
): Promise<Recognised> {
  const [program, ...args] = command
  if (!program) throw new SpeechError('unavailable', 'No recogniser’s command is set.')
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-heard-'))
  try {
    const [narrow, wide] = [join(folder, 'narrow.wav'), join(folder, 'heard.wav')]
    // The program need not be able to look into the data folder.
    await copyFile(request.path, narrow)
    if (args.some((arg) => arg.includes('{file16}'))) await widen(request.path, wide)
    const values: Record<string, string> = { file: narrow, file16: wide, language: request.language, scene: request.scene }
    const filled = args.map((arg) => arg.replace(/\{(file|file16|language|scene)\}/g, (_, name: string) => values[name] ?? ''))
    for (const path of [folder, narrow, ...(existsSync(wide) ? [wide] : [])]) await giveTo(path, as)
    const output = (await runProgram(program, filled, { signal, ...(as ? { as } : {}), maxBytes: 1_000_000 })).toString('utf8')
    return readOutput(output)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function readOutput(output: string): Recognised {
  const last = output.trim().split('\n').at(-1)?.trim() ?? ''
  if (last.startsWith('{')) {
    try {
      const { text, confidence } = printed.parse(JSON.parse(last))
      return { text: text.trim(), confidence: text.trim() === '' ? 0 : (confidence ?? 1) }
    } catch {
      throw new SpeechError('failed', 'The recogniser printed something else than a result.')
    }
  }
  return { text: last, confidence: last === '' ? 0 : 1 }
}
