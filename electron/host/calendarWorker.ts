// The thread that reads a calendar's series.
import { parentPort, workerData } from 'node:worker_threads'
import { readCalendar } from '../../shared/calendar/read.ts'

/** `today`: the office's date, YYYY-MM-DD; `timeZone`: of the opening hours. */
export type CalendarJob = { series: string; timeZone: string; today: string }

const { series, timeZone, today } = workerData as CalendarJob
parentPort?.postMessage(readCalendar(series, { timeZone, today }).days)
