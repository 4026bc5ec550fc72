// The past of the demo office is no invention: the engine lived through it, on a clock of its own, with the history written down.
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import { VirtualClock } from '../../adapters/sim/clock.ts'
import { SimTelephony } from '../../adapters/sim/telephony.ts'
import type { Store } from '../../adapters/store/store.ts'
import { Engine } from '../../engine/engine.ts'
import type { Chance } from '../../engine/ports.ts'
import { HandWrittenAnswers } from '../simulate/answers.ts'
import { simulatedPorts } from '../simulate/ports.ts'
import { generateTraffic } from './trafficGenerator.ts'

const hour = 3_600_000
const day = 24 * hour

/** The same every time (a linear congruential generator), so that the pictures of the handbook are, too. */
function steadyChance(seed: number, name: string): Chance {
  let state = seed
  let ids = 0
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
  return { next, id: () => `${name}-${++ids}` }
}

/** `last`: what it leaves behind is how the office is found. */
type Shift = { from: number; hours: number; last: boolean; seed: number }

/** One stretch of time from its first caller until the last has gone. */
async function live(store: Store, config: OfficeConfig, { from, hours, last, seed }: Shift): Promise<void> {
  const clock = new VirtualClock(from)
  const sim = new SimTelephony(clock)
  sim.keepCommands = false
  const chance = steadyChance(seed, `demo-${seed}`)
  const ports = simulatedPorts({ sim, clock, http: new HandWrittenAnswers(clock), flows: store.flows, config: () => config })
  const engine = new Engine({
    ...ports,
    chance,
    callLog: store.callLog,
    ...(last ? { callbacks: store.callbacks, journal: store.journal } : {}),
  })
  const opened = engine.start()
  await clock.advance(0)
  await opened
  const end = generateTraffic({ engine, sim, clock, chance, config, pause: [60, 420], most: 5 })
  await clock.advance(hours * hour)
  end()
  await clock.advance(hour / 60)
  await engine.stop()
}

/** A week, and the hours before `now`; of the callbacks only the last hours' are open still. */
export async function seedHistory(store: Store, config: OfficeConfig, now: number): Promise<void> {
  for (let days = 6; days > 0; days--)
    await live(store, config, { from: Math.floor(now) - days * day - 3 * hour, hours: 7, last: false, seed: days })
  await live(store, config, { from: Math.floor(now) - 3 * hour, hours: 2.9, last: true, seed: 99 })
}
