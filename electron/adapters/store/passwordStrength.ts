// Whether a password can be guessed: against lists of common ones, names and words, by zxcvbn. The lists are loaded when a password is
// chosen, on a thread that ends with its answer.
import { Worker } from 'node:worker_threads'

/** Guesses that one must take, as a power of ten: with waits of a minute nobody makes as many. */
const leastGuesses = 7.5
const longestMs = 20_000

/** False for one that is easily guessed; `names` are the person's own. Rejects when it cannot be told. */
export function isStrong(password: string, names: readonly string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./passwordWorker.ts', import.meta.url), { workerData: { password, names } })
    const timer = setTimeout(() => void worker.terminate(), longestMs)
    worker.once('message', (guesses: number) => resolve(guesses >= leastGuesses))
    worker.once('error', reject)
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new Error('a password could not be judged'))
    })
  })
}
