// When a figure deserves attention. Pure, so that the board and its test agree.
export type Level = 'calm' | 'watch' | 'alarm'
export type Figure = 'waiting' | 'longest' | 'level' | 'abandoned' | 'free'

/** `watch` and `alarm`: from where on; for `level` and `free` lower is worse. */
export const thresholds: Record<Figure, { watch: number; alarm: number; lowerIsWorse?: boolean }> = {
  /** Callers for each operator who is logged in. */
  waiting: { watch: 0.5, alarm: 1.5 },
  /** Multiples of the queue's service level time. */
  longest: { watch: 1, alarm: 3 },
  level: { watch: 0.8, alarm: 0.6, lowerIsWorse: true },
  abandoned: { watch: 0.05, alarm: 0.15 },
  free: { watch: 1, alarm: 0, lowerIsWorse: true },
}

/** How a figure stands; nothing to tell is calm. */
export function levelOf(figure: Figure, value: number | null): Level {
  if (value === null) return 'calm'
  const { watch, alarm, lowerIsWorse = false } = thresholds[figure]
  if (lowerIsWorse)
    return value < alarm || (figure === 'free' && value <= alarm)
      ? 'alarm'
      : value < watch || (figure === 'free' && value <= watch)
        ? 'watch'
        : 'calm'
  return value >= alarm ? 'alarm' : value >= watch ? 'watch' : 'calm'
}
