// What is registered as a telephone. ARI lists no addresses, but any channel can be asked for them; where a call has none yet, one is
// made that is never dialled.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Device, TelephonyError } from '../../engine/ports.ts'
import { ASKING, endpointOf, phoneName, registrationsIn } from './endpoints.ts'
import type { AriSession } from './session.ts'

/** Nobody waits longer to be rung, ms: all but one telephone would have rung by then. */
const LIMIT_MS = 500

const variable = z.object({ value: z.string() })

/** Tells who is registered as a telephone. */
export class AriRegistrations {
  private readonly session: AriSession
  private readonly app: string

  constructor(session: AriSession, app: string) {
    this.session = session
    this.app = app
  }

  /** Never rejects; empty when it cannot be told in time. */
  async of(device: Device, near: string | null): Promise<string[]> {
    const late = new AbortController()
    try {
      return await Promise.race([
        near === null ? this.byChannelOfItsOwn(device) : this.byChannel(device, near),
        sleep(LIMIT_MS, [], { signal: late.signal }),
      ])
    } catch {
      return [] // it rings as one telephone
    } finally {
      late.abort()
    }
  }

  /** That channel may be of somebody who has just vanished, and is to be rung again. */
  private async byChannel(device: Device, channelId: string): Promise<string[]> {
    try {
      return await this.ask(device, channelId)
    } catch (error) {
      if ((error as TelephonyError).code !== 'notFound') throw error
      return this.byChannelOfItsOwn(device)
    }
  }

  private async ask(device: Device, channelId: string): Promise<string[]> {
    const name = phoneName(device)
    const answer = await this.session.command(`asking who is ${name}`, [], (ari) =>
      ari.channels.getChannelVar({ channelId, variable: `PJSIP_DIAL_CONTACTS(${name})` }),
    )
    return registrationsIn(variable.parse(answer).value, device)
  }

  private async byChannelOfItsOwn(device: Device): Promise<string[]> {
    const channelId = `cb-a-${randomUUID()}`
    const { app } = this
    // A role: whatever a host that died left of it is removed as an undialled leg.
    const made = {
      channelId,
      endpoint: endpointOf({ kind: 'phone', ...device }),
      app,
      appArgs: ASKING,
      variables: { CB_ROLE: ASKING },
    }
    const doing = 'making a channel to ask by'
    await this.session.command(doing, [channelId], (ari) => ari.channels.create(made))
    try {
      return await this.ask(device, channelId)
    } finally {
      this.session
        .command(`removing ${channelId}`, [channelId], (ari) => ari.channels.hangup({ channelId, reason: 'normal' }))
        .catch(() => {}) // the next snapshot removes it
    }
  }
}
