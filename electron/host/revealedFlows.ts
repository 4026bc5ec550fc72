// Flows as calls walk them: references to secrets in headers are their values. Consoles, exports and the simulator never see these.
import type { FlowDocument } from '../../shared/flow/document.ts'
import { readsSecrets, withSecrets } from '../../shared/flow/secrets.ts'
import type { FlowSource } from '../engine/ports.ts'

/** Looked at once: documents of versions never change. */
const reading = new WeakMap<FlowDocument, boolean>()

/** `read` gives a secret's value, empty when there is none; it is asked each time, as secrets change. */
export function revealedFlows(flows: FlowSource, read: (name: string) => string): FlowSource {
  const reveal = (document: FlowDocument): FlowDocument => {
    const reads = reading.get(document) ?? readsSecrets(document)
    reading.set(document, reads)
    return reads ? withSecrets(document, read) : document
  }
  return {
    published(id) {
      const found = flows.published(id)
      return found && { ...found, document: reveal(found.document) }
    },
    version(id, version) {
      const found = flows.version(id, version)
      return found && reveal(found)
    },
    named: (name) => flows.named(name),
  }
}
