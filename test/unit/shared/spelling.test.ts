// Names on a keypad, and JSON pointers.
import { describe, expect, test } from 'vitest'
import { isPointer, readPointer } from '../../../shared/domain/jsonPointer.ts'
import { spelled, spelledLike } from '../../../shared/domain/spelling.ts'

describe('spelling', () => {
  test('letters are the keys they stand on; accents do not matter', () => {
    expect(['Müller', 'Groß', 'Ångström', 'Łukasz', 'O’Brien', '3M'].map(spelled)).toEqual([
      '685537',
      '47677',
      '26478766',
      '585279',
      '627436',
      '36',
    ])
  })
  test('any name of a person may be spelled, and the names without a gap', () => {
    const people = [{ name: 'Alex van Dyk' }, { name: 'Sam Smith-Alder' }, { name: 'Zoë' }]
    const found = (typed: string) => spelledLike(people, typed).map(({ name }) => name)
    expect(found('25')).toEqual(['Alex van Dyk', 'Sam Smith-Alder'])
    expect(found('395')).toEqual(['Alex van Dyk'])
    expect(found('963')).toEqual(['Zoë'])
    expect(found('2539826')).toEqual(['Alex van Dyk'])
    expect([found('111'), found('')]).toEqual([[], []])
  })
})

describe('JSON pointers (RFC 6901, 5)', () => {
  const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'm~n': 8, deep: { list: [{ name: 'Ann' }] }, none: null }
  test.each([
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/m~0n', 8],
    ['/deep/list/0/name', 'Ann'],
    ['/none', null],
    ['/foo/2', undefined],
    ['/foo/00', undefined],
    ['/foo/-', undefined],
    ['/gone/name', undefined],
    ['/none/x', undefined],
    ['/constructor', undefined],
    ['/foo/length', undefined],
    ['foo', undefined],
  ])('%j', (pointer, value) => {
    expect(readPointer(document, pointer)).toEqual(value)
  })
  test('what is none', () => {
    expect(['a', '/~', '/~2', '/ok~1', ''].map(isPointer)).toEqual([false, false, false, true, true])
  })
})
