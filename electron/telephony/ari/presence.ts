// Device states and registrations, on an application and socket of their own: on the main application such
// subscriptions deliver every channel event twice, and are lost with the socket.

import { z } from 'zod'
import type { TelephonyEvent } from '../../engine/ports.ts'
import type { AriAccess } from './access.ts'
import { EventSocket } from './eventSocket.ts'
import type { Frame } from './frames.ts'
import type { AriOperations } from './operations.ts'
import { deviceEvent } from './translate.ts'

const endpoints = z.array(
  z.object({ technology: z.string(), resource: z.string(), state: z.string().optional(), channel_ids: z.array(z.string()) }),
)

type Command = (doing: string, run: (operations: AriOperations) => PromiseLike<unknown>) => Promise<unknown>

export class Presence {
  private readonly app: string
  private readonly emit: (event: TelephonyEvent) => void
  private readonly command: Command
  private readonly socket: EventSocket
  private readonly online = new Map<string, boolean>()
  private started = false

  constructor(access: AriAccess, emit: (event: TelephonyEvent) => void, command: Command) {
    this.app = `${access.app}-presence`
    this.emit = emit
    this.command = command
    this.socket = new EventSocket(access, this.app, {
      opened: () => this.opened(),
      frame: (frame) => this.onFrame(frame),
      lost: () => {}, // reconnected by itself; `opened` then tells what changed meanwhile
      failed: () => {},
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
    // An empty name means all devices.
    const subscription = { applicationName: this.app, eventSource: 'deviceState:' }
    await this.command('subscribing to device states', (ari) => ari.applications.subscribe(subscription))
    for (const { resource, state, channel_ids: channels } of await listEndpoints(this.command)) {
      const device = state !== 'online' ? 'unavailable' : channels.length > 0 ? 'inUse' : 'idle'
      this.tell(resource, device)
    }
  }

  private onFrame(frame: Frame): void {
    if (frame.type !== 'DeviceStateChanged') return
    const event = deviceEvent(frame.device_state.name, frame.device_state.state)
    if (event) this.tell(event.endpoint, event.state)
  }

  private tell(endpoint: string, state: Extract<TelephonyEvent, { type: 'device' }>['state']): void {
    const online = state !== 'unavailable'
    if ((this.online.get(endpoint) ?? false) !== online) {
      this.online.set(endpoint, online)
      this.emit({ type: 'endpoint', endpoint, online })
    }
    this.emit({ type: 'device', endpoint, state })
  }
}

/** All PJSIP endpoints with their state. */
export async function listEndpoints(command: Command): Promise<z.infer<typeof endpoints>> {
  return endpoints.parse(await command('listing endpoints', (ari) => ari.endpoints.listByTech({ tech: 'PJSIP' })))
}
