// `npm ci` takes the lock on every platform.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Lock, missingIn } from '../../build/lock.ts'
import { root } from '../../build/paths.ts'

const text = readFileSync(join(root, 'package-lock.json'), 'utf8')

test('the lock names every platform’s binaries; `npm run lock` adds what npm left out', () => {
  expect(Object.keys(missingIn(JSON.parse(text) as Lock))).toEqual([])
})
test('the lock names no place that packages came from', () => {
  expect(text).not.toContain('"resolved"')
})
