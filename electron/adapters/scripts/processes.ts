// Processes for scripts: confined, as an unprivileged user where the host is root, and one ready before it is needed.
import { type ChildProcess, fork } from 'node:child_process'
import { chmodSync, chownSync, cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Clock, Log } from '../../engine/ports.ts'

/** Of one script's process, MiB: JavaScript's own memory, and all that it takes of the computer's. */
const heapMb = 128
const residentMb = 320
const lookMs = 200

const program = fileURLToPath(new URL('./process.ts', import.meta.url))

export type ProcessUser = { uid: number; gid: number }
export type ScriptProcess = {
  readonly child: ChildProcess
  /** Path of the script as the process sees it. */
  seen(file: string): string
  /** Why the host ended it; null: it did not. */
  readonly ended: () => string | null
}

/** `as`: whose rights the processes have; null: the host's own. `close` ends all. */
export function scriptProcesses(deps: { folder: string; as: () => ProcessUser | null; clock: Clock; log: Log }) {
  const { folder, as, clock, log } = deps
  const running = new Set<ChildProcess>()
  let staged: { of: string; path: string } | null = null
  let ready: { process: ScriptProcess; of: string } | null = null
  let closed = false

  /** Where the process reads the folder: another user cannot look into the data folder, and gets a copy. */
  const placeFor = (user: ProcessUser | null, state: string): string => {
    if (!user) return folder
    if (staged?.of === state) return staged.path
    if (staged) rmSync(staged.path, { recursive: true, force: true })
    const path = mkdtempSync(join(tmpdir(), 'cordboard-scripts-'))
    cpSync(folder, path, { recursive: true, dereference: false })
    readableFor(path, user)
    staged = { of: state, path }
    return path
  }

  const start = (state: string): ScriptProcess => {
    const user = as()
    const place = realpathSync(placeFor(user, state))
    const child = fork(program, [], {
      execArgv: [
        '--permission',
        `--allow-fs-read=${dirname(program)}`,
        `--allow-fs-read=${place}`,
        `--max-old-space-size=${heapMb}`,
        '--no-warnings',
      ],
      env: { ELECTRON_RUN_AS_NODE: '1' },
      cwd: '/',
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      ...(user ?? {}),
    })
    running.add(child)
    let why: string | null = null
    const end = (reason: string) => {
      why ??= reason
      child.kill('SIGKILL')
    }
    const stopLooking = watchMemory(child, clock, () => end('The script took too much memory.'))
    child.once('exit', () => {
      stopLooking()
      running.delete(child)
    })
    child.on('error', (error) => log.error('a script’s process', { error: String(error) }))
    const say = (text: Buffer) => log.info('a script says', { text: text.toString().trim().slice(0, 2000) })
    child.stdout?.on('data', say)
    child.stderr?.on('data', (text: Buffer) => {
      if (/heap out of memory/.test(text.toString())) why ??= 'The script ran out of memory.'
      say(text)
    })
    return { child, seen: (file) => join(place, relative(folder, file)), ended: () => why }
  }

  return {
    /** A process for one run; the next one is started for whoever comes then. */
    take(state: string): ScriptProcess {
      const mine = ready?.of === state && ready.process.child.connected ? ready.process : start(state)
      if (ready && ready.process !== mine) ready.process.child.kill('SIGKILL')
      ready = null
      if (!closed) this.warm(state)
      return mine
    },
    warm(state: string): void {
      ready ??= { process: start(state), of: state }
      ready.process.child.unref()
    },
    async close(): Promise<void> {
      closed = true
      const gone = [...running].map((child) => new Promise((resolve) => child.once('exit', resolve)))
      for (const child of running) child.kill('SIGKILL')
      await Promise.all(gone)
      if (staged) rmSync(staged.path, { recursive: true, force: true })
    },
  }
}

/** Linux tells what a process takes; elsewhere JavaScript's own limit stands alone. */
function watchMemory(child: ChildProcess, clock: Clock, tooMuch: () => void): () => void {
  if (process.platform !== 'linux') return () => {}
  const look = () => {
    try {
      const pages = Number(readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ')[1])
      if (pages * 4096 > residentMb * 1024 * 1024) return tooMuch()
    } catch {
      return // it is gone
    }
    timer = clock.after(lookMs, look)
  }
  let timer = clock.after(lookMs, look)
  return () => timer.cancel()
}

/** The copy is root's still, and readable for that user's group alone. */
function readableFor(path: string, user: ProcessUser): void {
  const all = [path, ...readdirSync(path, { recursive: true }).map((each) => join(path, String(each)))]
  for (const each of all) {
    const found = lstatSync(each)
    if (found.isSymbolicLink()) continue
    chownSync(each, 0, user.gid)
    chmodSync(each, found.isDirectory() ? 0o750 : 0o640)
  }
}
