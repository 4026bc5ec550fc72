// A node type is what it says: whoever adds one is told of each part that is missing, and needs no other. Tried on a copy.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogueLanguages, type MessageTree } from '../../build/messages.ts'
import { root } from '../../build/paths.ts'
import { runProgram } from '../support/runner/program.ts'

const definition = `
import { z } from 'zod'
import { field, template, timer, variableName } from './field.ts'
import { nodeType } from './nodeType.ts'

export const chime = nodeType({
  schema: z.object({
    tune: z.enum(['bells', 'gong']).default('bells'),
    hook: template(z.string(), { format: 'http' }),
    queueForChime: field(z.string().min(1), { refers: 'queue' }),
    waitForChimeMs: timer(5000, 'input'),
    chimeVariable: variableName().default('chimed'),
    score: z.string().default(''),
  }),
  about: 'Rings a chime.',
  group: 'say',
  icon: 'volume',
  defaults: { hook: 'https://example.com/', queueForChime: 'main' },
  ports: () => [{ name: 'next' }],
  summary: (c, { option }) => option(c.tune),
  ownFields: ['score'],
})
`
const behaviour = `
import { behaviour, stateless } from './behaviour.ts'
export const chime = behaviour('chime', stateless, ({ config }) => (config.tune === 'gong' ? 'next' : 'next'))
`
const ownField = `
import { TextField } from '../inspector/fields.tsx'
export const chime = { score: () => <TextField name="score" /> }
`
const words = {
  types: { chime: 'Chime' },
  fields: { tune: 'Tune', hook: 'Hook', queueForChime: 'Queue', waitForChimeMs: 'Wait', chimeVariable: 'Into', score: 'Score' },
  options: { bells: 'bells', gong: 'gong' },
}

/** What a definition is not whole without. */
const parts = ['schema', 'about', 'group', 'icon', 'defaults', 'ports', 'summary'] as const
const without = (part: string) => definition.replace(new RegExp(`\\n {2}${part}:[\\s\\S]*?(?=\\n {2}\\w+:|\\n\\}\\))`), '')

const probe = `
import { nodeDocs } from './build/nodeDocs.ts'
import { nodeTypeOf } from './shared/nodes/index.ts'
import { validateFlow } from './shared/flow/validate.ts'
import { renamedVariable, variablesOfFlow } from './shared/flow/variables.ts'
const node = (id, type, config = {}) => ({ id, type, label: '', position: { x: 0, y: 0 }, config })
const config = { hook: 'ftp://{{who}}', queueForChime: 'gone', waitForChimeMs: 1, chimeVariable: 'rung' }
const flow = {
  schema: 1, id: 'f', name: 'F', notes: [], variables: [{ name: 'who', initial: '' }],
  nodes: [node('start', 'start'), node('chime', 'chime', config), node('end', 'hangup')],
  edges: [{ from: { node: 'start', port: 'next' }, to: 'chime' }, { from: { node: 'chime', port: 'next' }, to: 'end' }],
}
console.log(JSON.stringify({
  problems: validateFlow(flow, { queue: () => false }).map(({ code, field }) => code + ' ' + field).sort(),
  variables: variablesOfFlow(flow).filter(({ fixed }) => !fixed).map(({ name, setIn, readIn }) => [name, setIn, readIn]),
  renamed: renamedVariable(renamedVariable(flow, 'who', 'whom'), 'rung', 'rang').nodes[1].config,
  form: nodeTypeOf('chime').form.map(({ name, control }) => [name, control]),
  page: nodeDocs().get('docs/nodes/' + 'chime.md'),
}))
`

describe('a new node type', { timeout: 240_000 }, () => {
  let copy = ''
  const write = (path: string, text: string) => writeFileSync(join(copy, path), text)
  const change = (path: string, from: string, to: string) => {
    const before = readFileSync(join(copy, path), 'utf8')
    expect(before, path).toContain(from)
    write(path, before.replace(from, to))
  }
  /** Files with errors, and how many each has. */
  const errors = async (): Promise<Record<string, number>> => {
    const { output } = await runProgram('tsc', ['-p', join(copy, 'tsconfig.copy.json'), '--pretty', 'false'])
    const files = [...output.matchAll(/^(\S+)\(\d+,\d+\): error /gm)].map(([, path = '']) => path.slice(path.indexOf(copy) + 1))
    const named = files.map((path) => /(?:shared|electron|renderer)\/.*/.exec(path)?.[0] ?? path)
    return Object.fromEntries([...Map.groupBy(named, (path) => path)].map(([path, found]) => [path, found.length]))
  }

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'cordboard-node-'))
    for (const part of [
      'shared',
      'electron',
      'renderer',
      'build',
      'package.json',
      'tsconfig.base.json',
      'tsconfig.renderer.json',
    ])
      cpSync(join(root, part), join(copy, part), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    const include = [
      'shared/**/*.ts',
      'electron/engine/**/*.ts',
      'renderer/**/*.d.ts',
      'renderer/flows/**/*',
      'renderer/lib/i18n/*.ts',
    ]
    write('tsconfig.copy.json', JSON.stringify({ extends: './tsconfig.renderer.json', include }))
    write('shared/nodes/chime.ts', definition)
    change('shared/nodes/index.ts', 'import { answer }', "import { chime } from './chime.ts'\nimport { answer }")
    change('shared/nodes/index.ts', 'export const nodeTypes = {', 'export const nodeTypes = {\n  chime,')
  })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  test('does not compile while a part of it is missing', async () => {
    for (const part of parts) {
      expect(without(part), part).not.toBe(definition)
      write(`shared/nodes/without-${part}.ts`, without(part))
    }
    write(
      'electron/engine/nodes/another.ts',
      `import type { Behaviour } from './behaviour.ts'\nimport { hangup } from './simple.ts'\nexport const menu: Behaviour<'menu'> = hangup\n`,
    )
    const found = await errors()
    for (const part of parts) rmSync(join(copy, `shared/nodes/without-${part}.ts`))
    rmSync(join(copy, 'electron/engine/nodes/another.ts'))
    const definitions = parts.map((part) => [`shared/nodes/without-${part}.ts`, expect.any(Number)])
    expect(found).toEqual({
      ...Object.fromEntries(definitions),
      // The behaviour of another type is none.
      'electron/engine/nodes/another.ts': 1,
      // No behaviour, no own field in the form, no English words for type, fields and options.
      'electron/engine/nodes/index.ts': expect.any(Number),
      'renderer/flows/nodes/index.ts': 1,
      'renderer/flows/labels/labels.ts': 3,
    })
  })

  test('does not compile while one of the other languages lacks its words', async () => {
    write('electron/engine/nodes/chime.ts', behaviour)
    change(
      'electron/engine/nodes/index.ts',
      'import { callActions }',
      "import { chime } from './chime.ts'\nimport { callActions }",
    )
    change('electron/engine/nodes/index.ts', 'const behaviours = {', 'const behaviours = {\n    chime,')
    write('renderer/flows/nodes/chime.tsx', ownField)
    change('renderer/flows/nodes/index.ts', 'import { script }', "import { chime } from './chime.tsx'\nimport { script }")
    change('renderer/flows/nodes/index.ts', 'OwnFields = { script', 'OwnFields = { chime, script')
    addWords('en')
    expect(await errors()).toEqual({ 'renderer/lib/i18n/index.ts': catalogueLanguages().length - 1 })
  })

  test('compiles with all of them, and form, checks, variables and documentation know it', async () => {
    for (const language of catalogueLanguages()) addWords(language)
    expect(await errors()).toEqual({})
    write('probe.ts', probe)
    const { output } = await runProgram(process.execPath, [join(copy, 'probe.ts')])
    const { page, ...known } = JSON.parse(output.slice(output.indexOf('{'))) as Record<string, unknown>
    expect(known).toEqual({
      problems: ['BAD_URL hook', 'TIMER_RANGE waitForChimeMs', 'UNKNOWN_REFERENCE queueForChime'],
      variables: [
        ['rung', ['chime'], []],
        ['who', [], ['chime']],
      ],
      renamed: { hook: 'ftp://{{whom}}', queueForChime: 'gone', waitForChimeMs: 1, chimeVariable: 'rang' },
      form: [
        ['tune', 'choice'],
        ['hook', 'text'],
        ['queueForChime', 'queue'],
        ['waitForChimeMs', 'number'],
        ['chimeVariable', 'text'],
        ['score', 'text'],
      ],
    })
    expect(page).toContain('# Chime')
    expect(page).toContain('| Tune | `tune` | one of `bells`, `gong` | `bells` |')
  })

  function addWords(language: string) {
    const path = `renderer/lib/i18n/${language}/editor.json`
    const editor = JSON.parse(readFileSync(join(copy, path), 'utf8')) as { [part: string]: MessageTree }
    for (const [part, added] of Object.entries(words)) editor[part] = { ...editor[part], ...added }
    write(path, JSON.stringify(editor))
  }
})
