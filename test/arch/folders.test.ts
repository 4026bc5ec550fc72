// Every folder has a row in the table of who may import whom.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { root } from '../../build/paths.ts'
import { sourcesIn } from './sources.ts'

const file = pathToFileURL(join(root, '.dependency-cruiser.mjs')).href
const { rows } = (await import(/* @vite-ignore */ file)) as { rows: { from: string }[] }
const foldersOf = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)

const byHand = ['docs', 'dist', 'out', 'node_modules', 'coverage', 'pictures']

test('the repository has no folder that the map does not name', () => {
  const known = ['build', 'electron', 'renderer', 'shared', 'test', ...byHand]
  expect(foldersOf('.').filter((name) => !name.startsWith('.') && !known.includes(name))).toEqual([])
})

test('every source of the product is in a folder that a row names', () => {
  const sources = sourcesIn('electron', 'renderer', 'shared').filter(({ path }) => !path.endsWith('.d.ts'))
  expect(sources.map(({ path }) => path).filter((path) => !rows.some(({ from }) => path.startsWith(from)))).toEqual([])
})

test('tests are of a known kind', () => {
  const kinds = ['arch', 'bench', 'checks', 'e2e', 'faults', 'fixtures', 'integration', 'support', 'unit']
  expect(foldersOf('test').filter((name) => !kinds.includes(name))).toEqual([])
})
