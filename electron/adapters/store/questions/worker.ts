// A thread that answers questions, one after the other. Its connection is read-only; a question ends early when its time is
// over or when whoever asked has gone.
import { parentPort, workerData } from 'node:worker_threads'
import type { BadRow } from '../badRows.ts'
import { StoreError } from '../errors.ts'
import { openAnswers, type QuestionName, type Questions } from './answers.ts'

export type ReaderData = { folder: string; cancelled: SharedArrayBuffer; budgetMs: number }
export type Question = { id: number; name: QuestionName; ask: Questions[QuestionName]['ask'] }
export type Reply =
  | { id: number; ok: true; answer: unknown }
  | { id: number; ok: false; code: string; message: string }
  /** Of no question: a row that cannot be read. */
  | { id: 0; bad: BadRow }
  /** Of no question: the thread runs. */
  | { id: 0; ready: true }

const { folder, cancelled, budgetMs } = workerData as ReaderData
const gone = new Int32Array(cancelled)
const answers = openAnswers(folder, (bad) => parentPort?.postMessage({ id: 0, bad } satisfies Reply))

function budgetOf(id: number) {
  const until = performance.now() + budgetMs
  return {
    over: () => {
      if (Atomics.load(gone, 0) === id) throw new StoreError('CONFLICT', 'Nobody waits for the answer any more.')
      return performance.now() > until
    },
  }
}

function reply({ id, name, ask }: Question): Reply {
  try {
    return { id, ok: true, answer: answers.answer(name, ask, budgetOf(id)) }
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown }
    return { id, ok: false, code: typeof code === 'string' ? code : 'UNKNOWN', message: String(message) }
  }
}

parentPort?.on('message', (question: Question) => parentPort?.postMessage(reply(question)))
parentPort?.postMessage({ id: 0, ready: true } satisfies Reply)
