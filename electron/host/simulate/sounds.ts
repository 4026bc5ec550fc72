// Sound in a simulated call: nothing is rendered; what would be heard is named by its address, and takes as long as it would.
import { type Language, language, type OfficeConfig } from '../../../shared/domain/office.ts'
import type { SimTelephony } from '../../adapters/sim/telephony.ts'
import type { MediaStore, Speech } from '../../engine/ports.ts'

const spokenPrefix = 'sound:say:'
const storedPrefix = 'sound:prompt:'
/** What a voice says in a second, letters. */
const lettersASecond = 15

export const standInSpeech: Speech = {
  render: async ({ text, language: spoken }) => ({
    path: `say:${spoken}:${text}`,
    seconds: Math.ceil(text.length / lettersASecond),
  }),
  voices: async () => [],
  close: async () => {},
}

/** Prompts by their names; recordings are those of the simulated telephony. */
export const standInMedia = (sim: SimTelephony): MediaStore => ({
  promptUri: ({ id }, wanted) => `${storedPrefix}${wanted}:${id}`,
  fileUri: (path) => `sound:${path}`,
  absolute: (_kind, file) => `/${file}`,
  remove: async () => {},
  recordingUrl: (file) => `recording:${file}`,
  storePrompt: async () => ({ file: '', seconds: 0 }),
  mayRecord: true,
  storeRecording: async (name) => (sim.stored.has(name) ? { file: name, seconds: sim.stored.get(name) ?? 0 } : null),
})

export type Heard = { kind: 'text' | 'prompt' | 'sound'; language: Language | null; said: string }

/** What the caller hears at that address. */
export function heardAt(uri: string): Heard {
  for (const [prefix, kind] of [
    [spokenPrefix, 'text'],
    [storedPrefix, 'prompt'],
  ] as const) {
    if (!uri.startsWith(prefix)) continue
    const rest = uri.slice(prefix.length)
    const at = rest.indexOf(':')
    return { kind, language: language.safeParse(rest.slice(0, at)).data ?? null, said: rest.slice(at + 1) }
  }
  return { kind: 'sound', language: null, said: uri.replace(/^sound:/, '') }
}

/** How long it plays, ms. */
export function spokenMs(uri: string, { prompts }: Pick<OfficeConfig, 'prompts'>): number {
  const { kind, said } = heardAt(uri)
  if (kind === 'text') return Math.ceil(said.length / lettersASecond) * 1000
  if (kind === 'prompt') return Math.max(1000, (prompts.get(said)?.seconds ?? 1) * 1000)
  return 1000
}
