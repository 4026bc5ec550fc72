import { expect, it } from 'vitest'
import { OfficeClock } from '../../../../electron/host/officeClock.ts'
import { manualClock } from '../../store/support.ts'

function machine(offset: number | null = null) {
  const timers = manualClock(0)
  let set = 1_700_000_000_000
  const sources = { machine: () => timers.now(), wall: () => set + timers.now() }
  const clock = new OfficeClock(timers, offset, sources)
  const state = { busy: true }
  const offsets: number[] = []
  const release = clock.follow(
    () => state.busy,
    (changed) => offsets.push(changed),
  )
  return { timers, clock, state, offsets, release, step: (ms: number) => (set += ms) }
}

it.each([3_600_000, -3_600_000])('a step of %i ms in a call changes no duration, and is taken up when no call runs', (ms) => {
  const { timers, clock, state, offsets, step, release } = machine()
  const began = clock.now()
  timers.advance(10_000)
  step(ms)
  timers.advance(10_000)
  expect(clock.now() - began).toBe(20_000)
  state.busy = false
  timers.advance(2000)
  expect(clock.now()).toBe(1_700_000_000_000 + ms + timers.now())
  expect(offsets).toEqual([1_700_000_000_000 + ms])
  release()
  expect(timers.timers).toBe(0)
})

it('where calls never stop, it is taken up after the longest that one may last', () => {
  const { timers, clock, step, release } = machine()
  step(3_600_000)
  timers.advance(14_500_000)
  expect(clock.now()).toBe(1_700_003_600_000 + timers.now())
  release()
})

it('the next host goes on with the time of the calls it finds', () => {
  const first = machine()
  first.step(3_600_000)
  const next = machine(first.clock.heldOffset)
  next.step(3_600_000)
  expect(next.clock.now()).toBe(1_700_000_000_000)
  next.release()
  first.release()
})
