// Registrations of phones, on an application and socket of their own: on the main application a subscription to
// endpoints delivers every channel event twice.
//
// Not by device states: Asterisk 22.10 takes two locks in one order when a device changes, and in the other when the
// socket of a subscriber closes. A host that dies in a busy moment would wedge ARI for good (seen with a debugger:
// stasis_app_unregister → res_stasis_device_state against its callback → stasis_app_send → res_ari).

import { z } from 'zod'
import type { TelephonyEvent } from '../../engine/ports.ts'
import type { AriAccess } from './access.ts'
import { phoneOf } from './endpoints.ts'
import { EventSocket } from './eventSocket.ts'
import type { Frame } from './frames.ts'
import type { AriOperations } from './operations.ts'

const endpoints = z.array(
  z.object({ technology: z.string(), resource: z.string(), state: z.string().optional(), channel_ids: z.array(z.string()) }),
)

type Command = (doing: string, run: (operations: AriOperations) => PromiseLike<unknown>) => Promise<unknown>

/** Tells which phones are registered. */
export class Presence {
  private readonly app: string
  private readonly emit: (event: TelephonyEvent) => void
  private readonly command: Command
  private readonly socket: EventSocket
  private started = false
  /** Endpoints that were told of since the list was asked for: that is newer than the list. */
  private readonly newer = new Set<string>()

  constructor(access: AriAccess, emit: (event: TelephonyEvent) => void, command: Command) {
    this.app = `${access.app}-presence`
    this.emit = emit
    this.command = command
    this.socket = new EventSocket(access, this.app, {
      opened: () => this.opened(),
      frame: (frame) => this.onFrame(frame),
      lost: () => {}, // reconnected by itself; `opened` then tells what changed meanwhile
      failed: () => {},
      echo: (name) =>
        this.command('asking for an echo', (ari) => ari.events.userEvent({ eventName: name, application: this.app })),
      replaced: () => access.log?.warn('Another client took the presence application', { app: this.app }),
    })
  }

  start(): void {
    if (this.started) return
    this.started = true
    this.socket.connect()
  }

  close(): Promise<void> {
    return this.socket.close()
  }

  private async opened(): Promise<void> {
    const applicationName = this.app
    const wanted = { applicationName, filter: { allowed: [{ type: 'EndpointStateChange' }, { type: 'ChannelUserevent' }] } }
    await this.command('choosing endpoint events', (ari) => ari.applications.filter(wanted))
    await this.command('subscribing to endpoints', (ari) =>
      ari.applications.subscribe({ applicationName, eventSource: 'endpoint:PJSIP' }),
    )
    this.newer.clear()
    for (const { resource, state } of await listEndpoints(this.command))
      if (!this.newer.has(resource)) this.tell(resource, state === 'online')
  }

  private onFrame(frame: Frame): void {
    if (frame.type !== 'EndpointStateChange') return
    this.newer.add(frame.endpoint.resource)
    this.tell(frame.endpoint.resource, frame.endpoint.state === 'online')
  }

  // Told as it is, also when it is no news: the listener asks for the whole list by itself as well, and may know another past.
  private tell(endpoint: string, online: boolean): void {
    const device = phoneOf(endpoint)
    if (device) this.emit({ type: 'phone', device, online })
  }
}

/** All PJSIP endpoints with their state. */
export async function listEndpoints(command: Command): Promise<z.infer<typeof endpoints>> {
  return endpoints.parse(await command('listing endpoints', (ari) => ari.endpoints.listByTech({ tech: 'PJSIP' })))
}
