// What the procedures ask of the machine: the scripts of the data folder, and the programs that the machine's file allows.
import type { ScriptInfo } from '../../shared/domain/scripts.ts'

export type ScriptsPort = {
  readonly folder: string
  list(): Promise<ScriptInfo[]>
  waiting(): { file: string; hash: string }[]
  approve(hashes: readonly string[]): void
}

/** What the machine's file allows. */
export type ProgramsPort = {
  readonly file: string
  machine(): {
    speech: Readonly<Record<string, { engine: 'espeak' | 'piper' }>>
    recognisers: Readonly<Record<string, unknown>>
  }
}
