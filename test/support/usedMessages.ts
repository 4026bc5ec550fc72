// Which messages of the catalogue the console reads, from its sources: `text.common.save`, `words.save` after
// `const words = text.common`, and everything below a part that is handed on or read by a name known at run time only.
import { parseSync } from '@swc/core'
import type { Source } from '../arch/sources.ts'

type Node = { type?: string; [key: string]: unknown }
/** What a name stands for in a file: parts of the catalogue, as the keys that lead there. */
type Names = Map<string, string[][]>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null
const nodesIn = (value: unknown): Node[] => (Array.isArray(value) ? value.flatMap(nodesIn) : isNode(value) ? [value] : [])
const childrenOf = (node: Node): Node[] => Object.values(node).flatMap(nodesIn)

/** The name after a dot, or the string in brackets; undefined for what is known at run time only. */
function keyOf(node: Node): string | undefined {
  const named = node.type === 'Computed' ? (node.expression as Node) : node
  const known = named.type === 'StringLiteral' || (named === node && named.type === 'Identifier')
  return known ? String(named.value) : undefined
}

const inner = new Set(['TsNonNullExpression', 'ParenthesisExpression', 'TsAsExpression', 'TsConstAssertion'])

/** The parts of the catalogue that an expression is, when it is nothing else. */
function partsOf(node: Node | undefined, names: Names): string[][] {
  if (!node) return []
  if (node.type === 'Identifier') return names.get(String(node.value)) ?? []
  if (inner.has(node.type ?? '')) return partsOf(node.expression as Node, names)
  if (node.type === 'ConditionalExpression') {
    const sides = [node.consequent, node.alternate].map((each) => partsOf(each as Node, names))
    return sides.every((parts) => parts.length > 0) ? sides.flat() : []
  }
  if (node.type !== 'MemberExpression') return []
  const key = keyOf(node.property as Node)
  return key === undefined ? [] : partsOf(node.object as Node, names).map((part) => [...part, key])
}

/** Adds the names a declaration gives to parts of the catalogue; what it takes as a rest is read as a whole. */
function declare(pattern: Node, parts: string[][], names: Names, read: (part: string[]) => void): void {
  if (pattern.type === 'Identifier') names.set(String(pattern.value), [...(names.get(String(pattern.value)) ?? []), ...parts])
  for (const property of nodesIn(pattern.type === 'ObjectPattern' ? pattern.properties : [])) {
    const key = property.type === 'RestElement' ? undefined : keyOf(property.key as Node)
    if (key === undefined) parts.forEach(read)
    else
      declare(
        (property.type === 'KeyValuePatternProperty' ? property.value : property.key) as Node,
        parts.map((part) => [...part, key]),
        names,
        read,
      )
  }
}

function visit(node: Node, names: Names, read: (part: string[]) => void): void {
  if (node.type === 'ImportDeclaration' || node.type?.startsWith('TsType')) return
  if (node.type === 'VariableDeclarator') {
    const parts = partsOf(node.init as Node, names)
    if (parts.length > 0) {
      declare(node.id as Node, parts, names, read)
      return
    }
  }
  const parts = node.type === 'ConditionalExpression' ? [] : partsOf(node, names)
  if (parts.length > 0) parts.forEach(read)
  else for (const child of childrenOf(node)) visit(child, names, read)
}

/** The paths of the messages, of `all`, that no source reads. */
export function unusedMessages(all: Iterable<string>, sources: readonly Source[]): string[] {
  const used = new Set<string>()
  for (const { path, text } of sources) {
    if (!/\btext\b/.test(text)) continue
    const names: Names = new Map([['text', [[]]]])
    visit(parseSync(text, { syntax: 'typescript', tsx: path.endsWith('x') }) as unknown as Node, names, (part) => {
      // Past a message come the methods of its text: `.toLowerCase`.
      for (let length = part.length; length > 0; length -= 1)
        used.add(part.slice(0, length).join('.') + (length < part.length ? '!' : ''))
    })
  }
  return [...all].filter((path) => !isUsed(path, used))
}

/** A message is read itself, or a part above it as a whole, or something of its text. */
function isUsed(path: string, used: ReadonlySet<string>): boolean {
  if (used.has(`${path}!`)) return true
  const keys = path.split('.')
  return keys.some((_, at) => used.has(keys.slice(0, at + 1).join('.')))
}
