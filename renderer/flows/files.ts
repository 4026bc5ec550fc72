// Flows as files: exported to look at, to keep and to bring to another office.
import { type FlowDocument, flowDocument } from '../../shared/flow/document.ts'

/** Saves a flow as `<name>.flow.json`. */
export function exportFlow(document_: FlowDocument): void {
  const blob = new Blob([`${JSON.stringify(document_, null, 2)}\n`], { type: 'application/json' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `${document_.name.replace(/[^\p{L}\p{N}]+/gu, '-')}.flow.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

/** Reads a flow from a file, or null when it is none. The host validates what it means. */
export async function readFlow(file: File): Promise<FlowDocument | null> {
  try {
    const parsed = flowDocument.safeParse(JSON.parse(await file.text()))
    return parsed.success ? parsed.data : null
  } catch {
    // Not even JSON.
    return null
  }
}
