// Starts outgoing legs. A telephone's channel is created inside our application and dialled then: whoever picks up while no host
// listens is in Stasis already, and the next host finds them. (A channel that enters Stasis at the answer is hung up by Asterisk
// while the application has no socket.) A Local channel leads into the dialplan and is originated; so is
// a leg that becomes the caller of a call of its own and that nobody could go on with: a dialled channel stays in a bridge of
// Asterisk's, where it cannot be recorded.
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type Originate, TelephonyError } from '../../engine/ports.ts'
import { endpointOf } from './endpoints.ts'
import type { AriOperations } from './operations.ts'
import { createParameters, originateParameters } from './originate.ts'
import type { AriSession } from './session.ts'

const channelState = z.object({ state: z.string() })

const MOST_TRIES = 50
const BETWEEN_TRIES_MS = 10
/** How much longer than its ringing a leg may stay undialled, ms. */
const DIAL_GRACE_MS = 5_000

/** The outgoing legs whose request is under way. */
export class AriLegs {
  private readonly session: AriSession
  private readonly app: string
  /** Not in a snapshot yet, and yet not gone. */
  private readonly starting = new Set<string>()
  /** A create was sent; the dial has not been confirmed. */
  private readonly created = new Set<string>()

  constructor(session: AriSession, app: string) {
    this.session = session
    this.app = app
  }

  isStarting(channelId: string): boolean {
    return this.starting.has(channelId)
  }

  /** Rejects with TelephonyError; may be called again with the same id after an outage. */
  async start(request: Originate): Promise<void> {
    const { channelId, to, ownCall } = request
    const isTest = to.kind === 'testCaller'
    const { translator } = this.session
    if (!isTest) translator.expect(channelId)
    this.starting.add(channelId)
    try {
      if (isTest || ownCall) await this.originate(request)
      else await this.createAndDial(request)
    } catch (error) {
      if ((error as TelephonyError).code === 'timeout' && (await this.stateOf(channelId)) !== null) return this.expire(request)
      if (!outOfReach(error)) this.created.delete(channelId)
      translator.forget(channelId)
      throw error
    } finally {
      this.starting.delete(channelId)
    }
  }

  private async originate(request: Originate): Promise<void> {
    const parameters = originateParameters(request, this.app)
    await this.does(request, (ari) => ari.channels.originateWithId(parameters))
  }

  private async createAndDial(request: Originate): Promise<void> {
    const { channelId, originator } = request
    const again = this.created.has(channelId)
    this.created.add(channelId)
    await Promise.all([this.create(request, again), originator && this.mustExist(request, originator)])
    // Dialled by the attempt before: a second dial would end the channel.
    if (again && (await this.stateOf(channelId)) !== 'Down') return void this.created.delete(channelId)
    await this.dial(request)
    this.created.delete(channelId)
  }

  /** A channel that was just created may not have entered our application yet. */
  private async dial(request: Originate): Promise<void> {
    const { channelId, timeoutSeconds } = request
    for (let tries = 1; ; tries++) {
      try {
        await this.does(request, (ari) => ari.channels.dial({ channelId, timeout: timeoutSeconds }))
        return
      } catch (error) {
        if ((error as TelephonyError).code !== 'conflict' || tries === MOST_TRIES) throw error
        const state = await this.stateOf(channelId)
        if (state === null) throw error
        if (state !== 'Down') return
        await sleep(BETWEEN_TRIES_MS)
      }
    }
  }

  private async create(request: Originate, again: boolean): Promise<void> {
    const parameters = createParameters(request, this.app)
    try {
      await this.does(request, (ari) => ari.channels.create(parameters))
    } catch (error) {
      if (!(again && (error as TelephonyError).code === 'conflict')) throw error
    }
  }

  /** Nobody is rung for a caller who has hung up; create alone would not mind. The channel made meanwhile is removed. */
  private async mustExist(request: Originate, originator: string): Promise<void> {
    const { channelId, to } = request
    if ((await this.stateOf(originator)) !== null) return
    await this.session.command(`removing ${channelId}`, [channelId], (ari) =>
      ari.channels.hangup({ channelId, reason: 'normal' }),
    )
    throw new TelephonyError('notFound', `calling ${endpointOf(to)}`, 'the originator is gone')
  }

  /** Null when it is not there, or there is nobody to ask: whoever asks has an error to report. */
  private stateOf(channelId: string): Promise<string | null> {
    return this.session
      .command(`looking for ${channelId}`, [], (ari) => ari.channels.get({ channelId }))
      .then(
        (channel) => channelState.parse(channel).state,
        () => null,
      )
  }

  /** The dial was not confirmed: a channel that is still down when it should have stopped ringing was never dialled. */
  private expire({ channelId, timeoutSeconds }: Originate): void {
    this.created.delete(channelId)
    const end = async () => {
      if ((await this.stateOf(channelId)) !== 'Down') return
      await this.session.command(`removing ${channelId}`, [channelId], (ari) =>
        ari.channels.hangup({ channelId, reason: 'no_answer' }),
      )
    }
    setTimeout(() => void end().catch(() => {}), timeoutSeconds * 1000 + DIAL_GRACE_MS).unref() // gone meanwhile is as good
  }

  private does({ channelId, to }: Originate, run: (ari: AriOperations) => PromiseLike<unknown>): Promise<unknown> {
    return this.session.command(`calling ${endpointOf(to)}`, [channelId], run)
  }
}

const outOfReach = (error: unknown): boolean =>
  error instanceof TelephonyError && (error.code === 'timeout' || error.code === 'unavailable')
