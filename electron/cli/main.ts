// `npm run host`: the host as a command-line program.
import { enableCompileCache, flushCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

// What was compiled once is stored for this user: a host that was killed is back in half the time. Nothing of ours is imported before that,
// as it would be compiled at each start.
const cache = process.env.XDG_CACHE_HOME || process.env.LOCALAPPDATA || join(homedir(), '.cache')
enableCompileCache(join(cache, 'cordboard', 'compiled'))
const [{ startHost }, { run }, { commands }, { rateLimited }, { faultCounter }, { serviceOf }, { asStarted }] = await Promise.all(
  [
    import('../host/host.ts'),
    import('./program.ts'),
    import('./commands/index.ts'),
    import('../host/rateLimited.ts'),
    import('../host/restarts.ts'),
    import('./service/service.ts'),
    import('./asStarted.ts'),
  ],
)

const [named = '', ...rest] = process.argv.slice(2)
const command = Object.hasOwn(commands, named) ? commands[named] : undefined
if (command) {
  const terminal = {
    out: (line: string) => process.stdout.write(`${asStarted(line)}\n`),
    error: (line: string) => process.stderr.write(`${asStarted(line)}\n`),
  }
  process.exit(await command(rest, terminal, process.env))
}

// A terminal that is gone, or a file on a full disk, must not end the host.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
const say = (line: string) => void process.stderr.write(`${asStarted(line)}\n`)
const service = serviceOf(process.env, say)

const running = await run({
  args: process.argv.slice(2),
  env: process.env,
  consoleFolder: join(import.meta.dirname, '..', '..', 'dist', 'console'),
  startHost(options) {
    const progress = (line: string) => {
      options.progress?.(line)
      service.starting(line)
    }
    return startHost({ ...options, progress })
  },
  failed: () => process.exit(1),
  terminal: {
    out: (line) => process.stdout.write(`${asStarted(line)}\n`),
    error: say,
    colours: process.stdout.isTTY,
  },
})

let asked = false
const end = () => {
  // Asked twice: the calls are Asterisk's anyway.
  if (asked) process.exit(1)
  asked = true
  service.stopping()
  running.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}

if (running.code !== 0) process.exitCode = running.code
else {
  flushCompileCache() // not only at a clean end
  service.serving(running.state)
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  // One broken promise must not end the calls of everyone else; it is a fault all the same, and said.
  const sayUnhandled = rateLimited(say)
  process.on('unhandledRejection', (error) => sayUnhandled(`unhandled: ${error instanceof Error ? error.stack : error}`))
  // After a fault that nothing caught the host is not to be trusted: it starts anew in place, and the calls are taken up again. One that
  // keeps failing ends, so that whoever supervises it sees that.
  const tooMany = faultCounter()
  process.on('uncaughtException', (error) => {
    say(`fault: ${error.stack ?? error}`)
    if (tooMany()) process.exit(70)
    running.fault()
  })
}
