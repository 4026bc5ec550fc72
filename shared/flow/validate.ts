// The validation before publishing: every problem with its node, field and a sentence. Pure; the editor and the host run the same.
import { z } from 'zod'
import type { OfficeConfig } from '../domain/office.ts'
import type { PbxAbility } from '../domain/pbxAbility.ts'
import { secretName } from '../domain/secretReference.ts'
import { nodeTypeOf } from '../nodes/index.ts'
import type { Port, Reference } from '../nodes/nodeType.ts'
import { asyncPort, type FlowDocument, flowDocument, flowSchemaVersion } from './document.ts'
import type { Checked, Problem, ProblemCode } from './problem.ts'
import { checkLoops, checkReach } from './reach.ts'
import { secretsOf } from './secrets.ts'
import { type FlowShape, subflowProblems } from './subflows.ts'

/** Which ids exist in the office, and the shapes of its published flows; without it references are not checked. */
export type Known = { [K in Reference['kind']]?: (id: string) => boolean } & {
  shape?: (flowId: string) => FlowShape | null
  /** A secret that what a node sends may refer to. */
  secret?: (name: string) => boolean
  /** What the office’s Asterisk was found unable to do. */
  lacks?: (ability: PbxAbility) => boolean
}

/** What an office has, as the validator asks for it. */
export function knownOf(config: OfficeConfig): Known {
  return {
    queue: (id) => config.queues.has(id),
    mailbox: (id) => config.mailboxes.has(id),
    trunk: (id) => config.trunks.has(id),
    prompt: (id) => config.prompts.has(id),
    backend: (id) => config.backends.has(id),
    schedule: (id) => config.schedules.has(id),
  }
}

/** What every call has. */
export const builtInNames = ['call.from', 'call.fromName', 'call.to', 'call.id', 'call.startedAt', 'call.language', 'digits']
/** What the error path has besides. */
export const errorNames = ['error.code', 'error.message', 'error.node']

/** Reads a document from outside; the problems say why it is none. Never throws. */
export function readFlow(input: unknown): { document: FlowDocument | null; problems: Problem[] } {
  const version = z.object({ schema: z.number() }).safeParse(input)
  if (version.success && version.data.schema > flowSchemaVersion) {
    return {
      document: null,
      problems: [
        { code: 'FROM_THE_FUTURE', severity: 'error', message: 'This flow was made by a newer Cordboard. Update first.' },
      ],
    }
  }
  const read = flowDocument.safeParse(input)
  if (read.success) return { document: read.data, problems: [] }
  const problems = read.error.issues.slice(0, 20).map(
    (issue): Problem => ({
      code: 'NOT_A_FLOW',
      severity: 'error',
      field: issue.path.join('.'),
      message: `${issue.path.join('.') || 'The document'}: ${issue.message}.`,
    }),
  )
  return { document: null, problems }
}

/** All problems of a document, errors first. Linear in nodes + edges. */
export function validateFlow(input: unknown, known: Known = {}): Problem[] {
  const { document, problems } = readFlow(input)
  if (!document) return problems
  const checked = checkNodes(document, known, problems)
  const outgoing = checkEdges(document, checked, problems)
  checkStarts(document, problems)
  checkReach(document, checked, outgoing, problems)
  checkLoops(checked, outgoing, problems)
  checkVariables(document, checked, known, problems)
  checkAbilities(checked, known, problems)
  problems.push(...subflowProblems(document, known.shape ?? (() => null)))
  return problems.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
}

function checkNodes(document: FlowDocument, known: Known, problems: Problem[]): Map<string, Checked> {
  const checked = new Map<string, Checked>()
  const ids = new Set<string>()
  for (const node of document.nodes) {
    if (ids.has(node.id))
      problems.push({
        code: 'DUPLICATE_ID',
        severity: 'error',
        node: node.id,
        values: { id: node.id },
        message: `Two nodes have the id “${node.id}”.`,
      })
    ids.add(node.id)
    const type = nodeTypeOf(node.type)
    if (!type) {
      problems.push({
        code: 'UNKNOWN_TYPE',
        severity: 'error',
        node: node.id,
        values: { type: node.type },
        message: `There is no node of type “${node.type}”.`,
      })
      continue
    }
    const config = type.schema.safeParse(node.config)
    if (!config.success) {
      for (const issue of config.error.issues.slice(0, 10))
        problems.push({
          code: 'BAD_CONFIG',
          severity: 'error',
          node: node.id,
          field: issue.path.join('.'),
          message: `${issue.path.join('.') || node.type}: ${issue.message}.`,
        })
      continue
    }
    checked.set(node.id, { node, type, config: config.data })
    for (const finding of type.lint(config.data)) problems.push({ ...finding, code: finding.code as ProblemCode, node: node.id })
    for (const ref of type.references(config.data)) {
      if (known[ref.kind]?.(ref.id) === false)
        problems.push({
          code: 'UNKNOWN_REFERENCE',
          severity: 'error',
          node: node.id,
          field: ref.field,
          values: { kind: ref.kind, id: ref.id },
          message: `There is no ${ref.kind} “${ref.id}”.`,
        })
    }
  }
  return checked
}

const lacking: Record<PbxAbility, string> = {
  streams: 'The office’s Asterisk has no audio streams: this step always fails.',
  earlySound:
    'The office’s Asterisk passes nothing on before the answer: the caller hears it ring instead of what the far side says.',
}

/** What a step needs and this Asterisk cannot do; nothing where that is not known. */
function checkAbilities(checked: Map<string, Checked>, { lacks }: Known, problems: Problem[]): void {
  if (!lacks) return
  for (const [node, { type, config }] of checked)
    for (const { ability, essential } of type.needs?.(config) ?? [])
      if (lacks(ability))
        problems.push({
          ...{ code: 'PBX_LACKS', severity: essential ? 'error' : 'warning', node },
          ...{ values: { ability }, message: lacking[ability] },
        })
}

/** Ports by node → target ids; problems of edges and ports on the way. */
function checkEdges(
  document: FlowDocument,
  checked: Map<string, Checked>,
  problems: Problem[],
): Map<string, { port: string; to: string }[]> {
  const ids = new Set(document.nodes.map((n) => n.id))
  // Of each node once: it has an edge for each of them.
  const ports = new Map([...checked].map(([id, { type, config }]) => [id, type.terminal ? [] : type.ports(config)]))
  const outgoing = new Map<string, { port: string; to: string }[]>()
  for (const edge of document.edges) {
    const { node, port } = edge.from
    const from = checked.get(node)
    if (!ids.has(node) || !ids.has(edge.to)) {
      problems.push({
        code: 'BAD_EDGE',
        severity: 'error',
        node: ids.has(node) ? node : undefined,
        message: `An edge from “${node}” to “${edge.to}” hangs in the air.`,
      })
      continue
    }
    const list = outgoing.get(node) ?? outgoing.set(node, []).get(node) ?? []
    if (!from) {
      // Its own problem is told; what lies behind it is reached all the same.
      list.push({ port, to: edge.to })
      continue
    }
    const problem = edgeProblem(port, from, checked.get(edge.to), ports.get(node) ?? [], list)
    if (problem) problems.push(problem)
    if (problem?.code !== 'BAD_EDGE') list.push({ port, to: edge.to })
  }
  for (const { node } of checked.values())
    problems.push(...missingEdges(node.id, ports.get(node.id) ?? [], outgoing.get(node.id) ?? []))
  return outgoing
}

/** What is wrong with an edge that leaves a known node by a port; `others` are the edges before it. */
function edgeProblem(
  port: string,
  { node: { id: node }, type }: Checked,
  target: Checked | undefined,
  ports: readonly Port[],
  others: readonly { port: string }[],
): Problem | null {
  const problem = { severity: 'error', node, field: port } as const
  const leadsBeside = target?.type.withoutCall ?? false
  if (port === asyncPort) {
    if (!target || leadsBeside) return null
    return { ...problem, code: 'ASYNC_NOT_WEBHOOK', message: 'Only webhooks can run beside the call.' }
  }
  if (type.terminal)
    return leadsBeside
      ? null
      : { ...problem, code: 'TERMINAL_LEADS_ON', message: 'The call ends here; only webhooks can follow.' }
  if (!ports.some(({ name }) => name === port))
    return { ...problem, code: 'BAD_EDGE', values: { port }, message: `There is no way out called “${port}”.` }
  if (others.some((edge) => edge.port === port))
    return { ...problem, code: 'SEVERAL_EDGES', message: `Two edges leave by “${port}”.` }
  return null
}

/** The ports of a node that have to lead somewhere and do not. */
function missingEdges(node: string, ports: readonly Port[], used: readonly { port: string }[]): Problem[] {
  return ports
    .filter(({ name, optional }) => !optional && !used.some(({ port }) => port === name))
    .map(({ name }) => ({
      code: 'MISSING_EDGE',
      severity: 'error',
      node,
      field: name,
      message: `“${name}” leads nowhere yet.`,
    }))
}

function checkStarts(document: FlowDocument, problems: Problem[]): void {
  const starts = document.nodes.filter((n) => n.type === 'start')
  if (starts.length === 0) problems.push({ code: 'NO_START', severity: 'error', message: 'The flow has no Start.' })
  for (const extra of starts.slice(1))
    problems.push({ code: 'SEVERAL_STARTS', severity: 'error', node: extra.id, message: 'A flow has exactly one Start.' })
}

function checkVariables(document: FlowDocument, checked: Map<string, Checked>, known: Known, problems: Problem[]): void {
  const set = new Set([...builtInNames, ...(document.errorPath ? errorNames : []), ...document.variables.map((v) => v.name)])
  for (const { type, config } of checked.values()) for (const name of type.sets(config)) set.add(name)
  // What a script sets stands in its file only.
  const severity = [...checked.values()].some(({ type }) => type.setsMore) ? 'warning' : 'error'
  for (const { node, type, config } of checked.values())
    for (const name of new Set([...type.reads(config), ...secretsOf(node.config).map((secret) => `secret.${secret}`)]))
      if (!set.has(name) && !(type.sends && isSecret(known, name)))
        problems.push({
          code: 'NEVER_SET',
          severity,
          node: node.id,
          values: { name },
          message: `“${name}” is read here and set nowhere.`,
        })
}

function isSecret(known: Known, name: string): boolean {
  const secret = secretName(name)
  return secret !== null && (known.secret?.(secret) ?? true)
}
