// The headless host as a program of its own, with the console that is tested: of CORDBOARD_CONSOLE, or as built.
import { run } from '../../electron/cli/program.ts'
import { startHost } from '../../electron/host/host.ts'
import { testedConsole } from './builtConsole.ts'

const running = await run({
  args: process.argv.slice(2),
  env: process.env,
  consoleFolder: testedConsole,
  startHost,
  terminal: {
    out: (line) => process.stdout.write(`${line}\n`),
    error: (line) => process.stderr.write(`${line}\n`),
  },
})
process.on('SIGTERM', () => void running.stop().then(() => process.exit(0)))
