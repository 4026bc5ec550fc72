// Offices for the engine's tests, on simulated telephony; after each test they must be as quiet as before it.
import { afterEach, expect } from 'vitest'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { validateFlow } from '../../../shared/flow/validate.ts'
import { type OfficeParts, type World, world } from '../../support/memory.ts'

let open: World[] = []

/** An engine that runs, with an office and flows that could be published. */
export async function office(parts: OfficeParts, ...flows: FlowDocument[]): Promise<World> {
  for (const flow of flows) expect(validateFlow(flow).filter((p) => p.severity === 'error')).toEqual([])
  const made = world(parts, flows)
  open.push(made)
  await made.engine.start()
  return made
}

/** An office whose host may die: `quietAfterEach` does not look at it. */
export async function killableHost(parts: OfficeParts, ...flows: FlowDocument[]): Promise<World> {
  const made = world(parts, flows)
  await made.engine.start()
  return made
}

/** The host dies, `meanwhile` happens, and another one takes over what it left. */
export async function nextHost(
  dead: World,
  parts: OfficeParts,
  flows: FlowDocument[],
  meanwhile = (_dead: World): void => {},
): Promise<World> {
  dead.engine['guard'].closed = true
  dead.engine['unlisten']?.()
  meanwhile(dead)
  const next = world(parts, flows, dead as never)
  await next.engine.start()
  return next
}

/** Hangs up whoever is still there, lets time go by, and finds nothing left: no bridge, call, listener or timer, and no fault. */
export function quietAfterEach(): void {
  afterEach(async () => {
    for (const { engine, clock, sim, errors } of open) {
      for (const id of [...sim.channels.keys()]) sim.end(id, { cause: 16, sip: 200 })
      await clock.advance(1_000_000)
      expect([...sim.bridges.keys()]).toEqual([])
      expect(engine.runningCalls).toBe(0)
      expect(engine.held.channels).toBe(0)
      await engine.stop()
      expect(engine.held.timers).toBe(0)
      expect(errors).toEqual([])
    }
    open = []
  })
}

/** As `quietAfterEach`, and the flows themselves have ended every call. */
export function endedAfterEach(): void {
  quietAfterEach()
  // Hooks run in the reverse order: this one is first.
  afterEach(async () => {
    for (const { clock, sim } of open) {
      await clock.advance(120_000)
      expect([...sim.channels.keys()]).toEqual([])
    }
  })
}

/** A prompt that is spoken. */
export const say = (text: string) => ({ kind: 'text', text })
export const start = { type: 'start' }
export const end = { type: 'hangup' }
