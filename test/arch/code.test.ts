// Rules of the house that a linter does not know.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../build/paths.ts'
import { placesOf, type Source, sourcesIn } from './sources.ts'

const everything = sourcesIn('electron', 'renderer', 'shared', 'build', 'test')
const electron = everything.filter(({ path }) => path.startsWith('electron/'))

// A file is one idea and is split where the idea splits; the number only keeps it from being forgotten.
test('a file has at most 400 lines', () => {
  const long = everything.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
  expect(long.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
})

test('the engine takes time and chance from its ports and says nothing by itself', () => {
  const engine = electron.filter(({ path }) => path.startsWith('electron/engine/'))
  const impure =
    /\b(?:Date\.now|new Date\(\)|setTimeout|setInterval|setImmediate|Math\.random|randomUUID|performance\.now|console\.\w+|process\.\w+|fetch\()/g
  expect(placesOf(engine, impure)).toEqual([])
})

// A leg to the outside is an endpoint with a trunk or a foreign address; only `ringables` makes one, after it has asked `outgoing.ts`.
test('only one place in the engine dials trunks and SIP addresses, and it asks who may', () => {
  const engine = electron.filter(({ path }) => path.startsWith('electron/engine/'))
  // Endpoints and headers are the adapter's.
  const named = engine.filter(({ text }) => /PJSIP|@trunk-|sip-address|Local\/|X-Cordboard/.test(withoutComments(text)))
  expect(named.map(({ path }) => path)).toEqual([])
  const makes = engine.filter(({ text }) => /kind: '(?:trunk|address)',/.test(withoutComments(text)))
  expect(makes.map(({ path }) => path)).toEqual(['electron/engine/actions/destinations.ts'])
  const text = makes[0]?.text ?? ''
  expect(text.match(/to: \{ kind: [^}]*\}/g)).toEqual([
    "to: { kind: 'address', uri: text }",
    "to: { kind: 'trunk', trunkId: trunk.id, number: dialled, ...(there ? { there }",
  ])
  expect(text).toMatch(/judgeAddress\([^\n]*\n\s*return \[\{ to: \{ kind: 'address'/)
  expect(text.indexOf('const way = judgeNumber(')).toBeGreaterThan(0)
  // Whatever rings a telephone goes through these; another is looked at before it is added.
  expect([...new Set(placesOf(engine, /\.originate\(\{/g).map((place) => place.split(':')[0]))].sort()).toEqual([
    'electron/engine/actions/dial.ts',
    'electron/engine/desk/phoneDesk.ts',
    'electron/engine/desk/trunkTests.ts',
    'electron/engine/remote/callflow/outbound.ts',
    'electron/engine/session/ringFirst.ts',
    'electron/engine/session/ringing.ts',
  ])
})

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')

test('nothing is of type any', () => {
  expect(placesOf(everything, /(?::|<|\bas|\||&|,)\s*any\b(?!\w*\s*\()/g)).toEqual([])
})

test('nothing is called Manager, Helper or Utils', () => {
  const vague = /(?:manager|helper|utils?)\b/i
  expect(placesOf(everything, /\b(?:class|function|const|type|interface)\s+\w*(?:Manager|Helpers?|Utils?)\b/g)).toEqual([])
  expect(everything.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([])
})

test('electron is imported in the desktop shell only', () => {
  const shell = /^electron\/desktop\//
  const others = everything.filter(({ path }) => !shell.test(path) && !path.startsWith('test/'))
  const imports = /from 'electron'|import\('electron'\)|require\('electron'\)/
  expect(others.filter(({ text }) => imports.test(text)).map(({ path }) => path)).toEqual([])
})

describe('public functions and classes say what they are for', () => {
  const exported = /^export (?:default )?(?:abstract )?(?:async )?(?:function|class) (\w+)/
  const undocumented = ({ path, text }: Source): string[] => {
    const lines = text.split('\n')
    const named = lines.flatMap((line, at) => {
      const name = exported.exec(line)?.[1]
      return name === undefined ? [] : [{ name, at, said: /\*\/$|^\/\//.test(lines[at - 1]?.trim() ?? '') }]
    })
    // A file is one idea: where there is one only, the file's first line has said it.
    if (named.length === 1 && text.startsWith('//')) return []
    return named.filter(({ said }) => !said).map(({ name, at }) => `${path}:${at + 1} ${name}`)
  }
  test.each(['electron', 'shared'])('%s', (folder) => {
    expect(sourcesIn(folder).flatMap(undocumented)).toEqual([])
  })
})

test('every file of the product begins by saying what it is', () => {
  const product = sourcesIn('electron', 'shared').filter(({ path }) => !path.endsWith('.d.ts'))
  expect(product.filter(({ text }) => !/^(?:\/\/|\/\*)/.test(text)).map(({ path }) => path)).toEqual([])
})

test('migrations are numbered in tens, each number once; work on a branch may leave some out', () => {
  const names = readdirSync(join(root, 'electron/adapters/store/migrations')).filter((name) => /^\d/.test(name))
  const numbers = names.map((name) => Number(/^(\d{3})_\w+\.ts$/.exec(name)?.[1])).sort((a, b) => a - b)
  expect(numbers.filter((number) => number % 10 !== 0)).toEqual([])
  expect(new Set(numbers).size).toBe(numbers.length)
})

// What cannot run on a machine is skipped by a condition, and counted by the runner; nothing else is.
test('no test is left out, alone or waiting for a number of milliseconds', () => {
  const tests = everything.filter(({ path }) => path.startsWith('test/'))
  expect(placesOf(tests, /\b(?:test|it|describe|suite)(?:\.\w+)*\.(?:only|skip|todo)\b|\bwaitForTimeout\b/g)).toEqual([])
})

test('every threat of docs/security.md names tests, and they are there', () => {
  const rows = readFileSync(join(root, 'docs/security.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:from|#) /.test(line))
  expect(rows.length).toBeGreaterThan(10)
  const missing = rows.flatMap((row) => {
    const named = [...(row.split('|').at(-2) ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
    if (named.length === 0) return [row]
    return named.filter(
      (name) => !existsSync(join(root, 'test', /^(?:integration|e2e)\//.test(name) ? '' : 'unit', `${name}.test.ts`)),
    )
  })
  expect(missing).toEqual([])
})

test('every page that a comment or a page cites is there', () => {
  const pages = sourcesIn('electron', 'renderer', 'shared', 'build', 'test')
  const cited = pages.flatMap(({ path, text }) => [...text.matchAll(/\bdocs\/[\w/-]+\.md\b/g)].map(([page]) => ({ path, page })))
  expect(cited.length).toBeGreaterThan(20)
  expect(cited.filter(({ page }) => !existsSync(join(root, page)))).toEqual([])
  // What a reader cannot find: a page without its folder.
  const unfound = /(?<![\w/.-])(?:spec\/[\w-]+|asterisk|design|style)\.md\b/
  expect(pages.filter(({ text, path }) => !path.startsWith('test/arch/') && unfound.test(text)).map(({ path }) => path)).toEqual(
    [],
  )
})
