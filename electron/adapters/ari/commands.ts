// How a command becomes a request: plain, "gone is as good", and "does it still run".

import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { TelephonyError, TelephonyErrorCode } from '../../engine/ports.ts'
import type { AriOperations } from './operations.ts'
import type { AriSession } from './session.ts'

type Run = (ari: AriOperations) => PromiseLike<unknown>

const MOST_TRIES = 20
const BETWEEN_TRIES_MS = 50

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

  /** As `ends`, for a recording: one that has not begun yet cannot be ended (500), so it is asked again, for a second. */
  protected async endsRecording(doing: string, name: string, run: Run): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.ends(doing, [name], run)
      } catch (error) {
        if ((error as TelephonyError).code !== 'unavailable' || tries === MOST_TRIES || !this.session.connected) throw error
        await sleep(BETWEEN_TRIES_MS)
      }
    }
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
