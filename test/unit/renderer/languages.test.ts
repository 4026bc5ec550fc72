// The catalogues: each says what English says, with the same arguments and the plurals of its language, and nothing idle.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PluralElement, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  argumentsOf,
  catalogueLanguages,
  elementsOf,
  generatedFiles,
  type MessageTree,
  messagesOf,
  parseMessage,
  readCatalogue,
} from '../../../build/messages.ts'
import { root } from '../../../build/paths.ts'
import { fieldProblems } from '../../../renderer/lib/fieldProblems.ts'
import { catalogueOf } from '../../../renderer/lib/i18n/catalogue.ts'
import { say, setLanguage, text } from '../../../renderer/lib/i18n/index.ts'
import { language } from '../../../shared/domain/office.ts'
import { sourcesIn } from '../../arch/sources.ts'
import { unusedMessages } from '../../support/usedMessages.ts'

const catalogues = Object.fromEntries(catalogueLanguages().map((tag) => [tag, messagesOf(readCatalogue(tag))]))
const english = catalogues.en ?? new Map<string, string>()
/** Names and signs that are the same everywhere, or words two languages share. */
const proper = /^(app\.name|settings\.system\.(version|pbxVersion)|.*\.(m15|extend|seconds))$/

const namesIn = (message: string) => [...argumentsOf(message).keys()].sort()

test('each language of the office has a catalogue', () => {
  expect(catalogueLanguages().sort()).toEqual([...language.options].sort())
  expect(english.size).toBeGreaterThan(1500)
})

test('what is generated from the catalogues is current; `node build/messages.ts` writes it', () => {
  for (const [path, content] of generatedFiles()) expect(readFileSync(join(root, path), 'utf8'), path).toBe(content)
})

test('the console reads every message', () => {
  const sources = sourcesIn('renderer').filter(({ path }) => !path.includes('/i18n/'))
  expect(unusedMessages(english.keys(), sources)).toEqual([])
})

test('a message that no source reads is found, also beside one that is read by another name', () => {
  const source = `const { title, ...rest } = text.calls
    const words = wide ? text.desk : text.queues
    const line = words.pin.toUpperCase() + text.states[state] + ask(text.app.nav)`
  const all = ['calls.title', 'calls.empty', 'desk.pin', 'desk.title', 'queues.pin', 'states.busy', 'app.nav.desk', 'app.name']
  const unused = (text: string) => unusedMessages(all, [{ path: 'a.ts', text }])
  expect(unused(source)).toEqual(['desk.title', 'app.name'])
  expect(unused(source.replace(', ...rest', ''))).toEqual(['calls.title', 'calls.empty', 'desk.title', 'app.name'])
})

describe.each(Object.keys(catalogues))('the catalogue %s', (tag) => {
  const theirs = catalogues[tag] ?? new Map<string, string>()

  test('has messages in ICU MessageFormat only', () => {
    const broken = [...theirs].filter(([, message]) => {
      try {
        return parseMessage(message).length === 0
      } catch {
        return true
      }
    })
    expect(broken).toEqual([])
  })

  test('has in each plural the categories of its language', () => {
    const needed = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.sort()
    const counted = [...theirs].flatMap(([path, message]) =>
      elementsOf(parseMessage(message)).flatMap((each) => (each.type === TYPE.plural ? [{ path, each }] : [])),
    )
    expect(counted.length).toBeGreaterThan(20)
    // An exact number (`=0`) may have its own sentence beside them.
    const categories = ({ options }: PluralElement) => Object.keys(options).filter((key) => !key.startsWith('='))
    const lacking = counted.filter(({ each }) => String(categories(each).sort()) !== String(needed))
    expect(lacking.map(({ path, each }) => `${path}: ${Object.keys(each.options)}`)).toEqual([])
  })

  test('is read as the parser reads it: what has arguments is a function, anything else is text', () => {
    const read = messagesRead(catalogueOf(readCatalogue(tag), tag))
    const wrong = [...theirs].filter(
      ([path, message]) => (typeof read.get(path) === 'string') !== (namesIn(message).length === 0),
    )
    expect(wrong).toEqual([])
  })
})

function messagesRead(tree: object, path = ''): Map<string, unknown> {
  const below = ([key, each]: [string, unknown]): [string, unknown][] =>
    typeof each === 'object' && each !== null ? [...messagesRead(each, `${path}${key}.`)] : [[path + key, each]]
  return new Map(Object.entries(tree).flatMap(below))
}

describe.each(Object.keys(catalogues).filter((each) => each !== 'en'))('the catalogue %s beside the English one', (tag) => {
  const theirs = catalogues[tag] ?? new Map<string, string>()

  test('has every message, no other, with the same arguments', () => {
    expect([...theirs.keys()].sort()).toEqual([...english.keys()].sort())
    const differing = [...english].filter(
      ([path, message]) => String(namesIn(message)) !== String(namesIn(theirs.get(path) ?? '')),
    )
    expect(differing.map(([path]) => path)).toEqual([])
  })

  test('says every value it is given', () => {
    const read = messagesRead(catalogueOf(readCatalogue(tag), tag))
    const silent = [...english].flatMap(([path, message]) => {
      const names = namesIn(message)
      const values = Object.fromEntries(names.map((name, at) => [name, 11 + at]))
      const said = say(read.get(path) as string, values)
      return names.filter((name) => !said.includes(String(values[name]))).map((name) => `${path}: ${name}`)
    })
    expect(silent).toEqual([])
  })

  test('is translated: at most one message in twelve is the English one, and none is empty', () => {
    const same = [...english].filter(([path, message]) => !proper.test(path) && theirs.get(path) === message)
    const some = same.slice(0, 20).map(([path]) => path)
    expect(same.length, some.join(' ')).toBeLessThan(english.size / 12)
    expect([...theirs].filter(([, message]) => message.trim() === '')).toEqual([])
  })
})

describe('a message', () => {
  const german: MessageTree = {
    calls: '{count, plural, one {# Anruf} other {# Anrufe}}',
    format: "Schreiben Sie '{number}' hin, wie in '{\"a\": {}}'.",
    wrong: '{ count',
  }
  const fallback = catalogueOf(
    { calls: '{count, plural, one {# call} other {# calls}}', only: 'In English', part: { deep: 'Deep' } },
    'en',
  )
  const read = catalogueOf(german, 'de', fallback) as unknown as Record<string, string | ((values: object) => string)>
  const said = (key: string, values: object) => say(read[key] as string, values as Record<string, number>)

  test('is in the plural of its language, with the number as the language writes it', () => {
    expect([1, 0, 12_345].map((count) => said('calls', { count }))).toEqual(['1 Anruf', '0 Anrufe', '12.345 Anrufe'])
  })
  test('has braces between apostrophes as text', () => {
    expect(read.format).toBe('Schreiben Sie {number} hin, wie in {"a": {}}.')
  })
  test('that a language lacks is said in English', () => {
    expect([read.only, (read.part as unknown as { deep: string }).deep]).toEqual(['In English', 'Deep'])
  })
  test('that lacks a value or is no ICU message is shown as it stands instead of ending the page', () => {
    expect(said('calls', {})).toBe(german.calls)
    expect(said('wrong', { count: 1 })).toBe('{ count')
  })
})

test('a field that does not fit says so in the language of the console', async () => {
  await setLanguage('de-AT')
  expect(fieldProblems(z.object({ name: z.string().min(1), size: z.number().max(3) }), { name: '', size: 9 })).toEqual({
    name: text.problems.field.required,
    size: 'Nicht mehr als 3.',
  })
  await setLanguage('en')
})
