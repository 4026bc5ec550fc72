import { expect, test } from 'vitest'
import { Lanes } from '../../../../../electron/adapters/ari/lanes.ts'

function deferred() {
  let resolve = () => {}
  let reject = (_: Error) => {}
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('work on one channel waits for earlier work on it, other channels do not', async () => {
  const lanes = new Lanes()
  const done: string[] = []
  const first = deferred()
  const running = [
    lanes.run(['a'], () => first.promise.then(() => void done.push('a1'))),
    lanes.run(['a', 'b'], async () => void done.push('a2')),
    lanes.run(['b'], async () => void done.push('b1')),
    lanes.run(['c'], async () => void done.push('c1')),
  ]
  await settled()
  expect(done).toEqual(['c1'])
  first.resolve()
  await Promise.all(running)
  expect(done).toEqual(['c1', 'a1', 'a2', 'b1'])
})

test('a failure is told to its own caller and does not hold up the lane', async () => {
  const lanes = new Lanes()
  const failing = lanes.run(['a'], () => Promise.reject(new Error('no')))
  const next = lanes.run(['a'], async () => 'yes')
  await expect(failing).rejects.toThrow('no')
  await expect(next).resolves.toBe('yes')
})
