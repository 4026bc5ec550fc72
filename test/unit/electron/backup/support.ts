// An office with something in it, its backups, and what one waits for.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { type BackupsGiven, openBackups } from '../../../../electron/host/backup/backups.ts'
import type { BackupsState } from '../../../../shared/contract/backups.ts'
import { queue } from '../../../../shared/domain/office.ts'
import { manualClock, temporaryFolder, testStore } from '../../store/support.ts'

export const password = 'a good long one'

export const put = (folder: string, name: string, content: string) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), content)
}

/** Three in the morning and a bit, UTC, of a day in the past. */
export const night = Date.parse('2026-03-02T03:30:00Z')

/** A folder with a queue, a prompt, a message, a recording and a script; its backups are open. */
export async function backedUpOffice({ start = night, folder = temporaryFolder() } = {}) {
  const clock = manualClock(start)
  const { store } = testStore(folder, clock)
  store.office.queues.save(queue.parse({ id: 'sales', name: 'Sales' }))
  store.secrets.set('trunk', 'secret of the trunk')
  put(folder, 'media/prompts/welcome.wav', 'welcome')
  put(folder, 'media/voicemail/ab/message.wav', 'message')
  put(folder, 'media/recordings/cd/call.wav', 'what was talked about')
  put(folder, 'media/web/cache.wav', 'cache')
  put(folder, 'scripts/reception.ts', 'export default 1')
  const restart = vi.fn()
  const calls = { running: 0 }
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const given: BackupsGiven = {
    store,
    clock,
    log,
    version: '1.2.3',
    timeZone: () => 'UTC',
    runningCalls: () => calls.running,
    restart,
  }
  const backups = await openBackups(given)
  onTestFinished(() => backups.close())
  let state: BackupsState | undefined
  const states: BackupsState[] = []
  backups.follow((each) => {
    state = each
    states.push(each)
  })
  const seen = () => {
    if (!state) throw new Error('nothing was told')
    return state
  }
  /** Until nothing is under way. */
  const settled = async () => {
    await vi.waitFor(() => seen().work === null || Promise.reject(new Error('still at work')), { timeout: 30_000, interval: 10 })
    return seen()
  }
  const settings = (change: Partial<BackupsState['settings']> = {}) => ({ ...seen().settings, ...change })
  /** Names of files that are no backups. */
  const leftovers = () => readdirSync(join(folder, 'backups')).filter((name) => !/^[a-z-]+-\d{8}T\d{6}Z\.cordboard$/.test(name))
  return { folder, store, clock, log, backups, calls, restart, seen, states, settled, settings, leftovers }
}
