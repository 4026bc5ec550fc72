// Notes in which state each operator is, from what consoles are told, and that the host runs.
import type { LiveEvent } from '../../shared/contract/live.ts'
import type { OperatorLive } from '../../shared/domain/calls.ts'
import type { Store } from '../adapters/store/store.ts'
import type { Engine } from '../engine/engine.ts'
import type { Clock, Timer } from '../engine/ports.ts'

/** A host that ends without a word is known to have run until so long before, ms. */
const everyMs = 30_000

/** Follows until it is released. */
export function noteOperatorStates(engine: Engine, store: Pick<Store, 'operatorStates'>, clock: Clock): () => void {
  const note = ({ operatorId, since: at, state, reason }: OperatorLive) =>
    store.operatorStates.changed({ operatorId, at, state, reason })
  const release = engine.live.follow({}, (event: LiveEvent) => {
    if (event.type === 'snapshot') for (const operator of event.snapshot.operators) note(operator)
    else for (const change of event.changes) if (change.kind === 'operator') note(change.value)
  })
  let timer: Timer | undefined
  const running = () => {
    store.operatorStates.running(clock.now())
    timer = clock.after(everyMs, running)
  }
  running()
  return () => {
    timer?.cancel()
    store.operatorStates.running(clock.now())
    release()
  }
}
