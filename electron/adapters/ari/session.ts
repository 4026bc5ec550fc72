// One connection to one ARI: requests, the event socket, and what must not be lost between the two.

import { z } from 'zod'
import { type PbxInstance, TelephonyError, type TelephonyEvent } from '../../engine/ports.ts'
import type { AriAccess } from './access.ts'
import { type AriConnection, connectAri } from './client.ts'
import { telephonyError } from './errors.ts'
import { EventSocket } from './eventSocket.ts'
import type { Frame } from './frames.ts'
import { AriHttpError } from './http.ts'
import { KeyedQueue } from './keyedQueue.ts'
import type { AriOperations } from './operations.ts'
import { Presence } from './presence.ts'
import { Translator } from './translate.ts'

const asteriskInfo = z.object({
  system: z.object({ version: z.string(), entity_id: z.string() }),
  status: z.object({ startup_time: z.string() }),
})

/** If nobody asks for a snapshot after a connect, the events held back are told anyway after this time. */
const HOLD_LIMIT_MS = 2_000

export class AriSession {
  readonly translator = new Translator()
  connected = false
  private readonly access: AriAccess
  private readonly queue = new KeyedQueue()
  private readonly listeners = new Set<(event: TelephonyEvent) => void>()
  private readonly socket: EventSocket
  private readonly presence: Presence | undefined
  private connection: AriConnection | undefined
  private instance: PbxInstance | undefined
  /** Frames since the socket opened, while the engine reconciles; undefined when they pass. */
  private held: Frame[] | undefined
  private holdTimer: NodeJS.Timeout | undefined
  private waiting: { resolve: (instance: PbxInstance) => void; reject: (error: Error) => void } | undefined
  private closed = false
  /** So that hours without Asterisk are one line in the log. */
  private lastFailure = ''

  constructor(access: AriAccess) {
    this.access = access
    this.socket = new EventSocket(access, access.app, {
      opened: () => this.opened(),
      frame: (frame) => (this.held ? void this.held.push(frame) : this.pass(frame)),
      lost: (reason) => this.lost(reason),
      failed: (reason) => this.failed(reason),
      replaced: () => this.replaced(),
      echo: (name) =>
        this.command('asking for an echo', [], (ari) => ari.events.userEvent({ eventName: name, application: access.app })),
    })
    if (access.presence !== false)
      this.presence = new Presence(
        access,
        (event) => this.emit(event),
        (doing, run) => this.command(doing, [], run),
      )
  }

  /** Tells events; returns the way to stop. */
  onEvent(listener: (event: TelephonyEvent) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Resolves at the first connection; rejects with `refused` for a wrong password, keeps trying for everything else. */
  open(): Promise<PbxInstance> {
    if (this.instance && this.connected) return Promise.resolve(this.instance)
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject }
      this.socket.connect()
    })
  }

  async close(): Promise<void> {
    this.closed = true
    this.connected = false
    clearTimeout(this.holdTimer)
    this.held = undefined
    this.waiting?.reject(new TelephonyError('unavailable', 'connecting', 'closed'))
    this.waiting = undefined
    await Promise.all([this.socket.close(), this.presence?.close()])
    await this.connection?.close()
    this.connection = undefined
  }

  /** Runs one request after the earlier ones for the same `keys`; rejects with TelephonyError. */
  command(doing: string, keys: string[], run: (operations: AriOperations) => PromiseLike<unknown>): Promise<unknown> {
    return this.queue.run(keys, async () => {
      const operations = this.connection?.operations
      if (!operations) throw new TelephonyError('unavailable', doing, 'not connected to Asterisk')
      try {
        return await run(operations)
      } catch (error) {
        throw telephonyError(doing, error)
      }
    })
  }

  /** Which Asterisk this is; throws while there is none. */
  get identity(): PbxInstance {
    if (!this.instance) throw new TelephonyError('unavailable', 'identifying Asterisk', 'not connected to Asterisk')
    return this.instance
  }

  /** To be called when the engine has its snapshot: what happened meanwhile follows. `gone` ended while nobody listened. */
  reconciled(gone: string[]): void {
    for (const channelId of gone) {
      this.translator.forget(channelId)
      this.emit({ type: 'ended', channelId, cause: 16, sip: null })
    }
    // After the engine's own continuation of `await snapshot()`.
    setImmediate(() => this.release())
  }

  private async opened(): Promise<void> {
    this.held = []
    this.connection ??= await connectAri(this.access)
    const info = asteriskInfo.parse(await this.command('identifying Asterisk', [], (ari) => ari.asterisk.getInfo({})))
    await this.ownsApplication()
    if (this.closed) return
    const instance = { id: info.system.entity_id, startedAt: info.status.startup_time, version: info.system.version }
    if (this.instance && this.instance.startedAt !== instance.startedAt)
      for (const id of this.translator.known()) this.translator.forget(id)
    this.instance = instance
    this.connected = true
    this.lastFailure = ''
    this.holdTimer = setTimeout(() => this.release(), HOLD_LIMIT_MS)
    this.presence?.start()
    this.emit({ type: 'connected', instance })
    this.waiting?.resolve(instance)
    this.waiting = undefined
  }

  // The end of an earlier socket, noticed late, takes the application away from this one, which then hears nothing.
  private async ownsApplication(): Promise<void> {
    await this.command('looking for the application', [], (ari) => ari.applications.get({ applicationName: this.access.app }))
  }

  /** To be called when the application turns out not to exist: connects anew. */
  lostApplication(): void {
    this.socket.drop('Asterisk has forgotten the application')
  }

  private release(): void {
    clearTimeout(this.holdTimer)
    const frames = this.held ?? []
    this.held = undefined
    for (const frame of frames) this.pass(frame)
  }

  private pass(frame: Frame): void {
    for (const event of this.translator.translate(frame)) this.emit(event)
    const over = this.translator.refused(frame)
    if (over) void this.command(`ending ${over.channelId}`, [over.channelId], (ari) => ari.channels.hangup(over)).catch(() => {}) // ended by itself
  }

  private emit(event: TelephonyEvent): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(event)
      } catch (error) {
        this.access.log?.error('A listener of telephony events failed', {
          event: event.type,
          error: String((error as Error)?.stack ?? error),
        })
      }
    }
  }

  private lost(reason: string): void {
    const wasConnected = this.connected
    this.connected = false
    clearTimeout(this.holdTimer)
    this.held = undefined
    if (wasConnected) this.emit({ type: 'disconnected', reason })
    else this.failed(reason)
  }

  private failed(reason: string): void {
    if (this.lastFailure !== reason) this.access.log?.warn('Asterisk cannot be reached', { reason })
    this.lastFailure = reason
    if (!this.waiting || !/\b40[13]\b|not usable: .*40[13]/.test(reason)) return
    const { reject } = this.waiting
    this.waiting = undefined
    void this.socket.close()
    reject(telephonyError('connecting', new AriHttpError('status', 'Asterisk refuses the ARI user or password', 401)))
  }

  private replaced(): void {
    this.connected = false
    void this.presence?.close()
    this.emit({ type: 'replaced' })
  }
}
