// A running Asterisk is found again by its pid file, which is believed only if the process really is that one.

import { readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

interface PidRecord {
  pid: number
  /** Start time in clock ticks since boot: a recycled process id has another one. */
  ticks: string
}

const pidPath = (folder: string): string => join(folder, 'pbx.pid')

/** Notes the process which serves this folder. */
export async function writePid(folder: string, pid: number): Promise<void> {
  await writeFile(pidPath(folder), JSON.stringify({ pid, ticks: startTicks(pid) } satisfies PidRecord), { flush: true })
}

/** The process id of the Asterisk of this folder if it runs, else undefined. */
export async function readPid(folder: string): Promise<number | undefined> {
  const text = await readFile(pidPath(folder), 'utf8').catch(() => '')
  try {
    const record = JSON.parse(text) as PidRecord
    return isRunning(record.pid) && startTicks(record.pid) === record.ticks ? record.pid : undefined
  } catch {
    return undefined // none, or torn: not running as far as we can know
  }
}

/** Forgets the process of this folder. */
export async function removePid(folder: string): Promise<void> {
  await rm(pidPath(folder), { force: true })
}

/** Whether the process exists and is no zombie. */
export function isRunning(pid: number): boolean {
  const state = statFields(pid)[0]
  return state !== undefined && state !== 'Z' && state !== 'X'
}

const startTicks = (pid: number): string => statFields(pid)[19] ?? ''

// Fields of /proc/<pid>/stat after the command, proc_pid_stat(5); empty where there is none.
function statFields(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
