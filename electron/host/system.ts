// The world as the engine's ports see it: the wall clock, chance, the log.
import { randomBytes, randomInt } from 'node:crypto'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Chance, Clock, Log } from '../engine/ports.ts'

/** Longest time setTimeout takes, ms. */
const longestTimeout = 2_000_000_000

export const wallClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, longestTimeout))
    return { cancel: () => clearTimeout(timer) }
  },
}

export const dice: Chance = {
  next: () => randomInt(0, 2 ** 32) / 2 ** 32,
  id: () => randomBytes(8).toString('hex'),
}

/** JSON lines in `<data>/host.log`; what must never be written is cut out here once more. */
export function hostLog(folder: string): Log & { flush(): void } {
  const secret = ['pin', 'password', 'ha1', 'token', 'authorization']
  const logger = pino(
    { base: undefined, redact: { paths: secret.flatMap((name) => [name, `*.${name}`]), censor: '…' } },
    pino.destination({ dest: join(folder, 'host.log'), mkdir: true, sync: false }),
  )
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
    flush: () => logger.flush(),
  }
}
