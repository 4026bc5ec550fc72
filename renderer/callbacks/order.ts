// In which order callbacks are worked off.
import type { Callback } from '../../shared/domain/calls.ts'

export const isOpen = (item: Callback) => item.status !== 'done'

/** Open ones, oldest first; those that may not be tried yet come last. */
export function openCallbacks(items: readonly Callback[], queueId: string | null, now: number): Callback[] {
  const later = (item: Callback) => (item.retryAt !== null && item.retryAt > now ? 1 : 0)
  return items
    .filter((item) => isOpen(item) && (!queueId || item.queueId === queueId))
    .sort((a, b) => later(a) - later(b) || (a.retryAt ?? a.createdAt) - (b.retryAt ?? b.createdAt))
}
