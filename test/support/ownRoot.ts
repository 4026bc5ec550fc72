// This machine's files as a root of a test's own: what is written there is in memory and gone afterwards, with every process that was
// started there. For what installs programs and users. Needs root; who has none is told so and skips.
import { type ChildProcess, execFile, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Ended } from './runner/program.ts'

export type OwnRoot = {
  /** Starts a program inside, as root. */
  spawn(command: string, args: string[], options: SpawnOptions): ChildProcess
  /** Runs one to its end; never rejects. */
  run(command: string, ...args: string[]): Promise<Ended>
  /** A line for the shell, as root; rejects with what was said where it fails. */
  sh(line: string): Promise<string>
  close(): Promise<void>
}

/** $1: an empty folder; $2: a folder that is seen inside as /mnt. */
const make = `set -e
mount -t tmpfs -o mode=755 cordboard-test "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" cordboard-test "$1/root"
cd "$1/root"
mount --rbind /dev dev
mount -t proc proc proc
mount -t tmpfs -o mode=755 cordboard-test run
mount -t tmpfs -o mode=1777 cordboard-test tmp
mkdir -p run/lock mnt
mount --bind "$2" mnt
exec chroot . sh -c 'cd /; echo made; while :; do sleep 3600 & wait; done'`

/** `seen`: a folder that is seen inside as /mnt. Rejects where this machine has none of what it takes. */
export async function ownRoot(seen: string): Promise<OwnRoot> {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-root-'))
  const own = ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child=KILL']
  const holder = spawn('unshare', [...own, 'sh', '-c', make, 'sh', folder, seen], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(holder, 'exit')
  const close = async () => {
    holder.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  let said = ''
  holder.stderr.on('data', (chunk) => {
    said += chunk
  })
  const made = new Promise<void>((resolve, reject) => {
    createInterface({ input: holder.stdout }).on('line', () => resolve())
    holder.on('error', reject)
    holder.on('exit', () => reject(new Error(said.trim().split('\n').at(-1))))
  })
  try {
    await made
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  const first = readFileSync(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8').trim()
  const within = ['-t', first, '-m', '-p', '-r', '-w', '--']
  const run = (command: string, ...args: string[]) =>
    new Promise<Ended>((resolve) => {
      execFile('nsenter', [...within, command, ...args], { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
        resolve({ code, output: `${stdout}${stderr}` })
      })
    })
  return {
    spawn: (command, args, options) => spawn('nsenter', [...within, command, ...args], options),
    run,
    async sh(line) {
      const { code, output } = await run('sh', '-ec', line)
      if (code !== 0) throw new Error(`${line}: ${output.trim()}`)
      return output.trim()
    },
    close,
  }
}

/** Why there can be none here; null where there can. `programs`: what is run inside. */
export async function noOwnRoot(programs: readonly string[]): Promise<string | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it needs root on Linux, to make a root folder of its own'
  try {
    for (const program of ['unshare', 'nsenter', ...programs]) execFileSync('which', [program], { stdio: 'pipe' })
    await (await ownRoot(tmpdir())).close()
    return null
  } catch (error) {
    return `no root folder of its own can be made here: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`
  }
}
