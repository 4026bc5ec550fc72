// The updates of this program, around the page that shows them.
import { app, type WebContents } from 'electron'
import { newestSchema } from '../../../host/schema.ts'
import type { FaultLog } from '../faults.ts'
import type { Memory } from '../memory.ts'
import type { PageState } from '../pageState.ts'
import { updateFeed } from './feed.ts'
import { openUpdater, type Updater } from './updater.ts'
import { Updates } from './updates.ts'

type Around = {
  page: PageState
  memory: Memory
  log: FaultLog
  contents(): WebContents | undefined
  runningCalls(): number
  joined: boolean
  leave(last: () => void): void
}

/** Null where this program was packaged without a place for them. */
export function keepUpdated({ page, memory, log, contents, runningCalls, joined, leave }: Around): Updates | null {
  const feed = updateFeed(app.getAppPath())
  if (!feed) return null
  let opened: Promise<Updater> | undefined
  return new Updates({
    updater: () => (opened ??= openUpdater(feed, log)),
    memory,
    log,
    version: app.getVersion(),
    schema: () => (joined ? null : newestSchema),
    quiet: () => runningCalls() === 0 && page.now.calls === 0 && page.now.waiting === 0,
    officeVersion: () => (joined ? page.now.officeVersion : null),
    leave,
    failed() {
      app.relaunch()
      app.exit(0)
    },
    told: (status) => contents()?.send('cordboard:updates', status),
    now: () => Date.now(),
  })
}
