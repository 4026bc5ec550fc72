// Follows the host's live feed into the store: resumed after each reconnection, batched to frames.
import type { LiveEvent } from '../../../shared/contract/live.ts'
import { setHostTime } from '../clock.ts'
import { connection, rpc } from '../rpc/index.ts'
import { applyEvents, emptyLive, enterEpoch, resumeFrom } from './state.ts'
import { live } from './store.ts'
import { loadWork } from './work.ts'

let waiting: LiveEvent[] = []
let scheduled = false

/** A hidden page gets no animation frames, and its phone must ring all the same. */
function nextFrame(run: () => void): void {
  if (document.visibilityState === 'visible') requestAnimationFrame(run)
  else setTimeout(run, 30)
}

function flush(): void {
  scheduled = false
  const events = waiting
  waiting = []
  live.setState(applyEvents(live.getState(), events))
}

function take(event: LiveEvent): void {
  setHostTime(event.at)
  waiting.push(event)
  if (scheduled) return
  scheduled = true
  nextFrame(flush)
}

async function follow(generation: number): Promise<void> {
  const current = () => connection.getState().generation === generation
  while (current()) {
    try {
      const { epoch } = await rpc.live.epoch()
      const from = resumeFrom(live.getState(), epoch)
      if (live.getState().epoch !== epoch) waiting = []
      live.setState((state) => enterEpoch(state, epoch))
      void loadWork()
      for await (const event of await rpc.live.feed(from)) {
        if (!current()) return
        take(event)
      }
    } catch {
      // The connection shows its own state; here only the feed is opened again.
    }
    if (current()) await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Starts following; each new connection resumes where the last one ended. Returns what stops it. */
export function startFeed(): () => void {
  const begin = (generation: number) => generation > 0 && void follow(generation)
  begin(connection.getState().generation)
  const stop = connection.subscribe((state, before) => {
    if (state.generation !== before.generation) begin(state.generation)
  })
  return () => {
    stop()
    waiting = []
    live.setState(emptyLive)
  }
}
