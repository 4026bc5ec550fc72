// How a command becomes a request: plain, "gone is as good", and "does it still run".

import { z } from 'zod'
import type { TelephonyError, TelephonyErrorCode } from '../../engine/ports.ts'
import type { AriOperations } from './operations.ts'
import type { AriSession } from './session.ts'

type Run = (ari: AriOperations) => PromiseLike<unknown>

const withState = z.object({ state: z.string() })

export class AriCommands {
  protected readonly session: AriSession

  constructor(session: AriSession) {
    this.session = session
  }

  protected async does(doing: string, keys: string[], run: Run): Promise<void> {
    await this.session.command(doing, keys, run)
  }

  /** As `does`, where "is not there" is what was wanted. */
  protected async ends(doing: string, keys: string[], run: Run, fine: TelephonyErrorCode[] = ['notFound']): Promise<void> {
    await this.does(doing, keys, run).catch((error: TelephonyError) => {
      if (!fine.includes(error.code)) throw error
    })
  }

  /** Whether something is there and in one of `states`. */
  protected async isRunning(doing: string, states: string[], run: Run): Promise<boolean> {
    try {
      return states.includes(withState.parse(await this.session.command(doing, [], run)).state)
    } catch (error) {
      if ((error as TelephonyError).code === 'notFound') return false
      throw error
    }
  }
}
