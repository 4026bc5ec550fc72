// The host's own condition: problems by code, told to whoever follows as they come and go.
import type { HealthCode, HealthProblem } from '../../shared/domain/health.ts'
import type { StoreErrorCode } from '../adapters/store/errors.ts'
import type { Store } from '../adapters/store/store.ts'
import type { CallLog, Clock } from '../engine/ports.ts'

type Follower = (problems: HealthProblem[]) => void

/** The problems there are; each has one code. */
export class Health {
  private readonly clock: Pick<Clock, 'now'>
  private readonly found = new Map<HealthCode, HealthProblem>()
  private readonly followers = new Set<Follower>()

  constructor(clock: Pick<Clock, 'now'>) {
    this.clock = clock
  }

  /** The problems now, in the order in which they began. */
  get problems(): HealthProblem[] {
    return [...this.found.values()]
  }

  /** There is this problem, or (`count` null) no more. */
  report(code: HealthCode, count: number | null): void {
    const before = this.found.get(code)
    if (count === null ? !before : before?.count === count) return
    if (count === null) this.found.delete(code)
    else this.found.set(code, { code, since: before?.since ?? this.clock.now(), count })
    for (const follower of [...this.followers]) follower(this.problems)
  }

  /** Told after every change; returns the way to leave. */
  follow(follower: Follower): () => void {
    this.followers.add(follower)
    return () => this.followers.delete(follower)
  }
}

/** Why messages may fail; when the last of these is over they may be expected to be stored again. */
const causes: readonly HealthCode[] = ['spaceReserve', 'storeFull', 'storeUnwritable', 'descriptorsOut']

/** The call log, with a report when what callers said cannot be stored, until one is stored again or the cause is over. */
export function watchMessages(callLog: CallLog, health: Health): CallLog {
  let failed = 0
  const over = () => {
    failed = 0
    health.report('messagesFailing', null)
  }
  let caused = false
  health.follow((problems) => {
    const before = caused
    caused = problems.some(({ code }) => causes.includes(code))
    if (before && !caused) over()
  })
  return {
    ...callLog,
    trace(event) {
      callLog.trace(event)
      if (event.type === 'record.failed' && event.data.mailbox !== undefined) health.report('messagesFailing', ++failed)
      if (event.type === 'voicemail.stored') over()
    },
  }
}

/** A prompt that could not be played is reported for so long, ms. */
const promptsFailedMs = 3_600_000

/** The call log, with a report of how many prompts Asterisk could not play within the last hour. */
export function watchPrompts(callLog: CallLog, health: Health): CallLog {
  /** Prompts that failed, with when they did last. */
  const failed = new Map<string, number>()
  let lacking = false
  // What failed for want of descriptors is over with them.
  health.follow((problems) => {
    const before = lacking
    lacking = problems.some(({ code }) => code === 'descriptorsOut')
    if (!before || lacking) return
    failed.clear()
    health.report('promptsFailing', null)
  })
  return {
    ...callLog,
    trace(event) {
      callLog.trace(event)
      if (event.type === 'prompt.replaced') failed.set(event.data.media.join(), event.at)
      else if (event.type !== 'prompt.started' || failed.size === 0) return
      for (const [prompt, at] of failed) if (event.at - at > promptsFailedMs) failed.delete(prompt)
      health.report('promptsFailing', failed.size || null)
    },
  }
}

const storeProblems: Partial<Record<StoreErrorCode, HealthCode>> = {
  FULL: 'storeFull',
  LOCKED: 'storeLocked',
  UNWRITABLE: 'storeUnwritable',
  CORRUPT: 'storeDamaged',
}

/** A lock by another program is reported when it lasts longer than this, ms: a moment's is nobody's concern. */
const lockedMs = 2000

/** Reports how the store's writes fare and what could not be read, until it is released. */
export function watchStore(store: Pick<Store, 'writes' | 'badRows'>, health: Health, clock: Clock): () => void {
  let locked: { cancel(): void } | null = null
  const report = () => {
    const { failing, waiting, lost } = store.writes.state
    const now = failing === null ? null : storeProblems[failing]
    if (now !== 'storeLocked') {
      locked?.cancel()
      locked = null
    } else
      locked ??= clock.after(lockedMs, () => {
        if (store.writes.state.failing === 'LOCKED') health.report('storeLocked', store.writes.state.waiting)
      })
    for (const code of Object.values(storeProblems))
      if (code !== now) health.report(code, null)
      else if (code !== 'storeLocked') health.report(code, waiting)
    if (lost > 0) health.report('writesLost', lost)
  }
  const releases = [
    store.writes.onChange(report),
    store.badRows.onBad(() => health.report('unreadableRows', store.badRows.rows.length)),
  ]
  report()
  return () => {
    locked?.cancel()
    for (const release of releases) release()
  }
}
