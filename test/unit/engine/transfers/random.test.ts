// A transfer never loses a caller: 300 calls of people who do everything wrong, and a host that dies three times.
import { expect, test } from 'vitest'
import { RandomOffice } from './randomOffice.ts'

const calls = Number(process.env.CORDBOARD_TRANSFERS ?? 300)
const seed = Number(process.env.CORDBOARD_SEED ?? Math.floor(Math.random() * 1e9))

test(`${calls} calls that are transferred at random end by a person, a mailbox or their own hang-up (CORDBOARD_SEED=${seed})`, async () => {
  const office = new RandomOffice(seed)
  await office.open()
  const kills = [0.25, 0.5, 0.75].map((part) => Math.floor(calls * part))
  while (office.callers.length < calls) {
    if (office.running < 6) office.call()
    for (let i = 0; i < 4; i++) await office.step()
    if (office.callers.length >= (kills[0] ?? Infinity)) {
      kills.shift()
      await office.kill()
    }
  }
  await office.finish()
  expect(office.lost()).toEqual([])
  expect(office.faults).toEqual([])
  const { engine, sim } = office.world
  expect([...sim.channels.keys(), ...sim.bridges.keys()]).toEqual([])
  expect([engine.runningCalls, engine.held.channels]).toEqual([0, 0])
  // Everything that can be done was done.
  for (const what of [
    'blind',
    'refer',
    'park',
    'ask: complete',
    'ask: refer',
    'two calls of a phone',
    'hangUp',
    'kill -9',
    'caller hung up',
  ])
    expect(office.done[what], what).toBeGreaterThan(0)
  await engine.stop()
  expect(engine.held.timers).toBe(0)
}, 120_000)
