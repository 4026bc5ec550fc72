// The end of the shift: operators are logged out at a time of day, or after so many hours without a call, where the office wants it.
import { nextWallTime } from '../../../shared/domain/schedule.ts'
import type { Timer } from '../ports.ts'
import type { OfficeContext, PbxContext } from '../session/context.ts'
import type { Operators } from './operators.ts'

const hourMs = 3_600_000

type ShiftsContext = {
  pbx: Pick<PbxContext, 'clock' | 'log'>
  office: Pick<OfficeContext, 'config'>
  operators: Pick<Operators, 'of' | 'logout'>
}

export class Shifts {
  private readonly context: ShiftsContext
  private end: Timer | null = null
  private readonly idle = new Map<string, Timer>()

  constructor(context: ShiftsContext) {
    this.context = context
  }

  /** Restarts the timers; called at the start and when the settings change. */
  arm(): void {
    const { clock } = this.context.pbx
    const { config } = this.context.office
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
    const hours = this.context.office.config.settings.idleLogoutHours
    if (!idle || !hours) return
    this.idle.set(
      id,
      this.context.pbx.clock.after(hours * hourMs, () => this.logout(id, 'idle')),
    )
  }

  private logout(id: string, why: 'shiftEnd' | 'idle'): void {
    const { operators, pbx } = this.context
    if (operators.of(id).queues.length === 0) return
    pbx.log.info('an operator was logged out', { operatorId: id, why })
    operators.logout(id)
  }

  stop(): void {
    this.end?.cancel()
    for (const timer of this.idle.values()) timer.cancel()
    this.idle.clear()
  }
}
