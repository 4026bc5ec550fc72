// Notes in which state each operator is, from what consoles are told.
import type { LiveEvent } from '../../shared/contract/live.ts'
import type { OperatorLive } from '../../shared/domain/calls.ts'
import type { Store } from '../adapters/store/store.ts'
import type { Engine } from '../engine/engine.ts'

/** Follows until it is released. */
export function noteOperatorStates(engine: Engine, store: Pick<Store, 'operatorStates'>): () => void {
  const note = ({ operatorId, since: at, state, reason }: OperatorLive) =>
    store.operatorStates.changed({ operatorId, at, state, reason })
  return engine.live.follow({}, (event: LiveEvent) => {
    if (event.type === 'snapshot') for (const operator of event.snapshot.operators) note(operator)
    else for (const change of event.changes) if (change.kind === 'operator') note(change.value)
  })
}
