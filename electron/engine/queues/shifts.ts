// The end of the shift: operators are logged out at a time of day, or after so many hours without a call, where the office wants it.
import { nextWallTime } from '../../../shared/domain/schedule.ts'
import type { Timer } from '../ports.ts'
import type { Exchange } from '../session/exchange.ts'

const hourMs = 3_600_000

export class Shifts {
  private readonly exchange: Exchange
  private end: Timer | null = null
  private readonly idle = new Map<string, Timer>()

  constructor(exchange: Exchange) {
    this.exchange = exchange
  }

  /** Sets the clock anew; called at the start and when the settings change. */
  arm(): void {
    const { clock, config } = this.exchange
    this.end?.cancel()
    this.end = null
    const { shiftEnd, timeZone } = config.settings
    if (!shiftEnd) return
    this.end = clock.after(nextWallTime(shiftEnd, timeZone, clock.now()) - clock.now(), () => {
      for (const id of config.operators.keys()) this.logout(id, 'shiftEnd')
      this.arm()
    })
  }

  /** The operator did something, or their state changed: idleness counts from here. */
  seen(id: string, idle: boolean): void {
    this.idle.get(id)?.cancel()
    this.idle.delete(id)
    const hours = this.exchange.config.settings.idleLogoutHours
    if (!idle || !hours) return
    this.idle.set(
      id,
      this.exchange.clock.after(hours * hourMs, () => this.logout(id, 'idle')),
    )
  }

  private logout(id: string, why: 'shiftEnd' | 'idle'): void {
    const { operators, log } = this.exchange
    if (operators.record(id).queues.length === 0) return
    log.info('an operator was logged out', { operatorId: id, why })
    operators.logout(id)
  }

  stop(): void {
    this.end?.cancel()
    for (const timer of this.idle.values()) timer.cancel()
    this.idle.clear()
  }
}
