// The desktop app as a person starts it, on a screen of its own: Electron as package.json wants it where it is here, else an old one.
import { type ChildProcess, execFile, execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { _electron, type ElectronApplication } from '@playwright/test'
import { root } from '../../../build/paths.ts'
import { electronBinary } from '../../../build/program.ts'
import { acquireAsterisk } from '../../../electron/adapters/pbx/acquire/asterisk.ts'
import { endProcess } from '../../../electron/adapters/pbx/process/pbx.ts'
import { readPid } from '../../../electron/adapters/pbx/process/pidFile.ts'
import { buildFor25 } from './build25.ts'
import { bringElectron25, type ElectronParts } from './electron25.ts'
import { openScreen } from './screen.ts'
import { asUser, ordinaryUser, testCache, withoutSandbox } from './user.ts'

const startMs = 60_000
const endMs = 15_000
const flags = ['--no-first-run', '--use-fake-device-for-media-stream', '--disable-gpu']

/** What a test starts the app with. */
export type DesktopPrograms = { parts: ElectronParts; app: string; version: string }

/** A sentence where no Electron can be had on this machine. */
export async function desktopPrograms(say: (line: string) => void): Promise<DesktopPrograms | string> {
  let last = ''
  try {
    const parts = await bringElectron25(({ step, message }) => {
      if (step !== last && step !== 'search') say(message)
      last = step
    })
    await acquireAsterisk({ cache: testCache() }) // of this user as well, who downloads none in a test
    const real = electronBinary({ electron: join(root, 'node_modules', 'electron'), env: {} })
    if (real !== null) {
      execFileSync(process.execPath, [join('build', 'console.ts'), '--desktop'], { cwd: root, stdio: 'ignore' })
      return { parts: { ...parts, electron: real }, app: root, version: 'of package.json' }
    }
    return { parts, app: await buildFor25(), version: '25.1.1' }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

export type DesktopApp = Awaited<ReturnType<typeof openDesktop>>

/** Its process is known from the beginning: of one that has ended Playwright tells none. */
type Running = { app: ElectronApplication; program: ChildProcess }

/** Ends the app without the question before quitting, which is for people; one that does not end is killed, and that is said. */
async function ended({ app, program }: Running) {
  const gone = new Promise<true>((resolve) => {
    if (program.exitCode !== null || program.signalCode !== null) resolve(true)
    program.once('exit', () => resolve(true))
  })
  void app.evaluate(({ app: electron }) => electron.exit(0)).catch(() => {})
  if (!(await within(endMs, gone))) {
    console.error(`the desktop app did not end within ${endMs / 1000} s and was killed`)
    program.kill('SIGKILL')
  }
  if (!(await within(endMs, app.close()))) console.error('what drives the desktop app did not notice its end')
}

/** Whether it happened in time. */
async function within(ms: number, what: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false)
  })
  try {
    return await Promise.race([what.then(always, always), late])
  } finally {
    clearTimeout(timer)
  }
}

const always = () => true

/** `prepare` fills the data folder, as root, and is why the app is told of it; without it the app starts as for the first time. */
export async function openDesktop(
  { parts, app }: DesktopPrograms,
  words: readonly string[],
  prepare?: (data: string) => Promise<void>,
) {
  const home = mkdtempSync(join(tmpdir(), 'cordboard-desktop-'))
  const owned: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true })]
  const close = async () => {
    for (const end of owned.splice(0).reverse()) await end()
  }
  try {
    const data = join(home, 'office')
    // An app that is ended at once leaves its Asterisk, which goes on for its callers.
    owned.push(async () => {
      const pid = await readPid(join(data, 'pbx'))
      if (pid !== undefined) await endProcess(pid)
    })
    const runtime = join(home, 'run')
    const cache = join(home, 'cache')
    for (const folder of [data, runtime, cache]) mkdirSync(folder, { mode: 0o700 })
    symlinkSync(join(testCache(), 'asterisk'), join(cache, 'asterisk'))
    await prepare?.(data)
    if (ordinaryUser) execFileSync('chown', ['-R', `${ordinaryUser.uid}:${ordinaryUser.gid}`, home])
    const screen = await openScreen(parts)
    owned.push(screen.close)
    const start = join(home, 'start')
    writeFileSync(start, `#!/bin/sh\nexec ${[...asUser(), `'${parts.electron}'`].join(' ')} "$@"\n`)
    chmodSync(start, 0o755)
    const env = {
      ...parts.env,
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      XDG_CONFIG_HOME: join(home, 'config'),
      CORDBOARD_CACHE: cache,
      DISPLAY: screen.display,
    }
    const args = [...flags, app, ...(prepare ? ['--data', data] : []), ...words]
    const launch = async () => {
      const launched = await _electron.launch({
        executablePath: start,
        chromiumSandbox: !withoutSandbox,
        args,
        env,
        cwd: home,
        timeout: startMs,
      })
      running = { app: launched, program: launched.process() }
      return launched
    }
    let running: Running | undefined
    const end = async () => {
      const ending = running
      running = undefined
      if (ending) await ended(ending)
    }
    owned.push(end)
    const electron = await launch()
    return {
      electron,
      data,
      home,
      /** Ends it and starts it with the same words; what it wrote is there. */
      restart: async () => {
        await end()
        return launch()
      },
      /** Starts the program once more, as a link does; resolves when that one has ended. */
      startAgain: (more: readonly string[]) =>
        promisify(execFile)(start, [...args, ...more], { env, cwd: home, timeout: startMs }),
      close,
    }
  } catch (problem) {
    await close()
    throw problem
  }
}
