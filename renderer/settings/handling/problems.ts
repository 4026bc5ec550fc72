// What is wrong with rules, beside the case that it is about.
import type { HandlingProblem } from '../../../shared/contract/base.ts'
import { type CallHandling, callHandling } from '../../../shared/domain/callHandling.ts'
import type { DialRefusal } from '../../../shared/domain/dial.ts'
import { text } from '../../lib/i18n/index.ts'
import { codeOf, dataOf } from '../../lib/rpc/index.ts'

/** A sentence for each case that has a problem; `findMe.0` for the first of the others that ring. */
export type Problems = Readonly<Record<string, string>>

/** What is not filled in yet. */
export function missingIn(rules: CallHandling): Problems {
  const read = callHandling.safeParse(rules)
  if (read.success) return {}
  const fieldOf = ([field, , at]: PropertyKey[]) => (field === 'findMe' ? `findMe.${String(at)}` : String(field))
  return Object.fromEntries(read.error.issues.map(({ path }) => [fieldOf(path), text.callHandling.problems.missing]))
}

type Refusal = { problem: HandlingProblem; field: string; chain: string[]; reason: DialRefusal }

/** What the host refused; null for an error that is not about the rules. */
export function refusedBy(error: unknown, nameOf: (extension: string) => string): Problems | null {
  if (codeOf(error) !== 'HANDLING') return null
  const { problem, field = '', chain = [], reason } = dataOf<Refusal>(error)
  if (problem === undefined) return null
  const words = text.callHandling.problems
  if (problem === 'loop') return { [field]: words.loop({ chain: chain.map(nameOf).join(' → ') }) }
  if (problem === 'refused') return { [field]: reason ? text.admin.outgoing.problems[reason] : words.gone }
  return { [field]: words[problem] }
}
