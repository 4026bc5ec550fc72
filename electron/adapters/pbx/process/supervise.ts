// Keeps a managed Asterisk running: started again with back-off when it ends by itself.

import type { PbxConfig } from '../config/types.ts'
import { type Pbx, type StartPbxOptions, startPbx } from './pbx.ts'

export interface SupervisedPbx {
  /** The one which runs, or ran last. */
  readonly current: Pbx
  /** Told after each new start. Returns the way to unsubscribe. */
  onRestart(listener: (pbx: Pbx) => void): () => void
  /** Told when it ended and when an attempt to start it failed, with a sentence. */
  onTrouble(listener: (message: string) => void): () => void
  /** Writes and loads another configuration; also the one for the next restart. Throws PBX_CONFIG. */
  reload(config: PbxConfig): Promise<void>
  /** No longer watched; Asterisk stays (its callers are served by the dialplan). */
  release(): void
  /** No longer watched, and stopped. */
  stop(): Promise<void>
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
/** Who ran that long starts again without a wait. */
const HEALTHY_MS = 60_000

/** Starts (or takes over) Asterisk and watches it. Throws as {@link startPbx} when the first start fails. */
export async function supervisePbx(options: StartPbxOptions): Promise<SupervisedPbx> {
  let config = options.config
  let current = await startPbx(options)
  let startedAt = performance.now()
  let failures = 0
  let released = false
  let timer: NodeJS.Timeout | undefined
  let unwatch = () => {}
  const restarted = new Set<(pbx: Pbx) => void>()
  const troubled = new Set<(message: string) => void>()
  const trouble = (message: string) => {
    for (const listener of troubled) listener(message)
  }

  const watch = () => {
    unwatch = current.onExit(() => {
      if (performance.now() - startedAt > HEALTHY_MS) failures = 0
      trouble('Asterisk ended by itself; it is started again.')
      again()
    })
  }
  const again = () => {
    if (released) return
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++)
    timer = setTimeout(() => void restart(), failures === 1 ? 0 : wait)
  }
  const restart = async () => {
    try {
      const started = await startPbx({ ...options, config })
      if (released) return
      current = started
      startedAt = performance.now()
      watch()
      for (const listener of restarted) listener(current)
    } catch (error) {
      trouble((error as Error).message)
      again()
    }
  }
  const release = () => {
    released = true
    clearTimeout(timer)
    unwatch()
  }

  watch()
  return {
    get current() {
      return current
    },
    onRestart: (listener) => subscribe(restarted, listener),
    onTrouble: (listener) => subscribe(troubled, listener),
    reload: async (next) => {
      await current.reload(next)
      config = next
    },
    release,
    stop: async () => {
      release()
      await current.stop()
    },
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
