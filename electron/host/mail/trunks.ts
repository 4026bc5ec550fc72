// Watches the trunks that register with a provider: one that is down for a while, and its return, are announced once each.
import type { RegistrationProblem, TrunkRegistration } from '../../../shared/domain/trunkRegistration.ts'
import type { Clock, Log, Timer } from '../../engine/ports.ts'

/** How often it is looked, ms. */
const everyMs = 60_000
/** A trunk is down after this time; a registration that fails for a moment is nobody's concern, ms. */
export const trunkDownMs = 120_000

type Given = {
  clock: Clock
  log: Log
  registrations(): Promise<TrunkRegistration[]>
  /** What was announced of the trunk before this host started. */
  lastOf(trunkId: string): 'down' | 'up' | null
  /** `problem`: null where it is registered again. `at`: since when, epoch ms. */
  changed(trunkId: string, change: { problem: RegistrationProblem | null; status: number | null; at: number }): void
}

type Outage = { since: number; announced: boolean }

/** Looks now and every minute, until it is released. */
export function watchTrunks({ clock, log, registrations, lastOf, changed }: Given): () => void {
  const outages = new Map<string, Outage>()
  let timer: Timer | null = null
  let stopped = false
  const look = ({ trunkId, problem, status }: TrunkRegistration) => {
    const now = clock.now()
    const outage = outages.get(trunkId)
    if (problem === null) {
      outages.delete(trunkId)
      if (outage ? outage.announced : lastOf(trunkId) === 'down') changed(trunkId, { problem, status: null, at: now })
      return
    }
    if (!outage) {
      if (problem !== 'pending') outages.set(trunkId, { since: now, announced: lastOf(trunkId) === 'down' })
    } else if (!outage.announced && now - outage.since >= trunkDownMs) {
      outage.announced = true
      changed(trunkId, { problem, status, at: outage.since })
    }
  }
  const turn = async () => {
    try {
      const found = await registrations()
      if (stopped) return
      for (const registration of found) look(registration)
      const there = new Set(found.map(({ trunkId }) => trunkId))
      for (const trunkId of outages.keys()) if (!there.has(trunkId)) outages.delete(trunkId)
    } catch (error) {
      log.warn('the trunks could not be looked at', { error: String(error) })
    }
    if (!stopped) timer = clock.after(everyMs, () => void turn())
  }
  void turn()
  return () => {
    stopped = true
    timer?.cancel()
  }
}
