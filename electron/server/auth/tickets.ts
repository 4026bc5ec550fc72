// Tickets: a WebSocket cannot carry a header, so a signed-in page gets a word for one connection within 30 s.
import { randomBytes } from 'node:crypto'

export const ticketMs = 30_000
/** Of one host; a page asks for one a connection. */
const mostWaiting = 1000

/** `now` in epoch ms. */
export function tickets(now: () => number) {
  const waiting = new Map<string, { session: string; until: number }>()
  return {
    /** For the session whose token this is. */
    issue(session: string): string {
      for (const [ticket, { until }] of waiting) if (until <= now() || waiting.size > mostWaiting) waiting.delete(ticket)
      const ticket = randomBytes(24).toString('base64url')
      waiting.set(ticket, { session, until: now() + ticketMs })
      return ticket
    },
    /** The session's token, once; null for a ticket that is unknown, used or old. */
    redeem(ticket: string): string | null {
      const found = waiting.get(ticket)
      waiting.delete(ticket)
      return found && found.until > now() ? found.session : null
    },
  }
}

export type Tickets = ReturnType<typeof tickets>
