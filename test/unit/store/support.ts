// A data folder of a test's own, and a clock that only the test moves.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { openDatabase } from '../../../electron/adapters/store/database.ts'
import { openStore } from '../../../electron/adapters/store/store.ts'
import type { Clock, JournalEntry } from '../../../electron/engine/ports.ts'

export type ManualClock = Clock & { advance(ms: number): void; readonly timers: number }

export function manualClock(start = 1_750_000_000_000): ManualClock {
  let now = start
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return {
        cancel() {
          timers = timers.filter((other) => other !== timer)
        },
      }
    },
    advance(ms) {
      const until = now + ms
      for (;;) {
        const due = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        timers = timers.filter((timer) => timer !== due)
        now = Math.max(now, due.at)
        due.run()
      }
      now = until
    },
    get timers() {
      return timers.length
    },
  }
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function testStore(folder = temporaryFolder(), clock = manualClock()) {
  const store = openStore({ folder, clock })
  onTestFinished(() => store.close())
  return { store, clock, folder }
}

/** A store whose database the test holds as well. */
export function storeWithDatabase(folder = temporaryFolder(), clock = manualClock()) {
  let database: Database.Database | undefined
  const store = openStore({
    folder,
    clock,
    open(path) {
      database = openDatabase(path)
      return database
    },
  })
  onTestFinished(() => store.close())
  if (!database) throw new Error('the store opened no database')
  return { folder, clock, store, database }
}
export type StoreWithDatabase = ReturnType<typeof storeWithDatabase>

export const entryOf = (callId: string): JournalEntry => ({
  callId,
  channelId: `ch-${callId}`,
  kind: 'inbound',
  flowId: 'reception',
  flowVersion: 1,
  around: [],
  streams: [],
  from: '030',
  fromName: '',
  to: '5000',
  startedAt: 1_700_000_000_000,
  answeredAt: null,
  language: 'en',
  nodeId: 'menu',
  visit: 1,
  state: null,
  variables: {},
  seq: 1,
  after: false,
  handOver: null,
  queueId: null,
  life: 0,
})
