// What the last calls went through, printed when a test with a real office fails: what happens once in fifty runs is seen the first time.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach } from 'vitest'
import { openOffices, type RealOffice } from '../office.ts'

const callsShown = 3
const logLines = 15

function callTraces({ data, calls, traceOf }: RealOffice): string {
  const lines = calls()
    .slice(0, callsShown)
    .flatMap(({ id, kind, from, to, outcome }) => [
      `${kind} ${id} from ${from} to ${to}: ${outcome}`,
      ...traceOf(id).map(
        ({ at, type, node, data = {} }) =>
          `  ${new Date(at).toISOString().slice(14)} ${node ?? ''} ${type} ${JSON.stringify(data)}`,
      ),
    ])
  return [...lines, ...lastWarnings(data)].join('\n')
}

function lastWarnings(data: string): string[] {
  try {
    const lines = readFileSync(join(data, 'host.log'), 'utf8').split('\n')
    return lines.filter((line) => /"level":[456]0/.test(line)).slice(-logLines)
  } catch {
    return []
  }
}

beforeEach(({ task, onTestFinished }) => {
  onTestFinished(() => {
    if (task.result?.state !== 'fail') return
    for (const office of openOffices) console.log(callTraces(office))
  })
})
