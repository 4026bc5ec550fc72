// The expression language: small, total, without eval.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Expression,
  ExpressionError,
  evaluate,
  functionNames,
  parseExpression,
  truth,
  type Value,
  variablesOf,
} from '../../../shared/domain/expression.ts'

const result = (source: string, variables: Record<string, string> = {}): Value =>
  evaluate(parseExpression(source), (name) => variables[name] ?? '')

describe('values', () => {
  test.each<[string, Value]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['7 % 4 - 1', 2],
    ['-2 - -3', 1],
    ["'a' + 1", 'a1'],
    ["'2' + '3'", 5],
    ['1 / 0', 0],
    ['5 % 0', 0],
    ["'a' < 'b' && 2 < 10", true],
    ["'2' < '10'", true],
    ["!'' && !'0' && !'false'", true],
    ["nothing == ''", true],
    ["length('abc') == 3", true],
    ["contains('hello', 'ell')", true],
    ["slice('+4930', 1, 3)", '49'],
    ["slice('abcd', -2)", 'cd'],
    ["upper(trim(' x ')) + lower('Y')", 'Xy'],
    ["startsWith('+49', '+4') && endsWith('+49', '9')", true],
    ["number('x') + round(2.5)", 3],
    ["'it\\'s'", "it's"],
    ['true || nonsense', true],
  ])('%s is %s', (source, value) => {
    expect(result(source)).toBe(value)
  })
  test('a telephone number is text, not a quantity', () => {
    expect(result("digits == '030'", { digits: '30' })).toBe(false)
    expect(result("call.from == '+49301'", { 'call.from': '+49301' })).toBe(true)
  })
})

describe('what is not understood is said with its place', () => {
  test.each([
    ['', 0, 'ends'],
    ['1 +', 3, 'ends'],
    ['(1', 2, 'missing'],
    ['1 2', 1, 'unexpected'],
    ['a ? b', 1, 'notUnderstood'],
    ["'open", 0, 'notUnderstood'],
    ['evil()', 0, 'noFunction'],
    ['constructor(1)', 0, 'noFunction'],
    ['1 == 2 3', 6, 'unexpected'],
  ])('%s', (source, position, reason) => {
    expect(() => parseExpression(source)).toThrow(ExpressionError)
    try {
      parseExpression(source)
    } catch (error) {
      expect(error).toMatchObject({ position, reason })
    }
  })
  test('nesting without end is refused, not overflowed', () => {
    expect(() => parseExpression('('.repeat(5000))).toThrow(ExpressionError)
    expect(() => parseExpression(`${'!'.repeat(5000)}1`)).toThrow(ExpressionError)
  })
})

test('the names an expression reads are known', () => {
  expect(variablesOf(parseExpression("a + length(b.c) > -d || 'e' == true"))).toEqual(['a', 'b.c', 'd'])
})

// ── every expression of every input has a value ──────────────────────────────────────────────────────────────────────

const operators = ['||', '&&', '==', '!=', '<=', '>=', '<', '>', '+', '-', '*', '/', '%']
const { source } = fc.letrec<{ source: string }>((tie) => ({
  source: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.nat().map(String),
    fc.double({ min: 0, max: 1e6, noNaN: true }).map((n) => n.toFixed(3)),
    fc.stringMatching(/^[ -~]*$/).map((text) => `'${text.replace(/['\\]/g, '\\$&')}'`),
    fc.constantFrom('true', 'false', 'digits', 'call.from', 'x'),
    fc.tuple(fc.constantFrom('!', '-'), tie('source')).map((parts) => parts.join('')),
    fc.tuple(tie('source'), fc.constantFrom(...operators), tie('source')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc
      .tuple(fc.constantFrom(...functionNames), fc.array(tie('source'), { maxLength: 4 }))
      .map(([name, args]) => `${name}(${args.join(', ')})`),
  ),
}))

const isValue = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && !Number.isNaN(value))

test('every well-formed expression has a value, whatever its variables hold', () => {
  fc.assert(
    fc.property(source, fc.dictionary(fc.constantFrom('digits', 'call.from', 'x'), fc.string()), (text, variables) => {
      let tree: Expression
      try {
        tree = parseExpression(text)
      } catch (error) {
        // Nested more deeply than allowed.
        return error instanceof ExpressionError
      }
      const value = evaluate(tree, (name) => variables[name] ?? '')
      return isValue(value) && typeof truth(value) === 'boolean'
    }),
    { numRuns: 500 },
  )
})

test('any text either has a value or an ExpressionError', () => {
  const noise = fc.array(fc.oneof(fc.constantFrom(...operators, '(', ')', ',', "'", '"', '!', 'slice(', ' '), fc.string()))
  fc.assert(
    fc.property(
      noise.map((parts) => parts.join('').slice(0, 1000)),
      (text) => {
        try {
          return isValue(evaluate(parseExpression(text), () => '1'))
        } catch (error) {
          return error instanceof ExpressionError
        }
      },
    ),
    { numRuns: 1000 },
  )
})

test('the longest expression a node may hold has a value', () => {
  expect(result(Array.from({ length: 500 }, () => '1').join('+'))).toBe(500)
})
