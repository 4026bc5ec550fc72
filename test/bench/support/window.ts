// What a console would see of the host now: its calls and its line. Shut while the host is not there.

import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveSnapshot } from '../../../shared/domain/calls.ts'
import type { Client, HostProcess } from '../../support/hostProcess.ts'

const betweenMs = 50
/** What happened so shortly before the kill may not have reached the host any more. */
const edgeMs = 30

export class Window {
  private readonly host: HostProcess
  private client: Client | undefined
  /** When there was no host, performance.now(); the last end is open while there is none. */
  private readonly outages: { from: number; until: number }[] = []

  constructor(host: HostProcess) {
    this.host = host
  }

  /** Connects to the host of now. */
  async connect(): Promise<Client> {
    await this.host.signIn()
    this.client = await this.host.client()
    const outage = this.outages.at(-1)
    if (outage && outage.until === Number.POSITIVE_INFINITY) outage.until = performance.now()
    return this.client
  }
  /** The host is about to go. */
  shut(): void {
    this.client = undefined
    this.outages.push({ from: performance.now() - edgeMs, until: Number.POSITIVE_INFINITY })
  }
  /** Whether there was no host then. */
  wasShut(at: number | undefined): boolean {
    return at !== undefined && this.outages.some(({ from, until }) => at >= from && at <= until)
  }
  /** Resolves when there is a host. */
  async open(): Promise<void> {
    while (!this.client) await sleep(betweenMs)
  }

  /** A snapshot, or null where there is no host to ask. */
  async look(): Promise<LiveSnapshot | null> {
    const { client } = this
    if (!client) return null
    const gone = sleep(2_000).then(() => null) // a host that was killed answers nothing, ever
    return Promise.race([first(client), gone]).catch(() => null) // nor does one whose socket is closed
  }

  /** Whether a snapshot fits, sooner or later. */
  async until(fits: (seen: LiveSnapshot) => boolean, ms: number): Promise<boolean> {
    for (const deadline = performance.now() + ms; performance.now() < deadline; await sleep(betweenMs)) {
      const seen = await this.look()
      if (seen && fits(seen)) return true
    }
    return false
  }
}

async function first(client: Client): Promise<LiveSnapshot | null> {
  const stop = new AbortController()
  try {
    for await (const event of await client.live.feed({}, { signal: stop.signal }))
      if (event.type === 'snapshot') return event.snapshot
    return null
  } finally {
    stop.abort()
  }
}
