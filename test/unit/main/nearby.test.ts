// Offices in the network, as the page on which one is chosen is told of them.
import { afterEach, expect, test, vi } from 'vitest'
import { nearbyOffices } from '../../../electron/desktop/main/nearby.ts'
import type { FoundOffice } from '../../../electron/host/discovery.ts'

const found = vi.hoisted(() => ({ tell: (_: FoundOffice[]) => {}, browsing: 0, failing: false }))
vi.mock('../../../electron/host/discovery.ts', () => ({
  browseOffices: (_log: unknown, changed: typeof found.tell) => {
    if (found.failing) throw new Error('no network at all')
    found.tell = changed
    found.browsing += 1
    return {
      close: async () => {
        found.browsing -= 1
      },
    }
  },
}))
vi.useFakeTimers()
afterEach(() => vi.advanceTimersByTimeAsync(60_000))

const office = { name: 'Praxis', address: 'https://192.0.2.7:7080', fingerprint: 'abcdef0123456789' }
const pinned = {
  id: 'p1',
  name: 'Praxis',
  address: 'https://192.0.2.99:7080',
  fingerprint: `AB:CD:EF:01:23:45:67:89${':00'.repeat(24)}`,
  key: '',
}

test('nothing is looked for before a page asks, nor once it has been gone for ten seconds', async () => {
  const nearby = nearbyOffices({ list: () => [] }, () => {})
  expect(found.browsing).toBe(0)
  expect(await nearby()).toEqual([])
  found.tell([office])
  await vi.advanceTimersByTimeAsync(9000)
  expect(await nearby()).toEqual([{ name: 'Praxis', address: office.address, joined: null }])
  expect(found.browsing).toBe(1)
  await vi.advanceTimersByTimeAsync(11_000)
  expect(found.browsing).toBe(0)
  expect(await nearby()).toEqual([])
  expect(found.browsing).toBe(1)
})

test('an office that was joined is known by its certificate, wherever it is now', async () => {
  const nearby = nearbyOffices({ list: () => [{ ...pinned, id: 'p0', fingerprint: '00:11' }, pinned] }, () => {})
  await nearby()
  found.tell([office])
  expect(await nearby()).toEqual([{ name: 'Praxis', address: office.address, joined: 'p1' }])
})

test('where it cannot be looked for, the page is told of none and the log why', async () => {
  found.failing = true
  const logged: unknown[] = []
  const nearby = nearbyOffices({ list: () => [] }, (...line) => void logged.push(line))
  expect([await nearby(), await nearby()]).toEqual([[], []])
  expect(logged).toEqual([['offices nearby cannot be looked for', { code: 'NEARBY', error: 'Error: no network at all' }]])
  found.failing = false
})
