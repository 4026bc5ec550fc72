// Flows as files: exported to look at, to keep and to bring to another office.
import { fromCallytics, toCallytics } from '../../shared/flow/callytics.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { stableFlow } from '../../shared/flow/stable.ts'
import { readFlow } from '../../shared/flow/validate.ts'
import { tell } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'

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
  if (report.length > 0) tell('warning', `${text.editor.carried(report.length)} ${report.slice(0, 8).join(' ')}`)
}

/** Largest file that is read, bytes. */
const mostBytes = 5_000_000

/** Reads a flow of ours or of Callytics. Throws with a sentence when it is none; the report says what was left behind. */
export async function importedFlow(file: File): Promise<{ document: FlowDocument; report: string[] }> {
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
  if (!document) throw new Error(problems[0]?.code === 'FROM_THE_FUTURE' ? problems[0].message : text.flows.notAFlow)
  return { document, report: [] }
}
