// What nothing caught: logged, and the office is started anew in place, its calls taken up again. Electron's own answer is a modal
// window behind which everything stands still.
import { app } from 'electron'
import { rateLimited } from '../../host/rateLimited.ts'
import { faultCounter } from '../../host/restarts.ts'

export type FaultLog = (message: string, details: Record<string, unknown>) => void

type Faulty = {
  log: FaultLog
  /** The office is not to be trusted any more. */
  broken(): void
  /** Too many faults within a minute: the whole program is to start anew. */
  hopeless(): void
}

/** From now on no fault opens a window of Electron's. */
export function catchFaults({ log, broken, hopeless }: Faulty): void {
  const tooMany = faultCounter()
  process.on('uncaughtException', (error) => {
    log('fault', { code: 'UNCAUGHT', error: error instanceof Error ? error.stack : String(error) })
    if (tooMany()) hopeless()
    else broken()
  })
  // One broken promise must not end the calls of everyone else; it is a fault all the same, and said.
  const sayUnhandled = rateLimited((error) => log('unhandled', { code: 'UNHANDLED', error }))
  process.on('unhandledRejection', (error) => sayUnhandled(error instanceof Error ? (error.stack ?? '') : String(error)))
  // Chromium starts its helpers again by itself.
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (reason !== 'clean-exit') log('a helper process is gone', { code: 'CHILD_GONE', type, reason, exitCode, name })
  })
  // Started from a desktop there may be no terminal to write to.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
