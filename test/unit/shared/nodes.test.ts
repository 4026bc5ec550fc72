// Every node type: its defaults can be run, and its ports, summary and lint answer for any configuration its schema takes.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asyncPort } from '../../../shared/flow/document.ts'
import { nodeTypeOf, nodeTypes } from '../../../shared/nodes/index.ts'
import type { NodeType } from '../../../shared/nodes/nodeType.ts'

const types = Object.keys(nodeTypes).map((name): [string, NodeType] => [name, nodeTypeOf(name) as NodeType])

/** Whatever else the type says of a configuration; nothing of it may throw. */
function everythingOf(type: NodeType, config: unknown) {
  return {
    ports: type.ports(config),
    summary: type.summary(config),
    references: type.references?.(config) ?? [],
    reads: type.reads?.(config) ?? [],
    sets: type.sets?.(config) ?? [],
    findings: type.lint?.(config) ?? [],
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
  test('a configuration that was checked once is not changed by being checked again', () => {
    expect(type.schema.parse(config)).toEqual(config)
  })
  test('what ends the flow has no way out, everything else has one', () => {
    expect(type.ports(config).length === 0).toBe(type.terminal ?? false)
  })
  test('any configuration its schema takes has ports with names of their own and one line of summary', () => {
    const defaults = Object.entries(type.defaults as object)
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
