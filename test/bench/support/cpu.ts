// Processor time of processes, from /proc.
import { readFile } from 'node:fs/promises'

/** USER_HZ, in which /proc counts. */
const ticks = 100

/** What a process has used, ms. */
export async function cpuOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticks
}
