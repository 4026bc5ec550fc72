// The simulated call of one open flow: begun, acted on, followed and let go. The engine that walks it is the host's.
import { createStore } from 'zustand/vanilla'
import type { Heard, SimulationView } from '../../../shared/contract/simulate.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { FlowTest, SimulatedAct, SimulatedStart } from '../../../shared/flow/run.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import { tellError } from '../../lib/feedback/index.ts'
import { rpc } from '../../lib/rpc/index.ts'

export type SimulationState = {
  starting: boolean
  start: SimulatedStart | null
  view: SimulationView | null
  trace: readonly TraceEvent[]
  heard: readonly Heard[]
}
export type Simulation = ReturnType<typeof simulationOf>

const nothing: SimulationState = { starting: false, start: null, view: null, trace: [], heard: [] }

/** No call yet. `hear` is told of every prompt as it begins. */
export function simulationOf(hear: (heard: readonly Heard[]) => void) {
  const state = createStore<SimulationState>()(() => nothing)
  let following: AbortController | null = null

  const stop = () => {
    following?.abort()
    following = null
  }
  const take = (view: SimulationView) => {
    state.setState((before) => ({
      starting: false,
      view,
      trace: [...before.trace, ...view.trace],
      heard: [...before.heard, ...view.heard],
    }))
    hear(view.heard)
  }
  const follow = async (document: FlowDocument, start: SimulatedStart, own: AbortController) => {
    for await (const view of await rpc.simulate.call({ document, start }, { signal: own.signal })) {
      if (own.signal.aborted) return
      take(view)
    }
  }
  const asked = (work: (id: string) => Promise<unknown>) => {
    const id = state.getState().view?.id
    if (id) work(id).catch(tellError)
  }
  return {
    state,
    /** Begins a call on the flow as it is drawn now; one under way is let go. */
    begin(document: FlowDocument, start: SimulatedStart) {
      stop()
      const own = new AbortController()
      following = own
      state.setState({ ...nothing, starting: true, start })
      follow(document, start, own).catch((error: unknown) => {
        if (own.signal.aborted) return
        state.setState({ starting: false })
        tellError(error)
      })
    },
    act: (act: SimulatedAct) => asked((id) => rpc.simulate.act({ id, act })),
    pace: (moving: boolean) => asked((id) => rpc.simulate.pace({ id, moving })),
    /** What was done so far, as a test of that name. */
    kept(name: string): FlowTest | null {
      const { view, start } = state.getState()
      if (!view || !start) return null
      const id = `run-${crypto.randomUUID().slice(0, 8)}`
      return { id, name, start, steps: view.steps, path: view.path, outcome: view.outcome }
    },
    /** Lets the call go; the host releases it. */
    close() {
      stop()
      state.setState(nothing)
    },
  }
}
