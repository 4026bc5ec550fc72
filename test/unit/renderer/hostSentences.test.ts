// What the host refuses with is said in the reader's language, with what it names.
import { afterEach, describe, expect, test } from 'vitest'
import { setLanguage } from '../../../renderer/lib/i18n/index.ts'
import { hostSentence, knownSentence } from '../../../renderer/lib/rpc/hostSentences.ts'
import { sourcesIn } from '../../arch/sources.ts'

afterEach(() => setLanguage('en'))

test('an English sentence of the host is said in the language of the reader, with its names', async () => {
  await setLanguage('de')
  expect(hostSentence('The flow “Front desk” plays it.')).toBe('Der Ablauf „Front desk“ spielt es ab.')
  expect(hostSentence('There is no such queue.')).toBe('Diese Warteschlange gibt es nicht.')
  await setLanguage('fr')
  expect(hostSentence('“a.b(c)” refers to it.')).toBe('« a.b(c) » y renvoie.')
})

test('one that is not known here is not guessed', () => {
  expect(['', 'Of a newer host.', 'There is no such queue', 'The flow “x” plays.'].map(hostSentence)).toEqual(Array(4).fill(null))
})

describe('every sentence that the host refuses with has its words', () => {
  const literal = `${String.raw`(?:'((?:[^'\\]|\\.)*)'|`}\`((?:[^\`\\\\]|\\\\.)*)\`)`
  const ways = [
    String.raw`new (?:EngineError|HttpError)\(\s*'[A-Z_]+',\s*${literal}`,
    String.raw`new StoreError\(\s*'(?:CONFLICT|NOT_FOUND|PIN_TAKEN|BUSY|TOO_SLOW)',\s*${literal}`,
    String.raw`\b(?:invalid)\(\s*'[^',()]+',\s*${literal}`,
    String.raw`\b(?:conflict|busy)\(\s*${literal}`,
    String.raw`\bfound\((?:[^()]|\([^()]*(?:\([^()]*\)[^()]*)*\))*?,\s*${literal}\s*,?\)`,
  ].map((way) => new RegExp(way, 'g'))
  const sentences = new Set(
    sourcesIn('electron')
      // Answers to a backend's documents and to other programs, which no console shows.
      .filter(({ path }) => !/engine\/remote\/|server\/http\/callflow/.test(path))
      .flatMap(({ text }) => ways.flatMap((way) => [...text.matchAll(way)].map((match) => match[1] ?? match[2] ?? '')))
      .map((sentence) => sentence.replace(/\$\{[^}]*\}/g, 'X')),
  )

  test('they are found', () => expect(sentences.size).toBeGreaterThan(120))
  test.each([...sentences])('%s', (sentence) => {
    expect(knownSentence(sentence)).not.toBeNull()
  })
})
