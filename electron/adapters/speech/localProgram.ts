// A program of this machine, run once for one text or one recording: bounded in time and output, no shell in between.
import { spawn } from 'node:child_process'
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SpeechError } from './errors.ts'

/** Whose rights a program has; null: the host's own. */
export type RunAs = () => { uid: number; gid: number } | null
export type ProgramRun = { as?: RunAs; input?: string; timeoutMs?: number; signal?: AbortSignal | undefined; maxBytes?: number }

/** What it wrote to standard output. Throws SpeechError (`unavailable`, `failed`, `timeout`, `aborted`). */
export function runProgram(command: string, args: readonly string[], how: ProgramRun = {}): Promise<Buffer> {
  const { timeoutMs = 30_000, maxBytes = 50_000_000, signal } = how
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new SpeechError('aborted', 'Nobody waits for it any more.'))
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: plainEnvironment(), ...how.as?.() })
    const parts: Buffer[] = []
    let size = 0
    let complaint = ''
    let early: SpeechError | null = null
    const stop = (why: SpeechError) => {
      early ??= why
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => stop(new SpeechError('timeout', `${command} took too long.`)), timeoutMs)
    const abort = () => stop(new SpeechError('aborted', 'Nobody waits for it any more.'))
    signal?.addEventListener('abort', abort, { once: true })
    const settle = (act: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      act()
    }
    child.stdout.on('data', (part: Buffer) => {
      size += part.length
      if (size > maxBytes) stop(new SpeechError('failed', `${command} wrote too much.`))
      else parts.push(part)
    })
    child.stderr.on('data', (part) => {
      complaint = (complaint + String(part)).slice(-1000)
    })
    child.stdin.on('error', () => {}) // its end, below, tells
    child.stdin.end(how.input ?? '')
    child.on('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT' || error.code === 'EACCES'
      settle(() => reject(new SpeechError(missing ? 'unavailable' : 'failed', `${command} cannot be run: ${error.message}`)))
    })
    child.on('close', (code) =>
      settle(() => {
        if (early) reject(early)
        else if (code === 0) resolve(Buffer.concat(parts))
        else reject(new SpeechError('failed', `${command} ended with ${code}: ${complaint.trim().split('\n').at(-1) ?? ''}`))
      }),
    )
  })
}

/** As `runProgram`, for one that writes a file: its bytes. A WAV on standard output does not know its own length. */
export async function fileOfProgram(
  command: string,
  argsFor: (file: string) => string[],
  how: ProgramRun = {},
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-speech-'))
  try {
    await giveTo(folder, how.as)
    const file = join(folder, 'out.wav')
    await runProgram(command, argsFor(file), how)
    return await readFile(file).catch(() => {
      throw new SpeechError('failed', `${command} wrote no sound.`)
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Makes a folder of ours the user's who is to write there. */
export async function giveTo(path: string, as: RunAs | undefined): Promise<void> {
  const user = as?.()
  if (user) await chown(path, user.uid, user.gid)
}

/** The environment without what is meant for the host: it holds passwords. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CORDBOARD_')))
}
