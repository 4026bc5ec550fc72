// Flows as files: exported to look at, to keep and to bring to another office.
import { fromCallytics } from '../../../shared/callytics/fromCallytics.ts'
import { toCallytics } from '../../../shared/callytics/toCallytics.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { stableFlow } from '../../../shared/flow/stable.ts'
import { subflowProblems } from '../../../shared/flow/subflows.ts'
import { type Known, readFlow } from '../../../shared/flow/validate.ts'
import { tell } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { sentenceOf } from '../problems/findings.ts'

function download(name: string, ending: string, content: string): void {
  const blob = new Blob([content], { type: 'application/json' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.${ending}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

/** Saves a flow as `<name>.flow.json`, in a stable order and without secrets. */
export function exportFlow(flow: FlowDocument): void {
  download(flow.name, 'flow.json', stableFlow(flow))
}

/** Saves it as Callytics reads it; what it has no word for is told. */
export function exportCallytics(flow: FlowDocument): void {
  const { file, report } = toCallytics(flow)
  download(flow.name, 'callytics.json', `${JSON.stringify(file, null, 2)}\n`)
  if (report.length > 0) tell('warning', `${text.editor.carried({ count: report.length })} ${report.slice(0, 8).join(' ')}`)
}

const nothing = { nodes: [] }

/** Largest file that is read, bytes. */
const mostBytes = 5_000_000

/** What a file holds, and what of it could not be carried over, in sentences. */
export type Brought = { document: FlowDocument; report: string[] }

/** Reads a flow of ours or of Callytics for an office that has what `known` says, in the place of the flow `id` where there is one.
 * Throws with a sentence when it is none or would stand inside itself; the report says what was left behind. */
export async function importedFlow(file: File, known: Known = {}, id?: string): Promise<Brought> {
  if (file.size > mostBytes) throw new Error(text.problems.byCode.TOO_LARGE)
  let input: unknown
  try {
    input = JSON.parse(await file.text())
  } catch {
    throw new Error(text.flows.notAFlow)
  }
  const foreign = fromCallytics(input, file.name.replace(/\..*$/, ''))
  if (foreign) return foreign
  const { document, problems } = readFlow(input)
  if (!document) {
    const [problem] = problems
    const said = problem && sentenceOf(problem, nothing)
    throw new Error(problem?.code === 'FROM_THE_FUTURE' ? said : [text.flows.notAFlow, said].filter(Boolean).join(' '))
  }
  for (const placed of [document, { ...document, id: id ?? document.id }]) {
    const circle = subflowProblems(placed, known.shape ?? (() => null)).find(({ code }) => code === 'SUBFLOW_CYCLE')
    if (circle) throw new Error(sentenceOf(circle, placed))
  }
  return { document, report: [] }
}
