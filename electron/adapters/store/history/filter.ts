// What the history is narrowed to, and the predicates that say whether one call fits.
import { type Expression, type ExpressionBuilder, sql as raw, type SqlBool } from 'kysely'
import type { CallFilter } from '../../../../shared/domain/callFilter.ts'
import type { Tables } from '../tables.ts'

/** `named` is part of `text`. */
export type FilterField = Exclude<keyof CallFilter, 'named'>

/** Digits of a number; what is typed with signs between them is the same number. */
export const digitsOf = (number: string): string => number.replace(/\D/g, '')

/** The digits to look for when the text may be a number; a national zero or an international `00` is not part of E.164. */
export function typedDigits(text: string): string[] {
  if (!/^[\d\s+()./-]+$/.test(text)) return []
  const digits = digitsOf(text)
  return [...new Set([digits, digits.replace(/^0{1,2}/, '')])].filter((each) => each !== '')
}

type Build = ExpressionBuilder<Tables, 'calls'>

const contains = (column: string, part: string) =>
  raw<SqlBool>`${raw.ref(column)} LIKE ${`%${part.replace(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\'`

/** The call has such an event of that extension's telephone; of those that ended, only the ones turned away count. */
const rang = (extension: string, types: string[]) => raw<SqlBool>`EXISTS (
  SELECT 1 FROM trace WHERE trace.call_id = calls.id AND trace.type IN (${raw.join(types)})
    AND json_extract(trace.data, '$.to') = ${extension}
    AND (trace.type <> 'leg.ended' OR json_extract(trace.data, '$.result') IN ('busy', 'rejected')))`

const came = (node: string) => raw<SqlBool>`EXISTS (
  SELECT 1 FROM trace WHERE trace.call_id = calls.id AND trace.type = 'node.entered' AND trace.node = ${node})`

/** The operator spoke in it, or it was given to them. */
const isOf = (operatorId: string) => raw<SqlBool>`EXISTS (
  SELECT 1 FROM call_operators WHERE operator_id = ${operatorId} AND call_operators.started_at = calls.started_at
    AND call_id = calls.id)`

const predicates: {
  [F in FilterField]: (q: Build, value: NonNullable<CallFilter[F]>, filter: CallFilter) => Expression<SqlBool>
} = {
  text: (q, text, { named = [] }) =>
    q.or([
      ...(named.length > 0 ? [q('from_number', 'in', [...named]), q('to_number', 'in', [...named])] : []),
      ...['from_number', 'from_name', 'to_number', 'disposition', 'note'].map((column) => contains(column, text)),
      ...typedDigits(text).flatMap((digits) => [contains('from_number', digits), contains('to_number', digits)]),
    ]),
  number: (q, number) => {
    const forms = [...new Set([number, digitsOf(number), `+${digitsOf(number)}`])]
    return q.or([q('from_number', 'in', forms), q('to_number', 'in', forms)])
  },
  queueId: (q, id) => q('queue_id', '=', id),
  operatorId: (_q, id) => isOf(id),
  outcome: (q, outcome) => q('outcome', '=', outcome),
  direction: (q, direction) => q('kind', direction === 'out' ? 'in' : 'not in', ['phone', 'return']),
  from: (q, at) => q('started_at', '>=', at),
  until: (q, at) => q('started_at', '<', at),
  minTalkMs: (q, ms) => q('talk_ms', '>=', ms),
  maxTalkMs: (q, ms) => q('talk_ms', '<', ms),
  missedBy: (q, extension) =>
    q.and([rang(extension, ['leg.ringing']), q.not(rang(extension, ['leg.answered', 'leg.cancelled', 'leg.ended']))]),
  flowId: (q, id) => q('flow_id', '=', id),
  node: (_q, node) => came(node),
  seenBy: (q, { operatorId, extension, queueIds }) =>
    q.or([
      isOf(operatorId ?? ''),
      q('queue_id', 'in', queueIds.length > 0 ? [...queueIds] : ['']),
      q('from_number', '=', extension ?? '\u0000'),
      q('to_number', '=', extension ?? '\u0000'),
    ]),
}

const setFields = (filter: CallFilter): FilterField[] =>
  (Object.keys(predicates) as FilterField[]).filter((field) => filter[field] !== undefined && filter[field] !== '')

/** The fields of the filter besides `done`. What rang at one's own telephone is asked for by `missedBy`. */
export function otherFields(filter: CallFilter, done: readonly FilterField[]): FilterField[] {
  const ownMissed = filter.missedBy !== undefined && filter.missedBy === filter.seenBy?.extension
  return setFields(filter).filter((field) => !done.includes(field) && !(ownMissed && field === 'seenBy'))
}

/** Whether a call fits these fields of the filter. */
export const fits =
  (filter: CallFilter, fields: readonly FilterField[]) =>
  (q: Build): Expression<SqlBool> =>
    q.and(
      fields.map((field) =>
        (predicates[field] as (q: Build, value: unknown, filter: CallFilter) => Expression<SqlBool>)(q, filter[field], filter),
      ),
    )
