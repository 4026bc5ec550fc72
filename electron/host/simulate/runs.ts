// Kept runs: simulated calls that are made again on the flow as it is now.
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { type FlowTest, firstDifference, momentOf, type RunResult } from '../../../shared/flow/run.ts'
import type { FlowSource } from '../../engine/ports.ts'
import { SimulatedCall } from './call.ts'

/** Makes the flow's kept calls again, one after the other. */
export async function repeatRuns(
  document: FlowDocument,
  office: OfficeConfig | null = null,
  flows: FlowSource | null = null,
): Promise<RunResult[]> {
  const results: RunResult[] = []
  for (const run of document.runs ?? []) results.push(await repeatRun(run, document, office, flows))
  return results
}

async function repeatRun(
  run: FlowTest,
  document: FlowDocument,
  office: OfficeConfig | null,
  flows: FlowSource | null,
): Promise<RunResult> {
  const { id, name, start, outcome, path } = run
  if (momentOf(start) === null)
    return { id, name, passed: false, path: [], outcome: null, expected: start.at, came: `${start.at} ${start.timeZone}` }
  const call = new SimulatedCall({ document, start, office, flows })
  try {
    await call.begin()
    let onTheWay = true
    for (const step of run.steps) if (onTheWay) onTheWay = await call.repeat(step)
    // A run that was kept in the middle of the call is compared as far as it went.
    if (outcome !== null || !onTheWay) await call.runOut()
    const came = { path: call.path, outcome: outcome === null && onTheWay ? null : call.outcome }
    const difference = firstDifference({ path, outcome }, came)
    return { id, name, passed: difference === null, ...came, ...difference }
  } finally {
    await call.close()
  }
}
