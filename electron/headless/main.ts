// `npm run host`: the host as a command-line program.
import { enableCompileCache, flushCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { commands } from './commands/index.ts'

// What was compiled once is kept for this user: a host that was killed is back in half the time.
const cache = process.env.XDG_CACHE_HOME || process.env.LOCALAPPDATA || join(homedir(), '.cache')
enableCompileCache(join(cache, 'cordboard', 'compiled'))
const [{ startHost }, { run }] = await Promise.all([import('../host/host.ts'), import('./program.ts')])

const [named = '', ...rest] = process.argv.slice(2)
const command = Object.hasOwn(commands, named) ? commands[named] : undefined
if (command) {
  const terminal = {
    out: (line: string) => process.stdout.write(`${line}\n`),
    error: (line: string) => process.stderr.write(`${line}\n`),
  }
  process.exit(await command(rest, terminal, process.env))
}

const running = await run({
  args: process.argv.slice(2),
  env: process.env,
  consoleFolder: join(import.meta.dirname, '..', '..', 'dist', 'console'),
  startHost,
  failed: () => process.exit(1),
  terminal: {
    out: (line) => process.stdout.write(`${line}\n`),
    error: (line) => process.stderr.write(`${line}\n`),
  },
})

let asked = false
const end = () => {
  // Asked twice: the calls are Asterisk's anyway.
  if (asked) process.exit(1)
  asked = true
  running.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}

if (running.code !== 0) process.exitCode = running.code
else {
  flushCompileCache() // not only at a clean end
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  // One broken promise must not end the calls of everyone else; it is a fault all the same, and said.
  process.on('unhandledRejection', (error) =>
    process.stderr.write(`unhandled: ${error instanceof Error ? error.stack : error}\n`),
  )
}
