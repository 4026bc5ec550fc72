// The durable outbox: what a call wants to tell a server is on disk before the call goes on, and is sent until it arrives or
// three attempts have failed. A delivery is made at least once; its id travels in `X-Cordboard-Delivery`.
import type { Delivery, DeliveryRows } from '../../../shared/domain/deliveries.ts'
import type { Clock, Log, Outbox } from '../../engine/ports.ts'
import type { Networks, OwnPorts } from './addresses.ts'
import { DueQueue } from './dueQueue.ts'
import { noSecrets, type ReadSecret, secretValues } from './secretValues.ts'
import { httpSender, type Send, type Sent } from './send.ts'
import { signed } from './signing.ts'

export type WebhookOutbox = Outbox & {
  /** Sends it again, with all its attempts; false when there is none of that id, or it is on its way. */
  resend(id: string): boolean
  /** Ends what is being sent (it stays pending for the next start) and leaves no timer. */
  close(): Promise<void>
}

/** Pause before the second and the third attempt, ms. */
export const pauses = [5_000, 25_000] as const
/** A server that is busy may ask for a longer one (RFC 9110, 10.2.3), up to this, ms. */
export const longestPause = 3_600_000
/** Answers that say "not now": the same request may work later (RFC 9110, 15.5.9; RFC 8470, 5.2; RFC 6585, 4). */
const notNow: readonly number[] = [408, 425, 429]
const atOnce = 8

export type OutboxDeps = {
  rows: DeliveryRows
  clock: Clock
  log: Log
  /** What a delivery is signed with; null: it is not. */
  secretOf?(deliveryId: string): string | null
  /** What references in deliveries stand for. */
  readSecret?: ReadSecret
  networks?: Networks
  ownPorts?: OwnPorts
  /** Replaced in tests. */
  send?: Send
}

/** Starts the outbox; what was pending when the host stopped goes on. */
export function openOutbox(deps: OutboxDeps): WebhookOutbox {
  const sender = deps.send ? { send: deps.send, close: async () => {} } : httpSender(deps.clock, deps.networks, deps.ownPorts)
  // Each attempt is signed anew, as receivers refuse old timestamps.
  const send: Send = async (post, signal) => {
    const values = secretValues(post.nonce, deps.readSecret ?? noSecrets)
    const filled = values.request(post)
    const secret = deps.secretOf?.(post.id) ?? null
    const proof = secret === null ? {} : signed(secret, filled.body, deps.clock.now())
    const sent = await sender.send({ ...filled, headers: { ...filled.headers, ...proof } }, signal)
    return sent.result === 'answered' ? sent : { ...sent, error: values.hide(sent.error) }
  }
  const attempt = attempts(deps, send, (id, at) => worker.schedule(id, at))
  const worker = new DueQueue({ clock: deps.clock, log: deps.log, atOnce, what: 'webhook delivery', attempt })
  for (const row of deps.rows.pending()) worker.schedule(row.id, row.nextAt)
  return {
    post({ id, callId, url, headers, body, nonce }) {
      const now = deps.clock.now()
      const fresh = { attempts: 0, lastStatus: null, lastError: null, nextAt: now, createdAt: now }
      const row = { id, callId, url, headers, body, ...(nonce === undefined ? {} : { nonce }) }
      if (deps.rows.add({ ...row, status: 'pending', ...fresh })) worker.schedule(id, now)
    },
    resend(id) {
      const row = deps.rows.get(id)
      if (!row || row.status === 'pending') return false
      deps.rows.update(id, { status: 'pending', attempts: 0, nextAt: deps.clock.now() })
      worker.schedule(id, deps.clock.now())
      return true
    },
    async close() {
      await worker.close()
      await sender.close()
    },
  }
}

/** One attempt of the delivery of that id. */
function attempts({ rows, clock, log }: OutboxDeps, send: Send, schedule: (id: string, at: number) => void) {
  return async (id: string, signal: AbortSignal): Promise<void> => {
    const row = rows.get(id)
    if (row?.status !== 'pending') return
    const sent = await send(row, signal)
    if (signal.aborted && sent.result !== 'answered') return
    const attempts = row.attempts + 1
    const change = outcome(sent, attempts)
    const pause = pauses[attempts - 1]
    const now = clock.now()
    const nextAt = change.status === 'pending' && pause !== undefined ? now + Math.max(pause, askedPause(sent, now)) : row.nextAt
    rows.update(id, { ...change, attempts, nextAt })
    if (change.status === 'pending') schedule(id, nextAt)
    if (change.status === 'failed') log.warn('webhook given up', { id, callId: row.callId, attempts, ...change })
  }
}

function outcome(sent: Sent, attempts: number): Pick<Delivery, 'status' | 'lastStatus' | 'lastError'> {
  const again = attempts <= pauses.length ? 'pending' : 'failed'
  if (sent.result === 'impossible') return { status: 'failed', lastStatus: null, lastError: sent.error }
  if (sent.result === 'unreachable') return { status: again, lastStatus: null, lastError: sent.error }
  const { status } = sent
  if (status >= 200 && status < 300) return { status: 'delivered', lastStatus: status, lastError: null }
  const lastError = status >= 300 && status < 400 ? 'Redirects are not followed.' : `The server answered ${status}.`
  return { status: status >= 500 || notNow.includes(status) ? again : 'failed', lastStatus: status, lastError }
}

/** The pause that the server asks for by `Retry-After`, seconds or a date, ms; 0 where it asks for none. */
function askedPause(sent: Sent, now: number): number {
  const text = sent.result === 'answered' ? sent.retryAfter?.trim() : undefined
  if (!text) return 0
  const pause = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isFinite(pause) ? Math.min(Math.max(pause, 0), longestPause) : 0
}
