// `programs.json` in the data folder: what programs of this machine the office may run, as whom, and which servers its scripts may
// ask. Only whoever has the machine writes it; consoles and the API choose among its names. No backup holds it.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../engine/ports.ts'
import type { ProcessUser } from '../scripts/processes.ts'
import type { MachinePrograms } from '../speech/programs.ts'

const named = <S extends z.ZodType>(schema: S) => z.record(z.string().regex(/^[\w .-]{1,60}$/), schema).default({})

const programsFile = z.strictObject({
  /** Whose rights programs and scripts have where the host is root. */
  runAs: z.string().min(1).default('nobody'),
  speech: named(
    z.strictObject({
      engine: z.enum(['espeak', 'piper']),
      program: z.string().min(1).max(500),
      /** Where Piper's voices (`*.onnx`) are. */
      voiceFolder: z.string().max(500).default(''),
    }),
  ),
  /** Words of the command; `{file}`, `{file16}`, `{language}` and `{scene}` are filled. */
  recognisers: named(z.strictObject({ command: z.array(z.string().max(500)).min(1).max(40) })),
  /** `api.example.com`, `*.example.com`, `shop.example:8443`. */
  scriptHosts: z.array(z.string().max(200)).max(200).default([]),
})
type ProgramsFile = z.output<typeof programsFile>

export type OfficePrograms = {
  readonly file: string
  machine(): MachinePrograms
  scriptHosts(): readonly string[]
  /** Null: the host's own rights; it is not root, or the user is not there. */
  as(): ProcessUser | null
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
  return { file, machine: () => ({ ...read(), as }), scriptHosts: () => read().scriptHosts, as }
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

/** From the system's list of users. */
function userNamed(name: string): ProcessUser | null {
  if (!existsSync('/etc/passwd')) return null
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}
