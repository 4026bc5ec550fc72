import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeDocs, pagesThere } from '../../build/nodeDocs.ts'
import { root } from '../../build/paths.ts'

test('the pages of docs/nodes are current; `npm run docs:nodes` writes them', () => {
  const pages = nodeDocs()
  expect(pagesThere().sort()).toEqual([...pages.keys()].sort())
  for (const [path, content] of pages) expect(readFileSync(join(root, path), 'utf8'), path).toBe(content)
})
