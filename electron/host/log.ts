// The host's log: JSON lines in `<data>/host.log`. A line waits in memory for its turn and is dropped when the disk takes none; logging
// neither blocks nor throws. (pino's own destination flushes in a loop on a full disk, and ends the process by an unhandled `error`.)
import { type FileHandle, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Log } from '../engine/ports.ts'

/** Lines held at most while the disk refuses. */
const heldAtMost = 5000
const retryMs = 2000
/** The longest that the end of the host waits for the last lines, ms. */
const closingMs = 1000
/** A file that has become larger than this is put aside as `host.log.1`, bytes. */
const largest = 20_000_000

export type LogFile = {
  write(line: string): void
  /** Resolves when what was written so far is in the file, or could not be for a second. Never rejects. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** Appends to the file. `lost` is told how many lines were dropped in all, and null once lines are written again. */
export function logFile(path: string, lost: (lines: number | null) => void, limits = { heldAtMost, retryMs }): LogFile {
  let lines: string[] = []
  let dropped = 0
  let failing = false
  let file: FileHandle | null = null
  let working: Promise<void> | null = null
  let retry: NodeJS.Timeout | null = null
  let closed = false

  async function write(): Promise<void> {
    if (file && (await file.stat()).size > largest) {
      await file.close()
      file = null
      await rename(path, `${path}.1`)
    }
    file ??= await open(path, 'a', 0o600)
    const batch = lines
    lines = []
    try {
      const missing =
        dropped > 0
          ? [`${JSON.stringify({ level: 50, time: Date.now(), msg: 'lines of this log were lost', lines: dropped })}\n`]
          : []
      await file.appendFile([...missing, ...batch].join(''))
      dropped = 0
    } catch (error) {
      lines = [...batch, ...lines]
      throw error
    }
  }

  async function work(): Promise<void> {
    try {
      while (lines.length > 0) await write()
      if (failing) lost(null)
      failing = false
    } catch {
      // Where to say that the log cannot be written? On the console: `lost`.
      failing = true
      bound()
      lost(dropped)
      await file?.close().catch(() => {}) // it is opened anew, as the folder may have come back
      file = null
      if (!closed) retry = setTimeout(begin, limits.retryMs).unref()
    } finally {
      working = null
    }
  }

  function begin(): void {
    retry = null
    working ??= work()
  }

  function bound(): void {
    const over = lines.length - limits.heldAtMost
    if (over <= 0) return
    lines.splice(0, over)
    dropped += over
  }

  async function flush(): Promise<void> {
    if (lines.length > 0 && !working && !retry) begin()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, closingMs)
    })
    await Promise.race([working, late])
    clearTimeout(timer)
  }

  return {
    write(line) {
      if (closed) return
      lines.push(line)
      bound()
      if (!retry) begin()
    },
    flush,
    async close() {
      await flush()
      closed = true
      if (retry) clearTimeout(retry)
      await file?.close().catch(() => {})
      file = null
    },
  }
}

/** The log of a data folder; what must never be written is cut out here once more. */
export function hostLog(
  folder: string,
  lost: (lines: number | null) => void = () => {},
): Log & { flush(): Promise<void>; close(): Promise<void> } {
  const secret = ['pin', 'password', 'ha1', 'token', 'authorization']
  const file = logFile(join(folder, 'host.log'), lost)
  const logger = pino({ base: undefined, redact: { paths: secret.flatMap((name) => [name, `*.${name}`]), censor: '…' } }, file)
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
    flush: file.flush,
    close: file.close,
  }
}
