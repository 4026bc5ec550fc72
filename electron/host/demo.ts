// The demo office: simulated callers and operators on the same engine, so that every panel lives where no Asterisk can be had.
import type { OfficeConfig } from '../../shared/domain/office.ts'
import type { Engine } from '../engine/engine.ts'
import { answers, type SimCaller } from '../telephony/sim/people.ts'
import type { SimTelephony } from '../telephony/sim/telephony.ts'
import { starterNumber } from './starter.ts'
import { dice, wallClock } from './system.ts'

const names = [
  'Petra Lang',
  'Jan de Vries',
  'Marie Dubois',
  'Luis Ortega',
  'Tom Baker',
  'Anna Schmidt',
  'Kees Bakker',
  'Sofia Ruiz',
  'Paul Martin',
  'Eva Klein',
]
const between = (low: number, high: number) => low + dice.next() * (high - low)
/** Callers in the office at a time. */
const most = 8

/** Starts the bustle; the function returned ends it. */
export function demoOffice(engine: Engine, sim: SimTelephony, config: () => OfficeConfig): () => void {
  let stopped = false
  const timers = new Set<{ cancel(): void }>()
  const later = (seconds: number, run: () => void) => {
    const timer = wallClock.after(seconds * 1000, () => {
      timers.delete(timer)
      if (!stopped) run()
    })
    timers.add(timer)
  }
  staff(engine, sim, config())
  const callers = new Set<SimCaller>()
  const ring = () => {
    later(between(3, 12), ring)
    if (callers.size >= most) return
    const name = names[Math.floor(dice.next() * names.length)] ?? ''
    const caller = sim.call(starterNumber, `+49301${Math.floor(between(100_000, 999_999))}`, { name })
    callers.add(caller)
    behave(caller, later)
    later(between(40, 150), () => {
      callers.delete(caller)
      caller.hangup()
    })
  }
  later(0.5, ring)
  later(1, ring)
  return () => {
    stopped = true
    for (const timer of timers) timer.cancel()
  }
}

function staff(engine: Engine, sim: SimTelephony, config: OfficeConfig): void {
  sim.phone('*', answers(4000))
  for (const operator of config.operators.values()) {
    sim.phone(operator.extension, answers(between(2000, 6000)))
    engine.desk.admit(operator.id)
  }
}

/** Most want to talk; some leave a message or ask to be called back. */
function behave(caller: SimCaller, later: (seconds: number, run: () => void) => void): void {
  const wish = dice.next()
  const key = wish < 0.75 ? '1' : wish < 0.88 ? '2' : '3'
  later(between(2, 5), () => caller.press(key))
  if (key === '3') later(9, () => caller.press('1'))
  if (key === '2') later(between(12, 25), () => caller.hangup())
}
