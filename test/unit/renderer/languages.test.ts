import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fieldProblems } from '../../../renderer/lib/fieldProblems.ts'
import { catalogues, setLanguage, text } from '../../../renderer/lib/i18n/index.ts'
import { language } from '../../../shared/domain/office.ts'

/** Every sentence by its path: how many values it takes, and what it says with sample values. */
function sentences(value: unknown, path = ''): Map<string, { values: number; said: string }> {
  if (typeof value === 'string') return new Map([[path, { values: 0, said: value }]])
  if (typeof value === 'function') {
    const samples = Array.from({ length: value.length }, (_, at) => 11 + at)
    return new Map([[path, { values: value.length, said: String(value(...samples)) }]])
  }
  const entries = Object.entries(value as Record<string, unknown>)
  return new Map(entries.flatMap(([key, each]) => [...sentences(each, path ? `${path}.${key}` : key)]))
}

const english = sentences(await catalogues.en())
/** Names and signs that are the same everywhere, or words two languages share. */
const proper = /^(app\.name|settings\.system\.(version|pbxVersion)|.*\.(m15|extend|seconds))$/

describe.each(language.options.filter((each) => each !== 'en'))('the catalogue %s', (tag) => {
  test('has every sentence of the English one, no other, with as many values', async () => {
    const theirs = sentences(await catalogues[tag]())
    expect([...theirs.keys()].sort()).toEqual([...english.keys()].sort())
    const differing = [...english].filter(([path, { values }]) => theirs.get(path)?.values !== values)
    expect(differing.map(([path]) => path)).toEqual([])
  })

  test('says every value it is given', async () => {
    const theirs = sentences(await catalogues[tag]())
    const told = (said: string, values: number) => Array.from({ length: values }, (_, at) => said.includes(String(11 + at)))
    const silent = [...english].filter(
      ([path, { said, values }]) => String(told(said, values)) !== String(told(theirs.get(path)?.said ?? '', values)),
    )
    expect(silent.map(([path]) => path)).toEqual([])
  })

  test('is translated: at most one sentence in twelve is the English one, and no sentence is empty', async () => {
    const theirs = sentences(await catalogues[tag]())
    const same = [...english].filter(([path, { said }]) => !proper.test(path) && theirs.get(path)?.said === said)
    expect(
      same.length,
      same
        .slice(0, 20)
        .map(([path]) => path)
        .join(' '),
    ).toBeLessThan(english.size / 12)
    expect([...theirs].filter(([, { said }]) => said.trim() === '')).toEqual([])
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
