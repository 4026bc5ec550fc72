// Which trunks are registered, for calls that could leave by another: asked for as long as a rule names several.
import type { OfficeConfig } from '../../shared/domain/office.ts'
import { trunksOf } from '../../shared/domain/outgoing.ts'
import type { TrunkRegistration } from '../../shared/domain/trunkRegistration.ts'
import type { Clock, Log, TrunkStates } from '../engine/ports.ts'

/** A call that goes out meanwhile finds out by itself, ms. */
const everyMs = 10_000

type Given = {
  /** What ends the watch is added. */
  releases: (() => void)[]
  clock: Clock
  log: Log
  config(): Pick<OfficeConfig, 'outgoing'>
}

/** Looks every ten seconds. */
export function watchTrunks(
  pbx: { registrations(): Promise<TrunkRegistration[]> },
  { releases, clock, log, config }: Given,
): TrunkStates {
  let refused: ReadonlySet<string> = new Set()
  let released = false
  const find = async (): Promise<ReadonlySet<string>> => {
    if (!config().outgoing.some((rule) => trunksOf(rule).length > 1)) return new Set()
    // What is tried for the first time may well be taken.
    const down = (await pbx.registrations()).filter(({ problem }) => problem !== null && problem !== 'pending')
    return new Set(down.map(({ trunkId }) => trunkId))
  }
  const look = async () => {
    try {
      refused = await find()
    } catch (error) {
      log.info('the trunks’ registrations were not read', { error: String(error) })
    }
    if (!released) timer = clock.after(everyMs, () => void look())
  }
  let timer = clock.after(everyMs, () => void look())
  releases.push(() => {
    released = true
    timer.cancel()
  })
  return { registered: (trunkId) => !refused.has(trunkId) }
}
