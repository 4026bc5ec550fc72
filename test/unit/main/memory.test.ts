import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openMemory } from '../../../electron/desktop/main/memory.ts'

const updates = {
  channel: 'latest',
  automatic: true,
  checkedAt: null,
  lastVersion: null,
  previous: null,
  left: null,
  problem: null,
}
const place = () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-memory-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'desktop.json')
}

test('what is kept is there at the next start, readable by its user only', () => {
  const file = place()
  const memory = openMemory(file)
  expect(memory.now).toEqual({ maximized: false, toldGoesOn: false, linksAnswered: false, zoom: 0, updates })
  memory.keep({ bounds: { x: 5, y: 6, width: 900, height: 700 }, toldGoesOn: true })
  expect(openMemory(file).now).toEqual({
    bounds: { x: 5, y: 6, width: 900, height: 700 },
    maximized: false,
    toldGoesOn: true,
    linksAnswered: false,
    zoom: 0,
    updates,
  })
  expect(statSync(file).mode & 0o077).toBe(0)
})

test.each([
  ['cut off', '{"bounds":{"x":1'],
  ['empty', ''],
  ['a list', '[1,2]'],
])('a file that is %s is as none', (_what, text) => {
  const file = place()
  writeFileSync(file, text)
  expect(openMemory(file).now).toEqual({ maximized: false, toldGoesOn: false, linksAnswered: false, zoom: 0, updates })
})

test('one wrong value costs that value only', () => {
  const file = place()
  writeFileSync(file, '{"bounds":{"x":"left"},"maximized":true,"toldGoesOn":1,"more":{},"updates":{"channel":"nightly"}}')
  expect(openMemory(file).now).toEqual({
    bounds: undefined,
    maximized: true,
    toldGoesOn: false,
    linksAnswered: false,
    zoom: 0,
    updates,
  })
})

test('a place that cannot be written costs the memory of the next start, and nothing else', () => {
  const memory = openMemory(join(place(), 'not a folder', 'desktop.json'))
  memory.keep({ toldGoesOn: true, linksAnswered: false, zoom: 0 })
  expect(memory.now.toldGoesOn).toBe(true)
})
