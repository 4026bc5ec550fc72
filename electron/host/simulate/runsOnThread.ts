// Runs a flow's tests on a thread of its own, which is ended when they take too long.
import { Worker } from 'node:worker_threads'
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { RunResult } from '../../../shared/flow/run.ts'
import type { Clock, FlowSource, Timer } from '../../engine/ports.ts'
import type { RunsJob } from './runsWorker.ts'

/** A flow's tests may take so long, ms. */
const mostMs = 60_000

/** The office's flows, and which there are. */
export type ListedFlows = FlowSource & { list(): readonly { id: string }[] }

/** Rejects when they take too long, and with what the thread ended of. */
export async function runsOnThread(
  clock: Pick<Clock, 'after'>,
  document: FlowDocument,
  office: OfficeConfig | null,
  flows: ListedFlows | null,
): Promise<RunResult[]> {
  if (!document.runs?.length) return []
  const inForce = (flows?.list() ?? []).flatMap(({ id }) => {
    const published = flows?.published(id)
    return published ? [[id, published] as const] : []
  })
  const job: RunsJob = { document, office, flows: new Map(inForce) }
  const worker = new Worker(new URL('./runsWorker.ts', import.meta.url), { workerData: job })
  let timer: Timer | null = null
  try {
    return await new Promise<RunResult[]>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the thread ended')))
      timer = clock.after(mostMs, () => reject(new Error(`the flow's tests took more than ${mostMs} ms`)))
    })
  } finally {
    ;(timer as Timer | null)?.cancel()
    await worker.terminate()
  }
}
