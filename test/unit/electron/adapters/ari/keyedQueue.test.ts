import { expect, test } from 'vitest'
import { KeyedQueue } from '../../../../../electron/adapters/ari/keyedQueue.ts'

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
  const queue = new KeyedQueue()
  const done: string[] = []
  const first = deferred()
  const running = [
    queue.run(['a'], () => first.promise.then(() => void done.push('a1'))),
    queue.run(['a', 'b'], async () => void done.push('a2')),
    queue.run(['b'], async () => void done.push('b1')),
    queue.run(['c'], async () => void done.push('c1')),
  ]
  await settled()
  expect(done).toEqual(['c1'])
  first.resolve()
  await Promise.all(running)
  expect(done).toEqual(['c1', 'a1', 'a2', 'b1'])
})

test('a failure is told to its own caller and does not hold up those behind it', async () => {
  const queue = new KeyedQueue()
  const failing = queue.run(['a'], () => Promise.reject(new Error('no')))
  const next = queue.run(['a'], async () => 'yes')
  await expect(failing).rejects.toThrow('no')
  await expect(next).resolves.toBe('yes')
})
