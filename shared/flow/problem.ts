// What can be wrong with a flow.
import type { NodeType } from '../nodes/nodeType.ts'
import type { FlowNode } from './document.ts'

export type ProblemCode =
  | 'NOT_A_FLOW'
  | 'FROM_THE_FUTURE'
  | 'NO_START'
  | 'SEVERAL_STARTS'
  | 'DUPLICATE_ID'
  | 'UNKNOWN_TYPE'
  | 'BAD_CONFIG'
  | 'BAD_EDGE'
  | 'MISSING_EDGE'
  | 'SEVERAL_EDGES'
  | 'UNREACHABLE'
  | 'ENDLESS_LOOP'
  | 'UNKNOWN_REFERENCE'
  | 'TERMINAL_LEADS_ON'
  | 'ASYNC_NOT_WEBHOOK'
  | 'DUPLICATE_KEY'
  | 'NEVER_OPEN'
  | 'BAD_URL'
  | 'BAD_SOCKET'
  | 'TIMER_RANGE'
  | 'BAD_EXPRESSION'
  | 'NEVER_SET'
  | 'BAD_PATH'
  | 'BAD_POINTER'
  | 'SUBFLOW_CYCLE'
  | 'UNKNOWN_EXIT'
  | 'MISSING_EXIT'
  | 'PBX_LACKS'

/** What went wrong and where; `values` are what the sentence names, so that a console can say it in its own language. */
export type Problem = {
  code: ProblemCode
  severity: 'error' | 'warning'
  node?: string
  field?: string
  message: string
  values?: Record<string, string>
}

/** A node whose configuration is whole. */
export type Checked = { node: FlowNode; type: NodeType; config: Record<string, unknown> }
