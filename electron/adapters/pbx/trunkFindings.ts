// Trunks that the office’s Asterisk does not have.
import { type Trunk, usableOn } from '../../../shared/domain/trunk.ts'
import type { Finding } from './doctor.ts'

type Known = Pick<Trunk, 'name' | 'kind' | 'endpoint'>

/** `endpoints`: those of an Asterisk that others run; null of our own, or while it cannot be asked. Empty where nothing is wrong. */
export function trunkFindings(
  kind: 'managed' | 'external',
  trunks: readonly Known[],
  endpoints: ReadonlySet<string> | null,
): Finding[] {
  const elsewhere = trunks.filter((trunk) => !usableOn(trunk, kind))
  const gone = trunks.filter(
    (each) => kind === 'external' && each.kind === 'endpoint' && endpoints?.has(each.endpoint ?? '') === false,
  )
  return [
    ...trouble(
      'trunksUnusable',
      elsewhere.map(({ name }) => name),
      'not of this telephone system',
      'Change or remove them: Settings, Trunks.',
    ),
    ...trouble(
      'endpointsMissing',
      gone.map(({ endpoint }) => endpoint ?? ''),
      'not among its endpoints',
      'Choose another: Settings, Trunks.',
    ),
  ]
}

function trouble(id: Finding['id'], names: readonly string[], what: string, help: string): Finding[] {
  const list = names.join(', ')
  return names.length === 0 ? [] : [{ id, ok: false, detail: `${list}: ${what}`, help, facts: { list } }]
}
