// Scripts that came with a restored backup do not run before an admin has looked at them. The list lies beside the folder and is
// in no backup; a file that somebody with access to the machine changes has another hash, and is theirs.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { heldScripts } from '../../../shared/domain/scripts.ts'

export const approvalsFile = 'scripts-waiting.json'

const filesOf = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .map(String)
        .filter((each) => statSync(join(folder, each), { throwIfNoEntry: false })?.isFile())
    : []
const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
const nameOf = (path: string, hash: string): string => `${path}:${hash}`

/** All files of the scripts' folder wait from now on. */
export function holdScripts(data: string): void {
  const folder = join(data, 'scripts')
  const waiting = filesOf(folder).map((each) => nameOf(each, hashOf(join(folder, each))))
  writeFileSync(join(data, approvalsFile), JSON.stringify(waiting), { mode: 0o600, flush: true })
}

export type Approvals = {
  /** Files of the folder that wait. */
  waiting(): { file: string; hash: string }[]
  /** Lets those run; a file that is another by now goes on waiting. */
  approve(hashes: readonly string[]): void
}

/** `newest` tells when the folder changed last, so that hashes are made once. */
export function approvals(data: string, folder: string, newest: () => number): Approvals {
  const path = join(data, approvalsFile)
  const read = (): string[] => {
    if (!existsSync(path)) return []
    try {
      return heldScripts.parse(JSON.parse(readFileSync(path, 'utf8')))
    } catch {
      holdScripts(data) // torn by a power cut: whatever was approved is approved again
      return heldScripts.parse(JSON.parse(readFileSync(path, 'utf8')))
    }
  }
  let held = new Set(read())
  let known: { at: number; files: { file: string; hash: string }[] } | null = null
  return {
    waiting() {
      if (held.size === 0) return []
      const at = newest()
      if (known?.at !== at) {
        const files = filesOf(folder).map((file) => ({ file, hash: hashOf(join(folder, file)) }))
        known = { at, files }
      }
      return known.files.filter(({ file, hash }) => held.has(nameOf(file, hash)))
    },
    approve(hashes) {
      const good = new Set(hashes)
      held = new Set([...held].filter((each) => !good.has(each.slice(each.lastIndexOf(':') + 1))))
      writeFileSync(path, JSON.stringify([...held]), { mode: 0o600, flush: true })
      known = null
    },
  }
}
