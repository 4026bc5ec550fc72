// Every node type: its defaults can be run, and its ports, summary and lint answer for any configuration its schema takes.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messagesOf, readCatalogue } from '../../../build/messages.ts'
import { asyncPort } from '../../../shared/flow/document.ts'
import { nodeTypeOf, nodeTypes } from '../../../shared/nodes/index.ts'
import { idsOnly, type NodeType } from '../../../shared/nodes/nodeType.ts'

const types = Object.keys(nodeTypes).map((name): [string, NodeType] => [name, nodeTypeOf(name) as NodeType])

const words = messagesOf(readCatalogue('en'))

/** Whatever else the type says of a configuration; nothing of it may throw. */
function everythingOf(type: NodeType, config: Record<string, unknown>) {
  return {
    ports: type.ports(config),
    summary: type.summary(config, idsOnly),
    references: type.references(config),
    reads: type.reads(config),
    sets: type.sets(config),
    findings: type.lint(config),
  }
}

describe.each(types)('%s', (name, type) => {
  const config = type.schema.parse(type.defaults)
  test('a new one is whole, and only lacks what nobody can know', () => {
    const { findings, sets } = everythingOf(type, config)
    expect(findings.map(({ code }) => code)).toEqual(
      name === 'streamAudio'
        ? ['BAD_SOCKET']
        : ['webhook', 'httpRequest', 'stepProvider', 'callActions'].includes(name)
          ? ['BAD_URL']
          : [],
    )
    for (const variable of sets) expect(variable).toMatch(/^[A-Za-z_][\w.]*$/)
  })
  test('its form has each field of its schema once, each with a control or a component of the type’s own', () => {
    expect(type.form.map((field) => field.name)).toEqual(Object.keys(type.schema.shape))
    const lacking = type.form.filter(
      ({ name: field, control, meta }) =>
        control === null && !type.ownFields?.includes(field) && !type.form.some((other) => other.name === meta.editedWith),
    )
    expect(lacking.map((field) => field.name)).toEqual([])
  })
  test('its numbers have the limits of the schema or of the check before publishing, and just beyond them is an error', () => {
    for (const { name: field, min, max, control } of type.form) {
      if (control !== 'number') continue
      expect(min, field).toBeDefined()
      const isWrong = (value: number) => {
        const changed = type.schema.safeParse({ ...config, [field]: value })
        return !changed.success || type.lint(changed.data).some((finding) => finding.field === field)
      }
      const beyond = [...(min === undefined ? [] : [min - 1]), ...(max === undefined ? [] : [max + 1])]
      const within = [min, max].filter((each) => each !== undefined)
      expect(beyond.map(isWrong), field).toEqual(beyond.map(() => true))
      expect(within.map(isWrong), field).toEqual(within.map(() => false))
    }
  })
  test('its fields show the default of the schema, within its limits', () => {
    for (const { name: field, control, otherwise, min, max, options } of type.form) {
      const { [field]: configured } = config
      if (control === 'number' && typeof otherwise === 'number') {
        expect(configured).toBe(otherwise)
        expect([min ?? otherwise, otherwise, max ?? otherwise].toSorted((a, b) => a - b)[1]).toBe(otherwise)
      }
      if (control === 'switch') expect(configured).toBe(otherwise)
      if (control === 'choice' || control === 'numberChoice') {
        expect(configured).toBe(otherwise)
        // The first one stands in the form where nothing is configured.
        expect(options[0]).toBe(otherwise)
      }
    }
  })
  test('the console has a word for each of its ports that no configuration names', () => {
    const named = JSON.stringify(type.defaults)
    const own = type.ports(config).filter((port) => !named.includes(`"${port.name}"`))
    expect(own.filter((port) => !words.has(`editor.ports.${port.name}`))).toEqual([])
  })
  test('a configuration that was checked once is not changed by being checked again', () => {
    expect(type.schema.parse(config)).toEqual(config)
  })
  test('what ends the flow has no way out, everything else has one', () => {
    expect(type.ports(config).length === 0).toBe(type.terminal ?? false)
  })
  test('any configuration its schema takes has ports with names of their own and one line of summary', () => {
    const defaults = Object.entries(type.defaults)
    const value = (sample: unknown) =>
      fc.oneof(
        fc.constant(sample),
        fc.jsonValue(),
        fc.constantFrom<unknown>('', '1', 0, 1, 30, true, [], ['1', '2', '1'], "a == 'b'", '{{x}}', 'https://example.com/{{x}}'),
        fc.constant([
          { port: 'otherwise', equals: '1' },
          { port: 'a', equals: '2' },
        ]),
      )
    const shape = type.schema as unknown as { shape?: Record<string, unknown> }
    const keys = [...new Set([...defaults.map(([key]) => key), ...Object.keys(shape.shape ?? {})])]
    const samples = Object.fromEntries(keys.map((key) => [key, value(Object.fromEntries(defaults)[key])]))
    fc.assert(
      fc.property(fc.record(samples, { requiredKeys: [] }), (changes) => {
        const changed = type.schema.safeParse({ ...(type.defaults as object), ...changes })
        if (!changed.success) return
        const { ports, summary } = everythingOf(type, changed.data)
        const names = ports.map((port) => port.name)
        expect(new Set(names).size).toBe(names.length)
        expect(names).not.toContain(asyncPort)
        expect(typeof summary).toBe('string')
      }),
    )
  })
})

test('a case of a condition cannot take the name of the way beside the call', () => {
  const cases = [{ port: asyncPort, equals: '1' }]
  expect(nodeTypes.condition.schema.safeParse({ expression: 'x', cases }).success).toBe(false)
})
test('there is no type by the name of something every object has', () => {
  expect([nodeTypeOf('constructor'), nodeTypeOf('__proto__'), nodeTypeOf('')]).toEqual([null, null, null])
})
