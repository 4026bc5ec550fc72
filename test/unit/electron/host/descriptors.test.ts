// The reserve of file descriptors: let go when there are no others, taken again when there are.
import { expect, test } from 'vitest'
import { isOutOfDescriptors, reserveDescriptors } from '../../../../electron/host/descriptors.ts'
import { manualClock } from '../../store/support.ts'

/** A process that may have so many open. */
function office(most: number) {
  const clock = manualClock()
  const open = new Set<number>()
  const state = { most, told: [] as (number | null)[], recovered: 0 }
  let next = 3
  const descriptors = reserveDescriptors({
    clock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    health: { report: (_code, count) => state.told.push(count) },
    recovered: () => state.recovered++,
    open() {
      if (open.size >= state.most) throw Object.assign(new Error('too many open files'), { code: 'EMFILE' })
      open.add(next)
      return next++
    },
    close: (descriptor) => void open.delete(descriptor),
  })
  return { clock, open, state, descriptors }
}

test('is taken at the start, let go when nothing else is left, and taken again', () => {
  const { clock, open, state } = office(100)
  const reserve = open.size
  expect([reserve > 10, state.told]).toEqual([true, []])
  state.most = reserve // a leak has the rest
  clock.advance(1000)
  expect([open.size, state.told]).toEqual([0, [0]])
  clock.advance(5000)
  expect([open.size, state.told, state.recovered]).toEqual([0, [0], 0])
  state.most = 100
  clock.advance(1000)
  expect([open.size, state.told, state.recovered]).toEqual([reserve, [0, null], 1])
})

test('whoever finds none has it let go at once; the second time there is nothing to gain', () => {
  const { open, state, descriptors } = office(100)
  expect([descriptors.lacking(), descriptors.lacking()]).toEqual([true, false])
  expect([open.size, state.told]).toEqual([0, [0]])
})

test('nothing is left after the end, and other errors are not taken for it', () => {
  const { clock, open, descriptors } = office(100)
  descriptors.release()
  expect([open.size, clock.timers]).toEqual([0, 0])
  expect([{ code: 'EMFILE' }, { code: 'ENFILE' }, { code: 'ENOENT' }, null].map(isOutOfDescriptors)).toEqual([
    true,
    true,
    false,
    false,
  ])
})
