// Reads a calendar file beside the page's own thread, which has the telephone.
import { type CalendarFailure, mostCalendarBytes, type ReadCalendar } from '../../../shared/calendar/calendar.ts'
import { readCalendar } from '../../../shared/calendar/read.ts'
import { decodeText } from '../files/encoding.ts'

export type CalendarTask = { file: Blob; timeZone: string; today: string }
export type CalendarReply = { read: ReadCalendar } | { failure: CalendarFailure }

/** So long events are read, ms; the page ends the worker a little later. */
const budgetMs = 15_000

async function reply({ file, timeZone, today }: CalendarTask): Promise<CalendarReply> {
  if (file.size > mostCalendarBytes) return { failure: 'tooLarge' }
  const end = performance.now() + budgetMs
  const text = decodeText(new Uint8Array(await file.arrayBuffer()))
  if (!/^BEGIN:(?:VCALENDAR|VEVENT)\s*$/im.test(text)) return { failure: 'noCalendar' }
  return { read: readCalendar(text, { timeZone, today, expired: () => performance.now() > end }) }
}

self.onmessage = ({ data }: MessageEvent<CalendarTask>) => void reply(data).then((answer) => self.postMessage(answer))
