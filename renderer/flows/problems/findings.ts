// What the validator found, in the reader's language.
import type { ExpressionReason } from '../../../shared/domain/expression.ts'
import { pbxAbility } from '../../../shared/domain/pbxAbility.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { Problem } from '../../../shared/flow/problem.ts'
import { nodeTypeOf } from '../../../shared/nodes/index.ts'
import { fieldProblems } from '../../lib/fieldProblems.ts'
import { say, text } from '../../lib/i18n/index.ts'
import { fieldName, portName } from '../labels/labels.ts'

/** The first field that does not fit, with what is wrong with it. */
function badConfig({ node: id, field = '', message }: Problem, document: Pick<FlowDocument, 'nodes'>): string {
  const node = document.nodes.find((each) => each.id === id)
  const type = node && nodeTypeOf(node.type)
  const name = field.split('.')[0] ?? ''
  const said = type ? fieldProblems(type.schema, node.config)[name] : undefined
  return said ? text.findings.BAD_CONFIG({ field: fieldName(name), sentence: said }) : message
}

/** Why an expression is not understood; undefined where this console has no words for the reason. */
function expressionFault({ reason = '', sign = '' }: NonNullable<Problem['values']>): string | undefined {
  const words = text.editor.completion.faults
  return Object.hasOwn(words, reason) ? say(words[reason as ExpressionReason], { sign }) : undefined
}

/** One sentence; findings this console has no words for are told as the host tells them. */
export function sentenceOf(problem: Problem, document: Pick<FlowDocument, 'nodes'>): string {
  const words = text.findings
  const { code, field = '', message, values = {} } = problem
  const { id = '', name = '', detail = '' } = values
  switch (code) {
    case 'NOT_A_FLOW':
      return field ? words.NOT_A_FLOW_FIELD({ field }) : words.NOT_A_FLOW
    case 'DUPLICATE_ID':
      return words.DUPLICATE_ID({ id })
    case 'UNKNOWN_TYPE':
      return words.UNKNOWN_TYPE({ type: values.type ?? '' })
    case 'BAD_CONFIG':
      return badConfig(problem, document)
    case 'BAD_EDGE':
      return values.port === undefined ? words.HANGING : words.BAD_EDGE({ port: portName(values.port) })
    case 'MISSING_EDGE':
    case 'SEVERAL_EDGES':
      return words[code]({ port: portName(field) })
    case 'UNKNOWN_REFERENCE':
      return words.UNKNOWN_REFERENCE({
        kind: (words.kinds as Partial<Record<string, string>>)[values.kind ?? ''] ?? values.kind ?? '',
        id,
      })
    case 'BAD_EXPRESSION':
      return words.BAD_EXPRESSION({ detail: expressionFault(values) ?? detail })
    case 'NEVER_SET':
    case 'UNKNOWN_EXIT':
    case 'MISSING_EXIT':
      return words[code]({ name })
    case 'PBX_LACKS': {
      const ability = pbxAbility.safeParse(values.ability)
      return ability.success ? words.lacks[ability.data] : message
    }
    case 'BAD_PATH':
      return problem.node === undefined ? words.BAD_PATH_GONE : words.BAD_PATH
    default:
      return Object.hasOwn(words, code) ? words[code] : message
  }
}
