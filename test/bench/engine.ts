// The engine by itself: simulated calls on a virtual clock, no Asterisk, no disk.

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Walked } from './engineCalls.ts'
import type { Bench, Report } from './support/report.ts'

const program = join(import.meta.dirname, 'engineCalls.ts')

/** In a process of its own, so that neither the bench nor the other half is in the figure. */
async function measured(what: string): Promise<Walked> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, what], { maxBuffer: 1 << 20 })
  return JSON.parse(stdout) as Walked
}

async function run(report: Report): Promise<void> {
  report.say('walking calls through a flow of 20 nodes')
  const walked = await measured('walk')
  report.figure({ case: 'walk', metric: 'calls_per_second', unit: 'calls/s', ours: walked.value, aim: '>=5000' })
  report.say('10,000 callers waiting')
  const waiting = await measured('wait')
  report.figure({ case: 'waiting', metric: 'bytes_per_waiting_call', unit: 'bytes', ours: waiting.value, aim: '<=15360' })
}

export const engine: Bench = { name: 'engine', about: 'simulated calls a second on one core, memory of a waiting one', run }
