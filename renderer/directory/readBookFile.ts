// Asks the worker for what an address book holds.
import type { BookReply, BookTask } from './bookWorker.ts'

/** Rejects when the worker fails or is ended by the signal. */
export function readBookFile(task: BookTask, signal: AbortSignal): Promise<BookReply> {
  const worker = new Worker(new URL('./bookWorker.ts', import.meta.url), { type: 'module' })
  return new Promise<BookReply>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<BookReply>) => resolve(data)
    worker.onerror = (event) => reject(new Error(event.message))
    signal.addEventListener('abort', () => reject(signal.reason))
    worker.postMessage(task)
  }).finally(() => worker.terminate())
}
