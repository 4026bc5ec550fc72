// SIPp: so many calls, so many a second, and what became of them.

import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acquireSipp } from '../../../electron/adapters/pbx/acquire/programs.ts'

const scenario = join(import.meta.dirname, '..', 'sipp', 'load.xml')
/** Everything may take this much longer than the calls are spread over, s. */
const graceSeconds = 30

export type SippRun = {
  /** Asterisk's SIP address. */
  server: { host: string; port: number }
  /** Where the calls come from, and the port of the one who listens to them. */
  address: string
  soundPort: number
  number: string
  rate: number
  calls: number
}

export type SippResult = {
  failed: number
  /** From INVITE to 200 of each call answered, ms. */
  setups: number[]
  /** How long all of it took, s. */
  seconds: number
}

/** Runs it to the end of all calls. Throws where SIPp cannot be had or does not run. */
export async function sipp(run: SippRun): Promise<SippResult> {
  const { executablePath, env } = await acquireSipp()
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-sipp-'))
  const { server, address, soundPort, number, rate, calls } = run
  const args = [
    ['-sf', scenario, '-i', address, '-s', number, '-key', 'sound_port', `${soundPort}`],
    ['-r', `${rate}`, '-m', `${calls}`, '-l', '100000', '-timer_resol', '1', '-aa', '-nostdin'],
    ['-trace_rtt', '-rtt_freq', '1', '-trace_stat', '-fd', '1', '-timeout', `${Math.ceil(calls / rate) + graceSeconds}`],
    [`${server.host}:${server.port}`],
  ].flat()
  const began = performance.now()
  try {
    const child = spawn(executablePath, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
    let complaint = ''
    child.stderr.on('data', (text) => {
      complaint += text
    })
    const code = await new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject))
    const seconds = (performance.now() - began) / 1000
    const read = async (ending: string) => {
      const name = (await readdir(folder)).find((file) => file.endsWith(ending))
      return name ? readFile(join(folder, name), 'utf8') : ''
    }
    const successful = lastOf(await read('_.csv'), 'SuccessfulCall(C)')
    if (successful === undefined) throw new Error(`SIPp ended with ${code}: ${complaint.trim().split('\n').at(-1)}`)
    return { failed: calls - successful, setups: responseTimes(await read('_rtt.csv')), seconds }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The last value of a column of SIPp's statistics. */
function lastOf(csv: string, column: string): number | undefined {
  const [head = '', ...rows] = csv.trim().split('\n')
  const value = rows.at(-1)?.split(';')[head.split(';').indexOf(column)]
  return value === undefined ? undefined : Number(value)
}

/** `Date_ms;response_time_ms;rtd_no` → ms. */
function responseTimes(csv: string): number[] {
  return csv
    .trim()
    .split('\n')
    .map((row) => Number(row.split(';')[1]))
    .filter((ms) => !Number.isNaN(ms))
}
