// Where a backend sends a caller: its word for an extension, operator, queue, mailbox, number or SIP address, and what that is here.
import { readDialled } from '../../../shared/domain/dialled.ts'
import type { OfficeConfig } from '../../../shared/domain/office.ts'
import { RemoteFailure } from './sound.ts'

export type RemoteTarget =
  | { kind: 'extension' | 'number'; number: string }
  | { kind: 'uri'; uri: string }
  | { kind: 'queue'; queueId: string }

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** An extension, queue, person, number or SIP URI by what it is called. Throws RemoteFailure. */
export function namedTarget(config: OfficeConfig, text: string): RemoteTarget {
  const name = text.trim()
  if (/^sips?:\S+$/i.test(name)) return { kind: 'uri', uri: name }
  if (/^queue:/.test(name)) return { kind: 'queue', queueId: queueNamed(config, name.slice('queue:'.length)) }
  if (config.extensions.has(name)) return { kind: 'extension', number: name }
  const extension = agentNamed(config, name)
  if (extension) return { kind: 'extension', number: extension }
  const queue = [...config.queues.values()].find((q) => q.id === name || same(q.name, name))
  if (queue) return { kind: 'queue', queueId: queue.id }
  const read = readDialled(name, config.settings.country)
  if (read.kind === 'number' && read.number.length >= 2) return { kind: 'number', number: read.number }
  throw new RemoteFailure('target', `nobody and nothing is called “${name.slice(0, 60)}”`)
}

/** The extension of an operator or phone by id, number or name; null when there is none. */
export function agentNamed(config: OfficeConfig, name: string): string | null {
  const operator = [...config.operators.values()].find((o) => o.id === name || o.extension === name || same(o.name, name))
  if (operator) return operator.extension
  return [...config.extensions.values()].find((e) => e.number === name || same(e.name, name))?.number ?? null
}

/** Throws RemoteFailure. */
export function queueNamed(config: OfficeConfig, name: string): string {
  const found = [...config.queues.values()].find((q) => q.id === name || same(q.name, name))
  if (!found) throw new RemoteFailure('target', `there is no queue “${name.slice(0, 60)}”`)
  return found.id
}

/** The mailbox of that id or name, or that of the extension. Throws RemoteFailure. */
export function mailboxNamed(config: OfficeConfig, name: string): string {
  const own = config.extensions.get(name)?.mailbox
  const found = [...config.mailboxes.values()].find(
    (m) => m.id === name || m.id === own || same(m.name, name) || m.extension === name,
  )
  if (!found) throw new RemoteFailure('target', `there is no mailbox “${name.slice(0, 60)}”`)
  return found.id
}
