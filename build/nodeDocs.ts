// `npm run docs:nodes`: a page for each node type (docs/nodes), from its definition in `shared/nodes` and the console’s English
// words. The pages are committed; a test compares them.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Control } from '../shared/nodes/field.ts'
import type { FormField } from '../shared/nodes/form.ts'
import { nodeTypeOf, nodeTypes } from '../shared/nodes/index.ts'
import type { NodeType } from '../shared/nodes/nodeType.ts'
import { helpFor } from './help.ts'
import { messagesOf, readCatalogue } from './messages.ts'
import { root } from './paths.ts'

const folder = 'docs/nodes'
const generated = '<!-- Written by `npm run docs:nodes` from shared/nodes; not to be edited. -->'

const kinds: { [C in Control]: string } = {
  text: 'text',
  number: 'number',
  switch: 'yes or no',
  choice: 'one of',
  numberChoice: 'one of',
  expression: 'expression',
  prompt: 'prompt',
  prompts: 'prompts',
  keys: 'keys',
  pairs: 'names with values',
  assignments: 'variables with expressions',
  readings: 'variables with JSON pointers',
  cases: 'ports with values',
  destination: 'extension, number or SIP address',
  destinations: 'extensions, numbers or SIP addresses',
  queue: 'queue',
  queues: 'queues',
  mailbox: 'mailbox',
  backend: 'backend',
  schedule: 'opening hours',
  timeZone: 'time zone',
  weekly: 'ranges of hours a weekday',
  holidays: 'dates with names',
  ownDays: 'dates with ranges of hours',
}

type Words = ReadonlyMap<string, string>

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
const cells = (...values: string[]): string => `| ${values.map((value) => value.replaceAll('|', '\\|')).join(' | ')} |`
const table = (head: string[], rows: string[]): string[] =>
  rows.length === 0 ? [] : [cells(...head), cells(...head.map(() => '---')), ...rows, '']

function kindOf({ name, control, options, meta }: FormField, type: NodeType): string {
  const holds = new Set(type.places.filter(({ path }) => path[0] === name).map((place) => place.meta.holds))
  const kind = control ? kinds[control] : meta.refers ? meta.refers : 'names'
  const words = options.length > 0 ? `${kind} ${options.map(code).join(', ')}` : kind
  return `${words}${holds.has('text') ? ', with `{{names}}`' : ''}${meta.holds === 'name' ? ': the name of a variable' : ''}`
}

function limitsOf({ control, min, max, meta }: FormField): string {
  if (control !== 'number') return ''
  if (min === undefined && max === undefined) return meta.unit ?? ''
  const range = min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : `${min} to ${max}`
  return meta.unit ? `${range} ${meta.unit}` : range
}

function defaultOf(field: FormField, type: NodeType): string {
  const initial = type.defaults[field.name]
  if (initial !== undefined) return `a new one: ${code(initial)}`
  if (field.otherwise === undefined) return field.optional ? 'none' : ''
  return field.otherwise === '' ? 'empty' : code(field.otherwise)
}

function settingsOf(name: string, type: NodeType, words: Words): string[] {
  const word = (field: string) => words.get(`editor.fields.${name}.${field}`) ?? words.get(`editor.fields.${field}`) ?? field
  const rows = type.form.map((field) => {
    const without = field.meta.without ? `Only without ${code(field.meta.without)}.` : ''
    const about = [field.meta.about ?? '', without].filter(Boolean).join(' ')
    const { name: key } = field
    return cells(word(key), code(key), kindOf(field, type), defaultOf(field, type), limitsOf(field), about)
  })
  const head = ['setting', 'key', 'value', 'default', 'limits', '']
  return rows.length === 0 ? ['It has no settings.', ''] : ['## Settings', '', ...table(head, rows)]
}

function portsOf(type: NodeType, words: Words): string[] {
  const ports = type.ports(type.schema.parse(type.defaults))
  if (ports.length === 0) return ['The flow ends here; only nodes that need no call can follow.', '']
  const rows = ports.map(({ name, optional }) => {
    const word = words.get(`editor.ports.${name}`) ?? ''
    return cells(code(name), word, optional ? 'the call ends' : 'an error')
  })
  return [
    '## Ports',
    '',
    'Those of a new one; some follow from the settings.',
    '',
    ...table(['port', 'in the console', 'without an edge'], rows),
  ]
}

function factsOf(type: NodeType): string[] {
  const sets = type.sets(type.schema.parse(type.defaults))
  const facts = [
    type.withoutCall ? 'It needs no call: it can run beside one (port `async`) and after it.' : '',
    type.waits && !type.terminal ? 'It waits, so that a loop through it ends when the caller does.' : '',
    type.sends ? 'Secrets of the office can stand in what it sends: `{{secret.name}}`.' : '',
    sets.length > 0 ? `A new one sets the variables ${sets.map(code).join(', ')}${type.setsMore ? ' and others' : ''}.` : '',
  ].filter(Boolean)
  return facts.length === 0 ? [] : [...facts.map((fact) => `- ${fact}`), '']
}

function pageOf(name: string, type: NodeType, words: Words): string {
  const title = words.get(`editor.types.${name}`) ?? name
  const lines = [
    `# ${title}`,
    generated,
    '',
    `${type.about} (Type ${code(name)}.)`,
    '',
    ...settingsOf(name, type, words),
    ...portsOf(type, words),
    ...factsOf(type),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function indexOf(names: readonly string[], words: Words): string {
  const rows = names.flatMap((name) => {
    const type = nodeTypeOf(name)
    if (!type) return []
    const group = words.get(`editor.groups.${type.group}`) ?? type.group
    return [cells(`[${words.get(`editor.types.${name}`) ?? name}](${name}.md)`, group, type.about)]
  })
  return [
    '# Node types',
    generated,
    '',
    'What a flow is made of: one page each, from the same definitions as the forms, the checks and the engine.',
    'A text *with `{{names}}`* has the values of variables in their places; an *expression* computes with them.',
    '',
    ...table(['node', 'group', 'what it does'], rows),
  ].join('\n')
}

/** Every page by its path in the repository. */
export function nodeDocs(): Map<string, string> {
  const words = messagesOf(readCatalogue('en'))
  const names = Object.keys(nodeTypes)
  const pages = names.flatMap((name): [string, string][] => {
    const type = nodeTypeOf(name)
    return type ? [[`${folder}/${name}.md`, pageOf(name, type, words)]] : []
  })
  return new Map([[`${folder}/README.md`, indexOf(names, words)], ...pages])
}

/** The pages that are there, by their path in the repository. */
export const pagesThere = (): string[] => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)

if (import.meta.main) {
  helpFor('npm run docs:nodes: writes docs/nodes, a page for each node type')
  const pages = nodeDocs()
  mkdirSync(join(root, folder), { recursive: true })
  for (const path of pagesThere()) if (!pages.has(path)) rmSync(join(root, path))
  for (const [path, content] of pages) writeFileSync(join(root, path), content)
}
