// The thread on which a flow's tests run: each is a call through the whole engine, and the calls of people run on another.
import { parentPort, workerData } from 'node:worker_threads'
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { FlowSource } from '../../engine/ports.ts'
import { repeatRuns } from './runs.ts'

type Published = NonNullable<ReturnType<FlowSource['published']>>
/** `flows`: those in force, by their ids. */
export type RunsJob = { document: FlowDocument; office: OfficeConfig | null; flows: ReadonlyMap<string, Published> }

const { document, office, flows } = workerData as RunsJob
const source: FlowSource = {
  published: (id) => flows.get(id) ?? null,
  version: (id, version) => {
    const found = flows.get(id)
    return found?.version === version ? found.document : null
  },
  named: (name) => [...flows].find(([, { document: each }]) => each.name === name)?.[0] ?? null,
}
parentPort?.postMessage(await repeatRuns(document, office, source))
