// `npm start`: the desktop app where Electron's binary is, the headless host otherwise; builds the console first when it must.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { helpFor } from './help.ts'
import { consoleFolder, desktopFolder, root } from './paths.ts'
import { choose, nodeProblem } from './program.ts'
import { isStale } from './stale.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const words = process.argv.slice(2)

const problem = nodeProblem(process.versions.node)
if (problem !== null) {
  process.stderr.write(`${problem}\n`)
  process.exit(1)
}

helpFor(
  'npm start [-- <options>]: the desktop app where Electron is, the headless host otherwise, with the options of npm run host -- --help',
)

const choice = choose({
  electron: join(root, 'node_modules', 'electron'),
  env: process.env,
  platform: process.platform,
  uid: process.getuid?.(),
})
say(`Starting the ${choice.program === 'desktop' ? 'desktop app' : 'headless host'}: ${choice.why}.`)
bringUpToDate(choice.program)
if (choice.program === 'desktop') startDesktop(choice.binary)
else await startHeadless()

function bringUpToDate(program: 'desktop' | 'headless'): void {
  const sources = ['renderer', 'shared'].map((folder) => join(root, folder))
  const desktop =
    program === 'desktop' && isStale(join(desktopFolder, 'main.cjs'), [join(root, 'electron'), join(root, 'shared')])
  if (!desktop && !isStale(join(consoleFolder, 'index.html'), sources)) return
  say('Building the console …')
  // In a process of its own: what the build takes of memory is not the host's for ever.
  const built = spawnSync(process.execPath, [join(root, 'build', 'console.ts'), ...(desktop ? ['--desktop'] : [])], {
    stdio: 'inherit',
  })
  if (built.status !== 0) {
    process.stderr.write('The console could not be built; the lines above say why.\n')
    process.exit(1)
  }
}

function startDesktop(binary: string): void {
  const app = spawn(binary, [root, ...words], { stdio: 'inherit' })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.kill(signal))
  app.on('exit', (code) => process.exit(code ?? 1))
}

/** In this very process: what stops `npm start` stops the host. */
async function startHeadless(): Promise<void> {
  if (!words.includes('--no-open')) process.argv.push('--open')
  await import('../electron/cli/main.ts')
}
