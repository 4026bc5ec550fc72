// Questions to the history and the directory, asked from the thread that runs calls and answered on others. What somebody
// waits for while a telephone rings never stands behind a search: it has a lane of its own, as have the lists of work.
import type { Clock, Log } from '../../../engine/ports.ts'
import type { BadRow } from '../badRows.ts'

import type { QuestionName, Questions } from './answers.ts'
import { Lane, type LaneLimits } from './lane.ts'
import { Upkeep } from './upkeep.ts'

/** Rejects with StoreError BUSY, TOO_SLOW, or what the question itself refuses; a signal that aborts ends the question. */
export type Ask = <N extends QuestionName>(
  name: N,
  ask: Questions[N]['ask'],
  signal?: AbortSignal,
) => Promise<Questions[N]['answer']>

/** Opens the threads as they are needed, and the one that follows the calls with the search index at once. */
export function openQuestions(given: { folder: string; clock: Clock; log: Log; flush(): void; onBad?(row: BadRow): void }) {
  const { folder, clock, log, onBad } = given
  const lane = (limits: Omit<LaneLimits, 'startMs'>) =>
    new Lane({ folder, clock, limits: { ...limits, startMs: 15_000 }, ...(onBad ? { onBad } : {}) })
  const quick = lane({ waiting: 500, timeoutMs: 3000, budgetMs: 50 })
  const searches = lane({ waiting: 100, timeoutMs: 15_000, budgetMs: 80 })
  const lists = lane({ waiting: 200, timeoutMs: 15_000, budgetMs: 80 })
  const upkeep = new Upkeep({ folder, clock, log })
  const lanes: { [N in QuestionName]: Lane } = {
    call: quick,
    caller: quick,
    holders: quick,
    calls: searches,
    contacts: searches,
    traffic: searches,
    quarterHours: searches,
    waits: searches,
    operatorStates: lists,
    voicemails: lists,
    callbacks: lists,
    deliveries: lists,
    mails: lists,
    audit: lists,
    trash: lists,
    recovered: lists,
    backendLog: lists,
  }
  const ask: Ask = (name, what, signal) => {
    try {
      given.flush()
    } catch {
      // A disk that refuses writes can still be read; the last events are missing from the answer.
    }
    return lanes[name].ask(name, what, signal)
  }
  return {
    ask,
    lanes,
    async close(): Promise<void> {
      await Promise.all([quick.close(), searches.close(), lists.close(), upkeep.close()])
    },
  }
}
