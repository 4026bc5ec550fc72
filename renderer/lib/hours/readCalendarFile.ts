// Asks the worker for what a calendar file holds.
import type { CalendarReply, CalendarTask } from './calendarWorker.ts'

/** After so long the worker is ended, ms. */
const mostMs = 20_000

/** Rejects when the worker fails; a file that takes too long is `tooSlow`. */
export function readCalendarFile(task: CalendarTask): Promise<CalendarReply> {
  const worker = new Worker(new URL('./calendarWorker.ts', import.meta.url), { type: 'module' })
  return new Promise<CalendarReply>((resolve, reject) => {
    const timer = setTimeout(() => resolve({ failure: 'tooSlow' }), mostMs)
    worker.onmessage = ({ data }: MessageEvent<CalendarReply>) => {
      clearTimeout(timer)
      resolve(data)
    }
    worker.onerror = (event) => reject(new Error(event.message))
    worker.postMessage(task)
  }).finally(() => worker.terminate())
}
