// The life of the demo office: simulated callers and operators on the same engine, so that every panel lives where no Asterisk
// can be had. The same people lived through its past, on a clock that ran faster.
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import { answers, type SimCaller } from '../../adapters/sim/people.ts'
import type { SimTelephony } from '../../adapters/sim/telephony.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Chance, Clock } from '../../engine/ports.ts'
import { starterNumber } from '../starter.ts'
import { someone } from './people.ts'

export type TrafficOptions = {
  engine: Engine
  sim: SimTelephony
  clock: Clock
  chance: Chance
  config: OfficeConfig
  /** Between two callers, s. */
  pause: readonly [least: number, most: number]
  /** Callers in the office at a time. */
  most: number
}

/** Starts it; the function returned ends it, and with it the calls. */
export function generateTraffic({ engine, sim, clock, chance, config, pause, most }: TrafficOptions): () => void {
  let stopped = false
  const timers = new Set<{ cancel(): void }>()
  const between = (low: number, high: number) => low + chance.next() * (high - low)
  const later = (seconds: number, run: () => void) => {
    const timer = clock.after(Math.round(seconds * 1000), () => {
      timers.delete(timer)
      if (!stopped) run()
    })
    timers.add(timer)
  }
  sim.phone('*', answers(4000))
  for (const operator of config.operators.values()) {
    sim.phone(operator.extension, answers(between(2000, 6000)))
    engine.desk.admit(operator.id)
  }
  /** Most want to talk; some leave a message, or ask to be called back. */
  const behave = (caller: SimCaller) => {
    const wish = chance.next()
    const key = wish < 0.5 ? '1' : wish < 0.8 ? '2' : wish < 0.9 ? '3' : '4'
    later(between(2, 5), () => caller.press(key))
    if (key === '4') later(9, () => caller.press('1'))
    const patience = chance.next() < 0.08 ? between(6, 9) : between(40, 150)
    later(key === '3' ? between(14, 25) : patience, () => caller.hangup())
  }
  const callers = new Set<SimCaller>()
  const ring = () => {
    later(between(...pause), ring)
    for (const caller of callers) if (caller.gone) callers.delete(caller)
    if (callers.size >= most) return
    const { number, name } = someone(chance)
    const caller = sim.call(starterNumber, number, { name })
    callers.add(caller)
    behave(caller)
  }
  later(0.5, ring)
  later(1, ring)
  return () => {
    stopped = true
    for (const timer of timers) timer.cancel()
    for (const caller of callers) caller.hangup()
  }
}
