// `{{name}}` in prompts, payloads and destinations.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fill, fillJson, placeholdersOf } from '../../../shared/domain/template.ts'

const read = (name: string) => ({ name: 'Bob', 'call.from': '+4930', tricky: '{{name}} "quoted" \\ \n' })[name] ?? ''

test('names are replaced, unknown ones by nothing', () => {
  expect(fill('Hello {{name}} from {{ call.from }}{{who}}!', read)).toBe('Hello Bob from +4930!')
})
test('a value is not read again for placeholders', () => {
  expect(fill('{{tricky}}', read)).toBe(read('tricky'))
})
test('what is no placeholder stays', () => {
  expect(fill('{{}} {{1}} {name} {{a b}} }}{{', read)).toBe('{{}} {{1}} {name} {{a b}} }}{{')
})
test('the names a text reads are known', () => {
  expect(placeholdersOf('{{a}} {{ b.c }} {{a}} {{1}}')).toEqual(['a', 'b.c', 'a'])
})
test('any value stays inside its JSON string', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(JSON.parse(fillJson('{"from":"{{x}}","n":1}', () => value))).toEqual({ from: value, n: 1 })
    }),
  )
})
test('any text can be filled, and what was filled reads nothing more', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(placeholdersOf(fill(text, () => '.')).length).toBeLessThanOrEqual(placeholdersOf(text).length)
    }),
  )
})
