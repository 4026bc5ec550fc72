// Calls that run beside what is measured.

import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { CrowdOptions } from '../crowd.ts'

/** Starts the crowd's process; resolves when all its calls run. `leave` hangs them up. */
export async function crowd(options: CrowdOptions): Promise<{ leave(): Promise<void> }> {
  const child = fork(join(import.meta.dirname, '..', 'crowd.ts'), [JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const up = new Promise<void>((resolve) => child.once('message', () => resolve()))
  const failed = gone.then(() => Promise.reject(new Error('the crowd ended before its calls were up')))
  await Promise.race([up, failed])
  failed.catch(() => {}) // it leaves when it is told to
  return {
    leave: () => {
      child.disconnect()
      return gone
    },
  }
}
