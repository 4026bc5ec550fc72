// The simulated calls of all consoles: each has an owner, is told of in views, moves by the wall clock if it is let, and is released.
import { randomBytes } from 'node:crypto'
import type { SimulationView } from '../../../shared/contract/simulate.ts'
import type { SimulatedAct } from '../../../shared/flow/run.ts'
import { EngineError } from '../../engine/api.ts'
import type { Clock, Timer } from '../../engine/ports.ts'
import type { Simulation, SimulationPort } from '../services.ts'
import { type Simulated, SimulatedCall } from './call.ts'
import { type ListedFlows, runsOnThread } from './runsOnThread.ts'
import { heardAt } from './sounds.ts'

const mostOfAConsole = 2
const mostOfAll = 12
/** How often time that moves by itself is moved, ms. */
const tickMs = 250

type Given = { clock: Clock; office(): Simulated['office']; flows: ListedFlows | null }

/** Holds the simulated calls; `close()` leaves none. */
export function simulations({ clock, office, flows }: Given): SimulationPort {
  const open = new Map<string, RunningSimulation>()
  return {
    async open({ document, start }, owner) {
      const own = [...open.values()].filter((each) => each.owner === owner).length
      if (own >= mostOfAConsole || open.size >= mostOfAll)
        throw new EngineError('REFUSED', 'Too many simulated calls are open; end one first.')
      const call = new SimulatedCall({ document, start, office: office(), flows })
      const running = new RunningSimulation(call, owner, clock, () => open.delete(running.id))
      open.set(running.id, running)
      try {
        await call.begin()
      } catch (error) {
        await running.close()
        throw error
      }
      return running
    },
    find: (id, owner) => {
      const found = open.get(id)
      return found?.owner === owner ? found : null
    },
    runs: (document) => runsOnThread(clock, document, office(), flows),
    get count() {
      return open.size
    },
    async close() {
      for (const each of [...open.values()]) await each.close()
    },
  }
}

class RunningSimulation implements Simulation {
  readonly id = randomBytes(9).toString('base64url')
  readonly owner: string
  private readonly call: SimulatedCall
  private readonly clock: Clock
  private readonly released: () => void
  private timer: Timer | null = null
  private moving = false
  private told = 0
  closed = false
  /** One thing at a time. */
  private turn: Promise<void> = Promise.resolve()
  private tell: (view: SimulationView) => void = () => {}
  private ended: () => void = () => {}

  constructor(call: SimulatedCall, owner: string, clock: Clock, released: () => void) {
    this.call = call
    this.owner = owner
    this.clock = clock
    this.released = released
  }

  follow(tell: (view: SimulationView) => void, ended: () => void): void {
    this.tell = tell
    this.ended = ended
    tell(this.view())
  }
  act(act: SimulatedAct): Promise<void> {
    return this.inTurn(() => this.call.act(act))
  }
  async pace(moving: boolean): Promise<void> {
    this.moving = moving
    this.timer?.cancel()
    if (moving) this.tick()
    else await this.inTurn(async () => {})
  }
  private tick(): void {
    this.timer = this.clock.after(tickMs, () => {
      if (!this.moving || this.closed || this.call.ended) return
      void this.inTurn(() => this.call.pass(tickMs)).finally(() => this.moving && !this.closed && this.tick())
    })
  }
  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(async () => {
      if (this.closed) return
      await work()
      this.tell(this.view())
    })
    this.turn = done.catch(() => {}) // whoever asked is told; the next one has its turn all the same
    return done
  }

  private view(): SimulationView {
    const { call } = this
    const trace = call.trace.slice(this.told)
    this.told = call.trace.length
    const media = trace.flatMap((event) => (event.type === 'prompt.started' ? event.data.media : []))
    return {
      id: this.id,
      now: call.clock.now(),
      moving: this.moving && !call.ended,
      node: call.node,
      outcome: call.outcome,
      variables: { ...call.values },
      phones: call.phones,
      asks: call.answers.waiting,
      posted: call.posted,
      trace,
      heard: media.map(heardAt),
      steps: [...call.steps],
      path: call.path,
    }
  }

  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    this.timer?.cancel()
    this.released()
    await this.turn
    await this.call.close()
    this.ended()
  }
}
