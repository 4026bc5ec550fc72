// The entries of an iCalendar text with the line each begins on: ical.js reads one entry at a time, so that a broken one costs only
// itself, and a large file is never held as one tree.

/** One outermost entry of a calendar, its lines unfolded (RFC 5545, 3.1). */
export type CalendarEntry = { kind: string; line: number; lines: string[] }

/** What an event's days depend on; the rest (texts, people, attachments, alarms) is passed over. */
const relevant =
  /^(?:UID|DTSTART|DTEND|DURATION|RRULE|EXRULE|RDATE|EXDATE|RECURRENCE-ID|STATUS|SEQUENCE|SUMMARY|X-MICROSOFT-CDO-ALLDAYEVENT)[;:]/i

/** Logical lines with the number of the physical line each begins on. */
function* unfolded(text: string): Generator<{ line: number; content: string }> {
  let content = ''
  let first = 1
  let line = 0
  let start = 0
  while (start <= text.length) {
    const found = nextBreak(text, start)
    const physical = text.slice(start, found.end)
    start = found.next
    line += 1
    if (line > 1 && /^[ \t]/.test(physical)) {
      content += physical.slice(1)
      continue
    }
    if (content !== '') yield { line: first, content }
    content = physical
    first = line
  }
  if (content !== '') yield { line: first, content }
}

function nextBreak(text: string, from: number): { end: number; next: number } {
  const breaks = /\r\n|\n|\r/g
  breaks.lastIndex = from
  const found = breaks.exec(text)
  return found ? { end: found.index, next: found.index + found[0].length } : { end: text.length, next: text.length + 1 }
}

/** What programs write and ical.js takes for something else: rules in small letters, and dates that do not say they are. */
const mended = (content: string): string => {
  if (/^(?:RRULE|EXRULE)[;:]/i.test(content)) return content.toUpperCase().replace(/;+$/, '')
  return content.replace(/^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE):(?=\d{8}(?:,\d{8})*\s*$)/i, '$1;VALUE=DATE:')
}

/** Puts lines together to entries; an entry that was never closed ends with its calendar, or with the file. */
class EntryReader {
  readonly entries: CalendarEntry[] = []
  zone = ''
  /** What the sender wants done with the calendar (RFC 5546). */
  method = ''
  private readonly open: string[] = []
  private current: CalendarEntry | null = null

  add(line: number, content: string): void {
    const [, bound = '', name = ''] = /^(BEGIN|END):\s*([A-Z0-9-]+)\s*$/i.exec(content) ?? []
    const kind = name.toUpperCase()
    if (kind === 'VCALENDAR') this.close()
    else if (bound.toUpperCase() === 'BEGIN') this.begin(kind, line, content)
    else if (bound !== '') this.end(kind, content)
    else this.property(content)
  }

  close(): void {
    if (this.current) this.entries.push(this.current)
    this.current = null
    this.open.length = 0
  }

  private begin(kind: string, line: number, content: string): void {
    if (!this.current) this.current = { kind, line, lines: [] }
    else if (this.current.kind === 'VTIMEZONE') this.current.lines.push(content)
    this.open.push(kind)
  }

  private end(kind: string, content: string): void {
    if (this.open.at(-1) === kind) this.open.pop()
    if (this.open.length === 0) this.close()
    else if (this.current?.kind === 'VTIMEZONE') this.current.lines.push(content)
  }

  private property(content: string): void {
    const { current, open } = this
    if (!current) {
      if (/^X-WR-TIMEZONE[;:]/i.test(content)) this.zone = valueIn(content)
      if (/^METHOD[;:]/i.test(content)) this.method = valueIn(content).toUpperCase()
    } else if (current.kind === 'VTIMEZONE' || (open.length === 1 && relevant.test(content))) current.lines.push(mended(content))
  }
}

/** What stands behind the name of a property and its parameters, whose values may be quoted and hold a colon. */
export const valueIn = (content: string): string => {
  const [head = ''] = /^(?:[^:"]|"[^"]*"?)*/.exec(content) ?? []
  return content.slice(head.length + 1).trim()
}

/**
 * The events, time zones and other entries of a calendar text, the name of the zone it was written in (X-WR-TIMEZONE), and whether it
 * takes its events back (METHOD:CANCEL).
 */
export function calendarEntries(text: string): { entries: CalendarEntry[]; zone: string; cancels: boolean } {
  const reader = new EntryReader()
  for (const { line, content } of unfolded(text.replace(/^\uFEFF/, ''))) reader.add(line, content)
  reader.close()
  return { entries: reader.entries, zone: reader.zone, cancels: reader.method === 'CANCEL' }
}

/** An entry as iCalendar text again, its lines folded at 75 octets at most. */
export const entryText = ({ kind, lines }: CalendarEntry): string =>
  [`BEGIN:${kind}`, ...lines.map(folded), `END:${kind}`].join('\r\n')

const folded = (line: string): string => {
  // A character has at most three UTF-8 octets a UTF-16 unit.
  const most = /[^\u0020-\u007e]/.test(line) ? 24 : 72
  const parts = [...line].reduce<string[]>((all, char) => {
    const last = all.at(-1) ?? ''
    if (all.length === 0 || last.length + char.length > most) all.push(char)
    else all[all.length - 1] = last + char
    return all
  }, [])
  return parts.join('\r\n ')
}
