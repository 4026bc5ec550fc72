// The host's program with a leak on call: SIGUSR2 opens files until no more can be opened; the next one closes them.
import { closeSync, openSync } from 'node:fs'

let leaked: number[] = []
process.on('SIGUSR2', () => {
  if (leaked.length > 0) {
    for (const descriptor of leaked) closeSync(descriptor)
    leaked = []
    return
  }
  for (;;)
    try {
      leaked.push(openSync('/dev/null', 'r'))
    } catch {
      return
    }
})
await import('../../electron/cli/main.ts')
