// The embedded text-to-speech: a child process which speaks JSON lines, and a cache of what was said before.

import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Log, Speech, SpeechRequest } from '../../engine/ports.ts'
import { SpeechError } from './errors.ts'
import { lineReader, type SpeechCommand, type SpeechReply } from './lines.ts'

export interface EmbeddedSpeechOptions {
  /** Where rendered files are kept, by hash of what is said. Asterisk reads them there. */
  cacheFolder: string
  log?: Log
  /** How long one rendering may take, ms; default 15,000. */
  timeoutMs?: number
  /** The program; default the embedded one. For tests. */
  program?: string
}

const VOICES: Record<string, string> = { en: 'en-us', de: 'de', nl: 'nl', fr: 'fr', es: 'es' }
const LONGEST_TEXT = 5_000
const HEADER_BYTES = 44
const BYTES_PER_SECOND = 16_000
/** Part of the hash: another program or trimming makes other files. */
const GENERATION = 'espeak-ng-0.3.5/2'

type Waiting = {
  resolve: (reply: SpeechReply & { ok: true }) => void
  reject: (error: SpeechError) => void
  timer: NodeJS.Timeout
}
type Asked = SpeechCommand extends infer C ? (C extends { id: number } ? Omit<C, 'id'> : never) : never

/** Whether the optional package is installed. */
export function hasEmbeddedSpeech(): boolean {
  try {
    createRequire(import.meta.url).resolve('@echogarden/espeak-ng-emscripten')
    return true
  } catch {
    return false
  }
}

/** Text-to-speech on this machine. */
export class EmbeddedSpeech implements Speech {
  private readonly options: EmbeddedSpeechOptions
  private readonly waiting = new Map<number, Waiting>()
  /** Renderings under way, so that the same text asked twice is said once. */
  private readonly rendering = new Map<string, Promise<{ path: string; seconds: number }>>()
  private child: ChildProcess | undefined
  private nextId = 1
  private closed = false

  constructor(options: EmbeddedSpeechOptions) {
    this.options = options
  }

  /** A WAV (8 kHz, mono, 16 bit) of the text: from the cache, else said now. Throws SpeechError. */
  async render(request: SpeechRequest, signal?: AbortSignal): Promise<{ path: string; seconds: number }> {
    const text = request.text.trim()
    if (!text) throw new SpeechError('empty', 'There is nothing to say.')
    if (text.length > LONGEST_TEXT) throw new SpeechError('tooLong', `A text may have ${LONGEST_TEXT} characters.`)
    const voice = request.voice || (VOICES[request.language] ?? request.language)
    const speed = request.speed ?? 1
    const hash = createHash('sha256').update([GENERATION, voice, speed, text].join('\0')).digest('hex').slice(0, 40)
    const path = join(this.options.cacheFolder, hash.slice(0, 2), `${hash}.wav`)
    const cached = await stat(path).catch(() => undefined)
    if (cached && cached.size > HEADER_BYTES) return { path, seconds: (cached.size - HEADER_BYTES) / BYTES_PER_SECOND }
    return unlessAborted(this.renderOnce({ text, voice, speed, path }), signal)
  }

  private renderOnce(what: {
    text: string
    voice: string
    speed: number
    path: string
  }): Promise<{ path: string; seconds: number }> {
    const running = this.rendering.get(what.path)
    if (running) return running
    const work = this.ask({ do: 'render', ...what })
      .then(({ seconds = 0 }) => ({ path: what.path, seconds }))
      .finally(() => this.rendering.delete(what.path))
    this.rendering.set(what.path, work)
    return work
  }

  /** The voices of the five languages. Throws SpeechError. */
  async voices(): Promise<{ id: string; language: string; name: string }[]> {
    return (await this.ask({ do: 'voices' })).voices ?? []
  }

  async close(): Promise<void> {
    this.closed = true
    const child = this.child
    if (!child) return
    const gone = new Promise((resolve) => child.once('close', resolve))
    child.kill()
    await gone
  }

  private ask(command: Asked): Promise<SpeechReply & { ok: true }> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new SpeechError('unavailable', 'Speech was closed.'))
      const id = this.nextId++
      const timer = setTimeout(() => this.giveUp(id), this.options.timeoutMs ?? 15_000)
      this.waiting.set(id, { resolve, reject, timer })
      const { stdin } = this.running()
      stdin?.write(`${JSON.stringify({ id, ...command })}\n`)
    })
  }

  // One that takes that long may be stuck for ever: the next question gets a new process.
  private giveUp(id: number): void {
    this.settle(id, new SpeechError('timeout', 'Speech took too long.'))
    this.child?.kill('SIGKILL')
  }

  private running(): ChildProcess {
    if (this.child) return this.child
    const program = this.options.program ?? fileURLToPath(new URL('./espeakProgram.ts', import.meta.url))
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
    const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'], env })
    this.child = child
    let complaint = ''
    child.stdout.on(
      'data',
      lineReader((line) => this.onReply(line)),
    )
    child.stderr.on('data', (chunk) => {
      complaint = (complaint + chunk).slice(-2_000)
    })
    child.stdin.on('error', () => {}) // the close below tells
    child.on('error', (error) => this.onGone(child, error.message))
    child.on('close', () => this.onGone(child, complaint))
    return child
  }

  private onReply(line: string): void {
    const reply = parse(line)
    if (!reply) return
    if (reply.ok) this.settle(reply.id, undefined, reply)
    else this.settle(reply.id, new SpeechError('failed', `Speech failed: ${reply.error}.`))
  }

  private onGone(child: ChildProcess, complaint: string): void {
    if (this.child !== child) return
    this.child = undefined
    if (!this.closed && complaint) this.options.log?.warn('The speech program ended', { complaint })
    const missing =
      /ERR_MODULE_NOT_FOUND|Cannot find (package|module)|ENOENT/.test(complaint) && !existsSync(this.options.program ?? '')
    const error = missing
      ? new SpeechError(
          'unavailable',
          'Text-to-speech is not installed: the optional package @echogarden/espeak-ng-emscripten is missing.',
        )
      : new SpeechError('failed', 'The speech program ended.')
    for (const id of [...this.waiting.keys()]) this.settle(id, error)
  }

  private settle(id: number, error?: SpeechError, reply?: SpeechReply & { ok: true }): void {
    const waiting = this.waiting.get(id)
    if (!waiting) return
    this.waiting.delete(id)
    clearTimeout(waiting.timer)
    if (reply) waiting.resolve(reply)
    else if (error) waiting.reject(error)
  }
}

function parse(line: string): SpeechReply | undefined {
  try {
    return JSON.parse(line) as SpeechReply
  } catch {
    return undefined // a library printed something: not for us
  }
}

function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const abort = () => reject(new SpeechError('aborted', 'Speech is not wanted any more.'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
