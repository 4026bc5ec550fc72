// Watches the free space of the data folder: two warnings, then a reserve that is kept for messages, in which conversations are not recorded.
import { statfs } from 'node:fs/promises'
import type { HealthCode } from '../../shared/domain/health.ts'
import type { Clock, Log } from '../engine/ports.ts'
import type { Health } from './health.ts'

const mebi = 1024 * 1024
/** How often it is looked, ms. */
const everyMs = 5000

export type SpaceLevel = 'plenty' | 'low' | 'veryLow' | 'reserve'

/** Thresholds in bytes of free space: fixed ones, but never more than a share of a small disk. */
export const thresholds = (total: number): Record<Exclude<SpaceLevel, 'plenty'>, number> => ({
  low: Math.min(2048 * mebi, total * 0.1),
  veryLow: Math.min(512 * mebi, total * 0.05),
  reserve: Math.min(200 * mebi, total * 0.03),
})

/** Where that much free space of all of it stands. */
export function levelOf(free: number, total: number): SpaceLevel {
  const { low, veryLow, reserve } = thresholds(total)
  return free <= reserve ? 'reserve' : free <= veryLow ? 'veryLow' : free <= low ? 'low' : 'plenty'
}

const codes: Record<Exclude<SpaceLevel, 'plenty'>, HealthCode> = {
  low: 'spaceLow',
  veryLow: 'spaceVeryLow',
  reserve: 'spaceReserve',
}

type Given = {
  folder: string
  clock: Clock
  log: Log
  health: Health
  /** Told of every change of the level. */
  changed(level: SpaceLevel): void
  /** Replaced in tests. */
  space?: (folder: string) => Promise<{ free: number; total: number }>
}

const spaceOf = async (folder: string) => {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, total: blocks * bsize }
}

/** Looks now and every few seconds, until it is released. */
export function watchSpace({ folder, clock, log, health, changed, space = spaceOf }: Given): () => void {
  let level: SpaceLevel = 'plenty'
  let timer: { cancel(): void } | undefined
  let stopped = false
  const look = async () => {
    try {
      const { free, total } = await space(folder)
      if (stopped) return
      const now = levelOf(free, total)
      for (const [each, code] of Object.entries(codes)) health.report(code, each === now ? Math.round(free / mebi) : null)
      if (now !== level) {
        level = now
        log.warn('the free space of the data folder', { level, megabytes: Math.round(free / mebi) })
        changed(level)
      }
    } catch (error) {
      log.warn('the free space could not be read', { error: String(error) })
    }
    if (!stopped) timer = clock.after(everyMs, () => void look())
  }
  void look()
  return () => {
    stopped = true
    timer?.cancel()
  }
}
