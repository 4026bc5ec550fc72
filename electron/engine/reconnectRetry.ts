// A command that fails because Asterisk is out of reach waits for the connection and is given once more, so that an outage
// stretches a call instead of ending it. Commands that name what they make are never done twice: "exists already" is then success.
import { type Clock, type PbxInstance, type Telephony, TelephonyError } from './ports.ts'
import { HostStopping } from './session/callErrors.ts'

const commands = new Set<PropertyKey>([
  'answer',
  'ring',
  'openEarly',
  'hangup',
  'giveBack',
  'continueIn',
  'originate',
  'play',
  'stopPlayback',
  'startMusic',
  'stopMusic',
  'mute',
  'createBridge',
  'destroyBridge',
  'join',
  'leave',
  'startBridgeMusic',
  'stopBridgeMusic',
  'record',
  'stopRecording',
  'discardRecording',
  'pauseRecording',
  'snoop',
  'transferProgress',
  'setLamp',
  'setLoginLamp',
] satisfies (keyof Telephony)[])
const naming = new Set<PropertyKey>(['originate', 'play', 'createBridge', 'record', 'snoop'] satisfies (keyof Telephony)[])

/** What ends something is tried again in any case: nothing may outlive its call. */
const ending = new Set<PropertyKey>(['hangup', 'destroyBridge'] satisfies (keyof Telephony)[])

/** A request can fail a moment before the event socket is known to be gone, ms. */
const noticeMs = 500
/** After so long an outage the command fails after all, ms. */
const longestMs = 300_000

type Waiter = { go(): void; fail(error: Error): void }

export class ReconnectRetry {
  private readonly clock: Clock
  private readonly waiting = new Set<Waiter>()
  private connected = false
  private run = ''

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** The event socket is gone. */
  lost(): void {
    this.connected = false
  }
  /** The connection is back and the past reconciled. Another run of Asterisk knows nothing of what waits. */
  back(instance: PbxInstance): void {
    this.connected = true
    const run = `${instance.id} ${instance.startedAt}`
    const same = run === this.run
    this.run = run
    for (const waiter of [...this.waiting]) {
      if (same) waiter.go()
      else waiter.fail(new TelephonyError('unavailable', 'waiting for Asterisk', 'it was started anew'))
    }
  }
  stop(): void {
    for (const waiter of [...this.waiting]) waiter.fail(new HostStopping())
  }

  /** The telephony whose commands wait out an outage. */
  with(telephony: Telephony): Telephony {
    const made = new Map<PropertyKey, unknown>()
    return new Proxy(telephony, {
      get: (target, key) => {
        if (!commands.has(key)) return Reflect.get(target, key, target)
        let command = made.get(key)
        if (!command) {
          command = (...args: unknown[]) => this.give(target, key as keyof Telephony, args)
          made.set(key, command)
        }
        return command
      },
    })
  }

  private async give(target: Telephony, key: keyof Telephony, args: unknown[]): Promise<unknown> {
    const command = () => (target[key] as (...given: unknown[]) => Promise<unknown>)(...args)
    try {
      return await command()
    } catch (error) {
      if (!outOfReach(error)) throw error
      if (!(await this.outage()) && !ending.has(key)) throw error
      try {
        return await command()
      } catch (again) {
        if (naming.has(key) && again instanceof TelephonyError && again.code === 'conflict') return undefined
        throw again
      }
    }
  }

  /** Waits for the connection; false when there is no outage at all. */
  private async outage(): Promise<boolean> {
    if (this.connected) await this.pause(noticeMs)
    if (this.connected) return false
    await this.pause(longestMs)
    return true
  }

  /** Until the connection is back, at most `ms`; with a connection that stays, simply `ms`. */
  private pause(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        timer.cancel()
        this.waiting.delete(waiter)
        act()
      }
      const waiter: Waiter = { go: () => settle(resolve), fail: (error) => settle(() => reject(error)) }
      const timer = this.clock.after(ms, () => settle(resolve))
      this.waiting.add(waiter)
    })
  }
}

const outOfReach = (error: unknown): boolean =>
  error instanceof TelephonyError && (error.code === 'unavailable' || error.code === 'timeout')
