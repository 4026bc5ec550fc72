import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { functionNames, renamedInExpression } from '../../../shared/domain/expression.ts'
import { renamedPlaceholders } from '../../../shared/domain/template.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { builtInNames } from '../../../shared/flow/validate.ts'
import { fillsIn, renamedVariable, renameRefusal, variablesOfFlow } from '../../../shared/flow/variables.ts'
import { nodeTypeOf } from '../../../shared/nodes/index.ts'
import { everyNode, flow } from './flows.ts'

const text = (said: string) => ({ kind: 'text', text: said, variants: { de: said } })

/** A flow in which `a` stands at every place where a variable can, and beside each something that only looks like it. */
const everywhere = (a: string, b: string): FlowDocument =>
  flow(
    {
      start: { type: 'start' },
      play: {
        type: 'playAudio',
        prompt: { kind: 'list', items: [text(`${a} {{${a}}} {{ ${b} }}`), { kind: 'sound', name: a }] },
      },
      menu: { type: 'menu', prompt: text(`{{${a}}}`), invalidPrompt: text(`{{${a}}}`), timeoutPrompt: text(a), keys: ['1'] },
      digits: { type: 'getDigits', prompt: text(`{{${b}}}`), variable: a },
      spell: { type: 'dialByName', prompt: text(`{{${a}}}`), variable: b },
      record: { type: 'record', variable: a },
      mail: { type: 'voicemail', mailboxId: a, greeting: text(`{{${a}}}`) },
      queue: { type: 'queue', queueId: a, welcome: text(`{{${a}}}`), announcements: [{ kind: 'digits', digits: `{{${a}}}` }] },
      back: { type: 'callback', queueId: a, confirmPrompt: text(`{{${a}}}`) },
      room: { type: 'conference', room: `${a}-{{${a}}}` },
      transfer: { type: 'transfer', to: { kind: 'uri', uri: `sip:${a}-{{${a}}}@x` }, callerId: `{{${a}}}` },
      group: { type: 'huntGroup', destinations: [{ kind: 'number', number: `{{${a}}}`, trunkId: a }], callerId: `{{${b}}}` },
      hook: { type: 'webhook', url: `https://x/${a}/{{${a}}}`, payload: `{"${a}":"{{ ${a} }}"}`, headers: { [a]: `{{${a}}}` } },
      ask: { type: 'httpRequest', url: `https://x/{{${a}}}`, headers: { h: `{{${a}}}` }, read: [{ name: a, pointer: `/${a}` }] },
      ears: { type: 'streamAudio', url: 'wss://x', metadata: { [a]: `{{${a}}}` } },
      set: { type: 'setVariable', assignments: [{ name: a, expression: `length(${a}) + '${a} {{${a}}}' + ${b}` }] },
      test: { type: 'condition', expression: `(${a}=="${a}")&&${b} != 1`, cases: [{ port: 'x', equals: a }] },
      inner: {
        type: 'subflow',
        flow: a,
        inputs: [
          { name: a, expression: ` ${a} ` },
          { name: 'given', expression: `${a} + 1` },
        ],
      },
      code: { type: 'script', script: a, ports: ['next'] },
    },
    [],
    { variables: [{ name: a, initial: a }] },
  )

const name = fc
  .stringMatching(/^[A-Za-z_][\w.]{0,12}$/)
  .filter((each) => !['true', 'false', ...builtInNames].includes(each) && !(functionNames as string[]).includes(each))

describe('a variable with another name', () => {
  test('there and back gives the same flow, and in between nothing reads or sets the old name', () => {
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        const before = everywhere(a, b)
        fc.pre(a !== b && renameRefusal(before, a, c) === null)
        const between = renamedVariable(before, a, c)
        const old = variablesOfFlow(between).find((each) => each.name === a)
        expect(old?.readIn ?? []).toEqual([])
        expect((old?.setIn ?? []).filter((id) => id !== 'inner')).toEqual([])
        expect(renameRefusal(between, c, a)).toBeNull()
        expect(renamedVariable(between, c, a)).toEqual(before)
      }),
    )
  })

  test('reaches every place and leaves what only looks alike', () => {
    const after = renamedVariable(everywhere('who', 'other'), 'who', 'caller')
    expect(after).toEqual({
      ...everywhere('caller', 'other'),
      nodes: everywhere('caller', 'other').nodes.map((node) => ({ ...node, config: expect.anything() })),
      variables: [{ name: 'caller', initial: 'who' }],
    })
    const config = (id: string) => JSON.stringify(after.nodes.find((node) => node.id === id)?.config)
    expect(config('play')).toContain('who {{caller}} {{ other }}')
    expect(config('play')).toContain('"name":"who"')
    expect(config('set')).toContain(`length(caller) + 'who {{who}}' + other`)
    expect(config('test')).toContain('(caller==\\"who\\")&&other != 1')
    expect(config('test')).toContain('"equals":"who"')
    expect(config('hook')).toBe(
      '{"url":"https://x/who/{{caller}}","payload":"{\\"who\\":\\"{{ caller }}\\"}","headers":{"who":"{{who}}"}}',
    )
    expect(config('ask')).toContain('{"name":"caller","pointer":"/who"}')
    expect(config('inner')).toContain('{"name":"who","expression":" caller "}')
    expect(config('group')).toContain('{"kind":"number","number":"{{caller}}","trunkId":"who"}')
  })

  test('the second variable of a step follows the first', () => {
    const before = flow(
      {
        spell: { type: 'dialByName', variable: 'person' },
        say: { type: 'playAudio', prompt: text('{{person.name}} {{personal}}') },
      },
      [],
    )
    const after = renamedVariable(before, 'person', 'who')
    expect(JSON.stringify(after.nodes[1]?.config)).toContain('{{who.name}} {{personal}}')
    expect(renameRefusal(before, 'person.name', 'x')).toBe('fixed')
  })

  test('names of the host, of an inner flow and of other variables are refused, and such as cannot be read', () => {
    const document = everywhere('who', 'other')
    expect(renameRefusal(document, 'digits', 'keys')).toBe('fixed')
    expect(renameRefusal(document, 'given', 'taken')).toBe('fixed')
    expect(renameRefusal(document, 'who', 'other')).toBe('taken')
    expect(renameRefusal(document, 'who', 'given')).toBe('taken')
    expect(renameRefusal(document, 'who', 'call.from')).toBe('taken')
    for (const bad of ['', 'true', '1x', 'a b', 'a-b', 'ä']) expect(renameRefusal(document, 'who', bad)).toBe('badName')
  })

  test('no text is too strange', () => {
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(renamedInExpression(any, (each) => each)).toBe(any)
        expect(renamedPlaceholders(any, (each) => each)).toBe(any)
      }),
    )
    expect(renamedInExpression('length (a) + lengths', () => 'x')).toBe('length (x) + x')
    expect(renamedPlaceholders('{{a}} {{ a }} {a} a', () => '$&')).toBe('{{$&}} {{ $& }} {a} a')
  })
})

describe('where variables are set and read', () => {
  test('is what the validator knows of every step', () => {
    for (const document of [everyNode(), everywhere('who', 'other')]) {
      const found = variablesOfFlow(document)
      for (const node of document.nodes) {
        const type = nodeTypeOf(node.type)
        const config = type?.schema.parse(node.config) ?? {}
        for (const each of type?.reads(config) ?? []) expect(found.find((v) => v.name === each)?.readIn).toContain(node.id)
        for (const each of type?.sets(config) ?? []) expect(found.find((v) => v.name === each)?.setIn).toContain(node.id)
      }
    }
  })
})

test.each([
  ['httpRequest', 'headers', true],
  ['httpRequest', 'read', false],
  ['streamAudio', 'metadata', true],
  ['huntGroup', 'destinations', true],
  ['transfer', 'to', true],
  ['webhook', 'url', true],
  ['webhook', 'headers', false],
  ['toString', 'x', false],
])('%s fills in the names in its field “%s”: %s', (type, field, filledIn) => {
  expect(fillsIn(type, field)).toBe(filledIn)
})
