// Asks the worker for what a list of people holds.
import type { PeopleReply, PeopleTask } from './peopleWorker.ts'

/** Rejects when the worker fails or is ended by the signal. */
export function readPeopleFile(task: PeopleTask, signal: AbortSignal): Promise<PeopleReply> {
  const worker = new Worker(new URL('./peopleWorker.ts', import.meta.url), { type: 'module' })
  return new Promise<PeopleReply>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PeopleReply>) => resolve(data)
    worker.onerror = (event) => reject(new Error(event.message))
    signal.addEventListener('abort', () => reject(signal.reason))
    worker.postMessage(task)
  }).finally(() => worker.terminate())
}
