// The voice's data, a third as large as its package has it: without the dictionaries that nothing said here can reach, and packed.
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const folder = join('node_modules', '@echogarden', 'espeak-ng-emscripten')

/**
 * Languages without a voice here whose dictionaries are large. All are written in Latin letters: those of other scripts (Russian, the largest)
 * are needed, as every voice changes to them for words in their letters.
 */
const unreachable = ['af', 'ca', 'da', 'fo', 'hu', 'ia', 'it', 'lb']

/** Files within the data: of Emscripten's loader, start and end in bytes. */
function dictionaries(loader: string): Map<string, [start: number, end: number]> {
  const entries = loader.matchAll(/filename"?:\s*"[^"]*\/(\w+)_dict",\s*"?start"?:\s*(\d+),\s*"?end"?:\s*(\d+)/g)
  return new Map([...entries].map(([, language = '', start, end]) => [language, [Number(start), Number(end)]]))
}

/** The data without what is not reached: zeros in its place, as the loader knows each file by its offset. Throws where the package is another. */
export function reachable(data: Uint8Array, loader: string): Uint8Array {
  const found = dictionaries(loader)
  const less = Uint8Array.from(data)
  for (const language of unreachable) {
    const [start, end] = found.get(language) ?? [0, 0]
    if (end <= start || end > data.length) throw new Error(`The voice's data has no dictionary for ${language}.`)
    less.fill(0, start, end)
  }
  return less
}

/** In `app`, the copy of the project; the program that speaks unpacks it (electron/adapters/speech/espeakProgram.ts). */
export async function packVoice(app: string): Promise<void> {
  const file = join(app, folder, 'espeak-ng.data')
  const loader = await readFile(join(app, folder, 'espeak-ng.js'), 'utf8')
  const packed = await promisify(gzip)(reachable(await readFile(file), loader), { level: 9 })
  await writeFile(`${file}.gz`, packed)
  await rm(file)
}
