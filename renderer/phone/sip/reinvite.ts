// Re-INVITEs, one at a time, with the glare rule of RFC 3261 §14.1.
import type { Session, SessionInviteOptions } from 'sip.js'
import type { MediaHandler } from './mediaHandler.ts'

export type Renegotiation = { hold: boolean; iceRestart?: boolean }

/** A final answer other than 2xx. */
class ReinviteRefused extends Error {
  readonly status: number
  constructor(status: number) {
    super(`the exchange answered ${status} to a re-INVITE`)
    this.name = 'ReinviteRefused'
    this.status = status
  }
}

const patienceMs = 10_000
const attempts = 5

function once(session: Session, change: Renegotiation): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('408 no answer to a re-INVITE')), patienceMs)
    const settle = (run: () => void) => {
      clearTimeout(timer)
      run()
    }
    const handlerOptions = {
      hold: change.hold,
      constraints: { audio: true, video: false },
      ...(change.iceRestart ? { offerOptions: { iceRestart: true } } : {}),
    }
    const options: SessionInviteOptions = {
      sessionDescriptionHandlerOptions: handlerOptions,
      requestDelegate: {
        onAccept: () => settle(resolve),
        onReject: (response) => settle(() => reject(new ReinviteRefused(response.message.statusCode ?? 0))),
      },
    }
    session.invite(options).catch((error: unknown) => settle(() => reject(error)))
  })
}

/** The owner of the Call-ID waits 2.1–4 s after a 491, the other side 0–2 s. */
function glareMs(session: Session): number {
  const owner = 'cancel' in session
  return owner ? 2100 + Math.random() * 1900 : Math.random() * 2000
}

/** Offers again, with the direction and candidates asked for. Rejects with the status in the message when refused. */
export async function reinvite(session: Session, change: Renegotiation): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await once(session, change)
      keepOptions(session, change.hold)
      return
    } catch (error) {
      const glare = error instanceof ReinviteRefused ? error.status === 491 : (error as Error).name === 'RequestPendingError'
      if (!glare || attempt >= attempts) throw error
      await new Promise((resolve) => setTimeout(resolve, glareMs(session)))
    }
  }
}

/** An offer from the other side later must be answered in the state we are in, not with a restart of candidates. */
function keepOptions(session: Session, hold: boolean): void {
  const handler = session.sessionDescriptionHandler as MediaHandler | undefined
  if (handler) session.sessionDescriptionHandlerOptionsReInvite = { hold } as object
}
