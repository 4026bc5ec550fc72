// A period's traffic as marks: how many came by, how wide each way is, how many gave up where.
import { type Overlay, type StepMark, type WayMark, wayOf } from '../overlay.ts'

export type Traffic = {
  calls: number
  gaveUp: number
  steps: readonly { node: string; calls: number; gaveUp: number }[]
  ways: readonly { node: string; port: string; calls: number }[]
}

/** The busiest way is the widest. */
export function heatOf({ steps, ways }: Traffic): Overlay {
  const most = Math.max(1, ...ways.map(({ calls }) => calls))
  return {
    shows: 'heat',
    steps: new Map(steps.map(({ node, calls, gaveUp }): [string, StepMark] => [node, { calls, gaveUp }])),
    ways: new Map(ways.map(({ calls, ...from }): [string, WayMark] => [wayOf(from), { calls, share: calls / most }])),
  }
}

export const percent = (part: number, whole: number): number => (whole > 0 ? Math.round((part / whole) * 100) : 0)
