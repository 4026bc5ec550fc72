import { expect, it } from 'vitest'
import { BadRows } from '../../../../electron/adapters/store/badRows.ts'
import { DurableWrites } from '../../../../electron/adapters/store/durableWrites.ts'
import { StoreError } from '../../../../electron/adapters/store/errors.ts'
import { Health, watchMessages, watchPrompts, watchStore } from '../../../../electron/host/health.ts'
import { levelOf, watchSpace } from '../../../../electron/host/space.ts'
import { withoutFaults } from '../../../../electron/host/withoutFaults.ts'
import { traced } from '../../../support/trace.ts'
import { manualClock } from '../../store/support.ts'

const gibi = 1024 ** 3
const quiet = { info: () => {}, warn: () => {}, error: () => {} }

it.each([
  ['plenty', 100 * gibi, 500 * gibi],
  ['low', 1.5 * gibi, 500 * gibi],
  ['veryLow', 0.4 * gibi, 500 * gibi],
  ['reserve', 0.1 * gibi, 500 * gibi],
  // A small disk is not nearly full for being small.
  ['plenty', 0.5 * gibi, 1 * gibi],
  ['reserve', 0.02 * gibi, 1 * gibi],
] as const)('%s', (level, free, total) => expect(levelOf(free, total)).toBe(level))

it('the space is told as it changes, one level at a time, and recording stops at the reserve', async () => {
  const clock = manualClock()
  const health = new Health(clock)
  let free = 100 * gibi
  const levels: string[] = []
  const release = watchSpace({
    folder: '/',
    clock,
    log: quiet,
    health,
    changed: (level) => levels.push(level),
    space: async () => ({ free, total: 500 * gibi }),
  })
  const after = async (bytes: number) => {
    free = bytes
    clock.advance(5000)
    await Promise.resolve()
    await Promise.resolve()
    return health.problems.map(({ code }) => code)
  }
  await Promise.resolve()
  expect(await after(1 * gibi)).toEqual(['spaceLow'])
  expect(await after(0.3 * gibi)).toEqual(['spaceVeryLow'])
  expect(await after(0.05 * gibi)).toEqual(['spaceReserve'])
  expect(await after(90 * gibi)).toEqual([])
  expect(levels).toEqual(['low', 'veryLow', 'reserve', 'plenty'])
  release()
  expect(clock.timers).toBe(0)
})

it('a lock of a moment is nobody’s concern, a long one is; it goes by itself', () => {
  const clock = manualClock()
  const health = new Health(clock)
  const writes = new DurableWrites({ clock })
  const release = watchStore({ writes, badRows: new BadRows() }, health, clock)
  let locked = true
  const write = () =>
    writes.write(() => {
      if (locked) throw new StoreError('LOCKED', 'locked')
    })
  write()
  clock.advance(1500)
  expect(health.problems).toEqual([])
  locked = false
  clock.advance(3000)
  locked = true
  write()
  clock.advance(2500)
  expect(health.problems).toMatchObject([{ code: 'storeLocked', count: 1 }])
  locked = false
  clock.advance(3000)
  expect(health.problems).toEqual([])
  release()
})

it('a store that throws, or rejects, is answered for, and the log says what it was', async () => {
  const errors: unknown[] = []
  const store = {
    get: (): string | null => {
      throw new Error('damaged')
    },
    find: async (): Promise<string | null> => Promise.reject(new Error('damaged')),
    fine: () => 7,
  }
  const guarded = withoutFaults(
    store,
    'store',
    { get: () => null, find: () => null },
    { error: (_, fields) => errors.push(fields?.doing) },
  )
  expect([guarded.get(), await guarded.find(), guarded.fine()]).toEqual([null, null, 7])
  expect(errors).toEqual(['store.get', 'store.find'])
})

it('messages that cannot be recorded are told, by how many, until one is stored again', () => {
  const health = new Health(manualClock())
  const written: string[] = []
  const callLog = watchMessages({ trace: (event: { type: string }) => written.push(event.type) } as never, health)
  const failed = (mailbox?: string) => callLog.trace(traced('record.failed', { name: 'cb-v-1', ...(mailbox ? { mailbox } : {}) }))
  failed() // of a flow: the flow goes on by its own way
  expect(health.problems).toEqual([])
  failed('main')
  failed('main')
  expect(health.problems).toMatchObject([{ code: 'messagesFailing', count: 2 }])
  callLog.trace(traced('voicemail.stored', { mailbox: 'main', seconds: 5 }))
  expect([health.problems, written.length]).toEqual([[], 4])
})

it('or until why they failed is over', () => {
  const health = new Health(manualClock())
  const callLog = watchMessages({ trace: () => {} } as never, health)
  health.report('spaceReserve', 10)
  health.report('storeFull', 3)
  callLog.trace(traced('record.failed', { name: 'cb-v-1', mailbox: 'main' }))
  health.report('storeFull', null)
  expect(health.problems.map(({ code }) => code)).toEqual(['spaceReserve', 'messagesFailing'])
  health.report('spaceReserve', null)
  expect(health.problems).toEqual([])
})

it('prompts that cannot be played are told, each once, for an hour', () => {
  const health = new Health(manualClock())
  const callLog = watchPrompts({ trace: () => {} } as never, health)
  const replaced = (uri: string, at: number) =>
    callLog.trace({ ...traced('prompt.replaced', { media: [uri], instead: 'sound:beep' }), at })
  replaced('sound:a', 0)
  replaced('sound:a', 1000)
  replaced('sound:b', 1_800_000)
  expect(health.problems).toMatchObject([{ code: 'promptsFailing', count: 2 }])
  callLog.trace({ ...traced('prompt.started', { media: ['sound:c'] }), at: 3_700_000 })
  expect(health.problems).toMatchObject([{ code: 'promptsFailing', count: 1 }])
  callLog.trace({ ...traced('prompt.started', { media: ['sound:c'] }), at: 5_500_000 })
  expect(health.problems).toEqual([])
})
