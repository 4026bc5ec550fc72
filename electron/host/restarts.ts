// Something that runs and can be started anew in place: after a fault that nothing caught, or with a restored backup.

/** What runs. `keepPbx`: Asterisk stays, with its calls, also where it was to be ended. */
export type Runs = { stop(keepPbx?: boolean): Promise<void> }

export type Restarts = {
  /** Stops what runs and opens it again; `fault`: because it cannot be trusted any more. Several wait for each other. */
  anew(fault?: boolean): void
  /** Ends it for good. Rejects as its own `stop` does. */
  stop(): Promise<void>
}

type Told = {
  /** Before each new start. */
  starting(): void
  /** It could not be opened again. */
  failed(error: unknown): void
}

/** What has a fault may not come to its end by itself; after so long the next one is opened, ms. */
const stopMs = 5000

/** Opens it; `faults` is how often it was started anew after one. Rejects as `open` does the first time. */
export async function restarts<T extends Runs>(
  open: (faults: number, again: () => void) => Promise<T>,
  told: Told,
): Promise<Restarts> {
  let ended = false
  let faults = 0
  let turn: Promise<void> = Promise.resolve()
  const anew = (fault = false) => {
    if (fault) faults++
    turn = turn.then(async () => {
      if (ended) return
      await Promise.race([running.stop(fault), new Promise((resolve) => setTimeout(resolve, stopMs).unref())])
      told.starting()
      running = await open(faults, anew)
    })
    turn.catch(told.failed)
  }
  let running = await open(faults, anew)
  const stop = async () => {
    ended = true
    await turn.catch(() => {}) // told already
    await running.stop()
  }
  let stopping: Promise<void> | undefined
  return {
    anew,
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}

/** More faults than that within a minute are too many. */
const mostFaults = 3
const faultsWithinMs = 60_000

/** Counts faults; true when there were too many within a minute. `now`: any clock that only goes on, ms. */
export function faultCounter(now: () => number = () => performance.now()): () => boolean {
  const faults: number[] = []
  return () => {
    faults.push(now())
    return faults.filter((at) => now() - at < faultsWithinMs).length > mostFaults
  }
}
