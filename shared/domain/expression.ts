// The expression language of Set Variable and Condition: small, total, without eval. Every expression of every input has a value.
//   or := and ('||' and)* · and := cmp ('&&' cmp)* · cmp := sum (('=='|'!='|'<='|'>='|'<'|'>') sum)?
//   sum := product (('+'|'-') product)* · product := unary (('*'|'/'|'%') unary)* · unary := ('!'|'-') unary | atom
//   atom := number | 'text' | "text" | true | false | name | name '(' or (',' or)* ')' | '(' or ')'

export type Value = string | number | boolean

export type Expression =
  | { kind: 'literal'; value: Value }
  | { kind: 'variable'; name: string }
  | { kind: 'unary'; op: '!' | '-'; of: Expression }
  | { kind: 'binary'; op: BinaryOp; left: Expression; right: Expression }
  | { kind: 'call'; name: FunctionName; args: Expression[] }

const binaryOps = ['||', '&&', '==', '!=', '<=', '>=', '<', '>', '+', '-', '*', '/', '%'] as const
type BinaryOp = (typeof binaryOps)[number]
const precedence: Record<BinaryOp, number> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<=': 3,
  '>=': 3,
  '<': 3,
  '>': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
}

const functions = {
  length: (text: Value = '') => asText(text).length,
  contains: (text: Value = '', part: Value = '') => asText(text).includes(asText(part)),
  startsWith: (text: Value = '', part: Value = '') => asText(text).startsWith(asText(part)),
  endsWith: (text: Value = '', part: Value = '') => asText(text).endsWith(asText(part)),
  lower: (text: Value = '') => asText(text).toLowerCase(),
  upper: (text: Value = '') => asText(text).toUpperCase(),
  trim: (text: Value = '') => asText(text).trim(),
  /** `slice(text, start, end?)`, positions from 0, negative from the end. */
  slice: (text: Value = '', start: Value = 0, end?: Value) =>
    asText(text).slice(asNumber(start), end === undefined ? undefined : asNumber(end)),
  number: (text: Value = '') => asNumber(text),
  round: (value: Value = 0) => Math.round(asNumber(value)),
} satisfies Record<string, (...args: Value[]) => Value>
type FunctionName = keyof typeof functions
export const functionNames = Object.keys(functions) as FunctionName[]

const reasons = {
  notUnderstood: (sign: string) => `“${sign}” is not understood here`,
  missing: (sign: string) => `“${sign}” is missing`,
  tooDeep: () => 'nested too deeply',
  ends: () => 'something is missing at the end',
  unexpected: (sign: string) => `“${sign}” is not expected here`,
  noFunction: (sign: string) => `there is no function “${sign}”`,
}
export type ExpressionReason = keyof typeof reasons

/** What is wrong with an expression's text, with the sign or name it is about, and where (0-based). */
export class ExpressionError extends Error {
  readonly reason: ExpressionReason
  readonly sign: string
  readonly position: number
  constructor(reason: ExpressionReason, position: number, sign = '') {
    super(reasons[reason](sign))
    this.name = 'ExpressionError'
    this.reason = reason
    this.sign = sign
    this.position = position
  }
}

type Token = { kind: 'number' | 'text' | 'name' | 'op' | 'end'; text: string; at: number }
const tokenPattern =
  /\s*(?:(\d+(?:\.\d+)?)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([A-Za-z_][\w.]*)|(\|\||&&|==|!=|<=|>=|[<>+\-*/%!(),]))/y

function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (source.slice(at).trim() !== '') {
    tokenPattern.lastIndex = at
    const found = tokenPattern.exec(source)
    if (!found) throw new ExpressionError('notUnderstood', at, source.slice(at).trim()[0])
    const [whole, number, single, double, name, op] = found
    const text = single ?? double
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else if (text !== undefined) tokens.push({ kind: 'text', text: text.replace(/\\(.)/g, '$1'), at })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, at })
    else tokens.push({ kind: 'op', text: op ?? '', at })
    at += whole.length
  }
  tokens.push({ kind: 'end', text: '', at })
  return tokens
}

const maxDepth = 60

class Parser {
  readonly tokens: Token[]
  at = 0
  depth = 0
  constructor(source: string) {
    this.tokens = tokenize(source)
  }
  get next(): Token {
    return this.tokens[this.at] as Token
  }
  take(op: string): boolean {
    if (this.next.kind !== 'op' || this.next.text !== op) return false
    this.at++
    return true
  }
  expect(op: string): void {
    if (!this.take(op)) throw new ExpressionError('missing', this.next.at, op)
  }
  binary(min: number): Expression {
    if (++this.depth > maxDepth) throw new ExpressionError('tooDeep', this.next.at)
    let left = this.unary()
    for (;;) {
      const op = this.next.text as BinaryOp
      if (this.next.kind !== 'op' || !binaryOps.includes(op) || precedence[op] < min) break
      this.at++
      left = { kind: 'binary', op, left, right: this.binary(precedence[op] + 1) }
    }
    this.depth--
    return left
  }
  unary(): Expression {
    if (++this.depth > maxDepth) throw new ExpressionError('tooDeep', this.next.at)
    try {
      if (this.take('!')) return { kind: 'unary', op: '!', of: this.unary() }
      if (this.take('-')) return { kind: 'unary', op: '-', of: this.unary() }
      return this.atom()
    } finally {
      this.depth--
    }
  }
  atom(): Expression {
    const token = this.next
    if (this.take('(')) {
      const inner = this.binary(1)
      this.expect(')')
      return inner
    }
    this.at++
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) }
    if (token.kind === 'text') return { kind: 'literal', value: token.text }
    if (token.kind !== 'name') throw new ExpressionError(token.kind === 'end' ? 'ends' : 'unexpected', token.at, token.text)
    if (token.text === 'true' || token.text === 'false') return { kind: 'literal', value: token.text === 'true' }
    return this.take('(') ? this.call(token) : { kind: 'variable', name: token.text }
  }
  call(token: Token): Expression {
    if (!Object.hasOwn(functions, token.text)) throw new ExpressionError('noFunction', token.at, token.text)
    const args: Expression[] = []
    if (!this.take(')')) {
      do args.push(this.binary(1))
      while (this.take(','))
      this.expect(')')
    }
    return { kind: 'call', name: token.text as FunctionName, args }
  }
}

const parsed = new Map<string, Expression>()

/** Parses; throws ExpressionError. Results are kept, as expressions of published flows are few. */
export function parseExpression(source: string): Expression {
  const known = parsed.get(source)
  if (known) return known
  const parser = new Parser(source)
  const tree = parser.binary(1)
  if (parser.next.kind !== 'end') throw new ExpressionError('unexpected', parser.next.at, parser.next.text)
  if (parsed.size > 2000) parsed.clear()
  parsed.set(source, tree)
  return tree
}

const asText = (value: Value): string => String(value)
/** Text that is no number counts as 0, so that every expression has a value. */
const asNumber = (value: Value): number => {
  const number = typeof value === 'string' && value.trim() === '' ? 0 : Number(value)
  return Number.isFinite(number) ? number : 0
}
const isTrue = (value: Value): boolean =>
  typeof value === 'string' ? value !== '' && value !== 'false' && value !== '0' : Boolean(value)
const isNumeric = (value: Value): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))

function compare(left: Value, right: Value): number {
  // A leading zero or plus is part of a telephone number, not of a quantity.
  const numbers = isNumeric(left) && isNumeric(right) && ![left, right].some((v) => typeof v === 'string' && /^[+0]\d/.test(v))
  if (numbers) return asNumber(left) - asNumber(right)
  const [a, b] = [asText(left), asText(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

/** The value; unknown names are the empty text. Never throws for a parsed expression. */
export function evaluate(tree: Expression, read: (name: string) => string): Value {
  switch (tree.kind) {
    case 'literal':
      return tree.value
    case 'variable':
      return read(tree.name)
    case 'unary':
      return tree.op === '!' ? !isTrue(evaluate(tree.of, read)) : -asNumber(evaluate(tree.of, read))
    case 'call':
      return (functions[tree.name] as (...args: Value[]) => Value)(...tree.args.map((arg) => evaluate(arg, read)))
    case 'binary':
      return evaluateBinary(tree, read)
  }
}

function evaluateBinary(tree: Extract<Expression, { kind: 'binary' }>, read: (name: string) => string): Value {
  const left = evaluate(tree.left, read)
  if (tree.op === '||') return isTrue(left) || isTrue(evaluate(tree.right, read))
  if (tree.op === '&&') return isTrue(left) && isTrue(evaluate(tree.right, read))
  const right = evaluate(tree.right, read)
  switch (tree.op) {
    case '==':
      return compare(left, right) === 0
    case '!=':
      return compare(left, right) !== 0
    case '<':
      return compare(left, right) < 0
    case '>':
      return compare(left, right) > 0
    case '<=':
      return compare(left, right) <= 0
    case '>=':
      return compare(left, right) >= 0
    case '+':
      return isNumeric(left) && isNumeric(right) ? asNumber(left) + asNumber(right) : asText(left) + asText(right)
    case '-':
      return asNumber(left) - asNumber(right)
    case '*':
      return asNumber(left) * asNumber(right)
    case '/':
      return asNumber(right) === 0 ? 0 : asNumber(left) / asNumber(right)
    case '%':
      return asNumber(right) === 0 ? 0 : asNumber(left) % asNumber(right)
  }
}

/** Whether a value counts as true. */
export const truth = isTrue

/** Names an expression reads. */
export function variablesOf(tree: Expression): string[] {
  switch (tree.kind) {
    case 'literal':
      return []
    case 'variable':
      return [tree.name]
    case 'unary':
      return variablesOf(tree.of)
    case 'binary':
      return [...variablesOf(tree.left), ...variablesOf(tree.right)]
    case 'call':
      return tree.args.flatMap(variablesOf)
  }
}

/** The expression with other names for its variables; functions, texts and spaces stay. One that is not understood stays as it is. */
export function renamedInExpression(source: string, rename: (name: string) => string): string {
  let tokens: Token[]
  try {
    tokens = tokenize(source)
  } catch {
    return source // told by the validator
  }
  let made = ''
  let done = 0
  for (const [i, { kind, text, at }] of tokens.entries()) {
    const follows = tokens[i + 1]
    const called = follows?.kind === 'op' && follows.text === '('
    if (kind !== 'name' || called || text === 'true' || text === 'false') continue
    const start = source.indexOf(text, at)
    made += source.slice(done, start) + rename(text)
    done = start + text.length
  }
  return made + source.slice(done)
}
