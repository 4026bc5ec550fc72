// The programs of this machine that may speak and listen, by the names the settings choose from.
import { SpeechError } from './errors.ts'

export type MachinePrograms = {
  speech: Readonly<Record<string, { engine: 'espeak' | 'piper'; program: string; voiceFolder: string }>>
  recognisers: Readonly<Record<string, { command: readonly string[] }>>
  /** Whose rights they have; null: the host's own. */
  as(): { uid: number; gid: number } | null
}

/** The chosen one; without a name the engine's usual program. Throws SpeechError for a name that the machine does not have. */
export function speechProgram(
  { speech }: Pick<MachinePrograms, 'speech'>,
  engine: 'espeak' | 'piper',
  name: string,
): { program: string; voiceFolder: string } {
  if (name === '') return { program: '', voiceFolder: '' }
  const found = Object.hasOwn(speech, name) ? speech[name] : undefined
  if (found?.engine !== engine) throw new SpeechError('unavailable', `programs.json names no ${engine} “${name}”.`)
  return found
}

/** The chosen recogniser's command. Throws SpeechError for a name that the machine does not have. */
export function recogniserCommand({ recognisers }: Pick<MachinePrograms, 'recognisers'>, name: string): readonly string[] {
  const found = Object.hasOwn(recognisers, name) ? recognisers[name] : undefined
  if (!found) throw new SpeechError('unavailable', `programs.json names no recogniser “${name}”.`)
  return found.command
}
