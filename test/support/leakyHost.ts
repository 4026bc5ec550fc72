// The host's program with a leak on call: from SIGUSR2 on it opens files until no more can be opened, also what the host closes
// meanwhile, but not the reserve that the host lets go; the next SIGUSR2 closes them.
import { closeSync, openSync } from 'node:fs'

const everyMs = 100
/** So many at once are the reserve. */
const many = 20
const leaked: number[] = []
let leak: NodeJS.Timeout | undefined

function openAll(): number[] {
  const opened: number[] = []
  for (;;)
    try {
      opened.push(openSync('/dev/null', 'r'))
    } catch {
      return opened
    }
}

function closeAll(descriptors: number[]): void {
  for (const descriptor of descriptors.splice(0)) closeSync(descriptor)
}

function leakOn(): void {
  const opened = openAll()
  if (opened.length < many) leaked.push(...opened)
  else {
    clearInterval(leak)
    closeAll(opened)
  }
}

process.on('SIGUSR2', () => {
  if (leaked.length > 0) {
    clearInterval(leak)
    closeAll(leaked)
    return
  }
  leaked.push(...openAll())
  leak = setInterval(leakOn, everyMs)
})
await import('../../electron/cli/main.ts')
