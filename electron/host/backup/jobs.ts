// Runs one job on the backup's thread.
import { Worker } from 'node:worker_threads'
import type { BackupFailure } from '../../../shared/domain/backup.ts'
import type { BackupJob, BackupReply } from './worker.ts'

/** Why a job did not end well; `detail` is for the log. `stopped`: somebody stopped it. */
export class BackupError extends Error {
  readonly reason: BackupFailure | 'stopped'
  constructor(reason: BackupFailure | 'stopped', detail: string) {
    super(detail)
    this.name = 'BackupError'
    this.reason = reason
  }
}

type Result<J extends BackupJob> = Extract<BackupReply, { kind: { make: 'made'; open: 'opened'; local: 'copied' }[J['kind']] }>

/** Ends with the job's result; `told` gets shares of 1. An abort ends the thread, wherever it is. Throws BackupError. */
export async function runJob<J extends BackupJob>(
  job: J,
  told: (share: number) => void,
  signal: AbortSignal,
): Promise<Result<J>> {
  if (signal.aborted) throw new BackupError('stopped', 'it was stopped')
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: job })
  const stop = () => void worker.terminate()
  signal.addEventListener('abort', stop)
  try {
    return await new Promise<Result<J>>((resolve, reject) => {
      worker.on('message', (reply: BackupReply) => {
        if (reply.kind === 'progress') told(reply.share)
        else if (reply.kind === 'failed') reject(new BackupError(reply.reason, reply.detail))
        else resolve(reply as Result<J>)
      })
      worker.once('error', (error) => reject(new BackupError('unknown', String(error))))
      worker.once('exit', () => reject(new BackupError(signal.aborted ? 'stopped' : 'unknown', 'the thread ended')))
    })
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
