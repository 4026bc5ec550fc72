// What the office no longer needs goes: steps of the history, old calls, the audit trail, delivered messages, spoken texts,
// logs. Some rows at a time, with a pause, so that calls never wait for it; how long each is kept is a setting of the office.
import { copyFile, lstat, readdir, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { OfficeSettings } from '../../shared/domain/office.ts'
import type { Pruned } from '../adapters/store/pruning.ts'
import type { Store } from '../adapters/store/store.ts'
import type { Clock, Log } from '../engine/ports.ts'

const dayMs = 86_400_000
const everyMs = 3_600_000
/** Rows of one step, and the pause before the next, ms. */
const step = 200
const pauseMs = 100
/** Asterisk's own log is begun again at this size, bytes; the one before is kept beside it. */
const logBytes = 10_000_000

type Deps = {
  store: Pick<Store, 'pruning' | 'folder'>
  clock: Clock
  log: Log
  settings(): OfficeSettings
}

/** So long a withheld caller can be traced, days. */
const traceableDays = 30

const daysOf = (settings: OfficeSettings): [Pruned, number][] => [
  ['trace', settings.keepTraceDays],
  ['calls', settings.keepHistoryDays],
  ['audit', settings.keepAuditDays],
  ['outbox', settings.keepOutboxDays],
  ['mails', settings.keepOutboxDays],
  ['identities', traceableDays],
  ['operatorStates', settings.keepHistoryDays],
  ['hostRuns', settings.keepHistoryDays],
]

/** One step of each kind of rows; true when there may be more. */
export function pruneRows({ store, clock, settings }: Deps): boolean {
  let more = false
  for (const [what, days] of daysOf(settings()))
    if (days > 0 && store.pruning.step(what, clock.now() - days * dayMs, step) === step) more = true
  return more
}

/** Old log files, Asterisk's log when it is large, and the spoken texts that were used longest ago. */
export async function pruneFiles({ store: { folder }, clock, settings }: Deps): Promise<void> {
  const { keepLogDays, speechCacheMegabytes } = settings()
  const logs = [folder, join(folder, 'pbx', 'log')]
  for (const place of logs)
    for (const { path, changedAt, bytes } of await filesOf(place, /\.log(\.|$)/)) {
      const rotated = /\.log\./.test(path)
      if (rotated && keepLogDays > 0 && changedAt < clock.now() - keepLogDays * dayMs) await rm(path, { force: true })
      else if (path.endsWith('messages.log') && bytes > logBytes) await beginAnew(path)
    }
  const spoken = (await filesOf(join(folder, 'speech'), /\.wav$/)).sort((a, b) => b.changedAt - a.changedAt)
  let room = speechCacheMegabytes * 1_000_000
  for (const { path, bytes } of spoken) {
    room -= bytes
    if (room < 0) await rm(path, { force: true })
  }
}

/** Asterisk appends to the file and holds it open: it is emptied, not replaced. */
async function beginAnew(path: string): Promise<void> {
  await rm(`${path}.1`, { force: true })
  await copyFile(path, `${path}.1`)
  await truncate(path)
}

async function filesOf(folder: string, named: RegExp): Promise<{ path: string; bytes: number; changedAt: number }[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => named.test(name))
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      // A link may lead to what is not Asterisk's: it counts as no file.
      const file = await lstat(path).catch(() => null)
      return file?.isFile() ? [{ path, bytes: file.size, changedAt: file.mtimeMs }] : []
    }),
  )
  return found.flat()
}

/** Now, and every hour until it is released. */
export function prune(deps: Deps): () => void {
  let timer: { cancel(): void } | undefined
  let stopped = false
  const next = (ms: number, run: () => void) => {
    if (!stopped) timer = deps.clock.after(ms, run)
  }
  const rows = () => {
    let more = false
    try {
      more = pruneRows(deps)
    } catch (error) {
      deps.log.warn('old rows could not be removed', { error: String(error) })
    }
    next(more ? pauseMs : everyMs, more ? rows : look)
  }
  const look = () => {
    pruneFiles(deps)
      .catch((error: unknown) => deps.log.warn('old files could not be removed', { error: String(error) }))
      .finally(rows)
  }
  next(60_000, look)
  return () => {
    stopped = true
    timer?.cancel()
  }
}
