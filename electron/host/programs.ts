// `programs.json` in the data folder: what programs of this machine the office may run, as whom, and which servers its scripts may
// ask. Only whoever has the machine writes it; consoles and the API choose among its names. No backup holds it.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type ProgramsFile, programsFile } from '../../shared/domain/programs.ts'
import type { ProcessUser } from '../adapters/scripts/processes.ts'
import type { MachinePrograms } from '../adapters/speech/programs.ts'
import type { Log } from '../engine/ports.ts'
import { userNamed } from './users.ts'

export type OfficePrograms = {
  readonly file: string
  machine(): MachinePrograms
  scriptHosts(): readonly string[]
  /** Null: the host's own rights; it is not root, or the user is not there. */
  as(): ProcessUser | null
  /** Whose rights Asterisk has: the system's `asterisk` where there is one, else as programs; null: the host's own. */
  asterisk(): (ProcessUser & { name: string }) | null
}

/** A change of the file is in force for the next use; a file that is not understood counts as none, and the log says why. */
export function officePrograms({ data, log }: { data: string; log: Log }): OfficePrograms {
  const file = join(data, 'programs.json')
  const none = programsFile.parse({})
  let known: { at: number; value: ProgramsFile } | null = null
  const read = (): ProgramsFile => {
    const stat = statSync(file, { throwIfNoEntry: false })
    if (!stat) return none
    if (known?.at === stat.mtimeMs) return known.value
    const value = understood(file, stat, log) ?? none
    known = { at: stat.mtimeMs, value }
    return value
  }
  const users = new Map<string, ProcessUser | null>()
  const as = () => {
    if (process.getuid?.() !== 0) return null
    const { runAs } = read()
    const found = users.get(runAs) ?? userNamed(runAs)
    if (!found && !users.has(runAs)) log.warn('programs and scripts run as root: there is no such user', { runAs })
    users.set(runAs, found)
    return found
  }
  const asterisk = () => {
    if (process.getuid?.() !== 0) return null
    const named = ['asterisk', read().runAs].map((name) => ({ name, user: userNamed(name) })).find(({ user }) => user)
    return named?.user && named.user.uid !== 0 ? { name: named.name, ...named.user } : null
  }
  return { file, asterisk, machine: () => ({ ...read(), as }), scriptHosts: () => read().scriptHosts, as }
}

function understood(file: string, stat: { mode: number }, log: Log): ProgramsFile | null {
  // What others may write is not this machine's owner's word.
  if (process.platform !== 'win32' && (stat.mode & 0o022) !== 0) {
    log.error('programs.json may be written by others and is not used', { file })
    return null
  }
  try {
    return programsFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    log.error('programs.json is not understood and not used', { file, error: String(error) })
    return null
  }
}
