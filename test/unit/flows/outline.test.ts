import { expect, test } from 'vitest'
import { outlineOf, pathPorts } from '../../../renderer/flows/outline/outline.ts'
import { flow } from '../shared/flows.ts'

test('the paths of the flow itself are entries, also where they begin at a step of the way', () => {
  const document = flow(
    { start: { type: 'start' }, bye: { type: 'hangup' }, hook: { type: 'webhook', url: 'https://example.com' } },
    ['start.next>bye'],
    { errorPath: 'bye', afterCallPath: 'hook' },
  )
  const { lines, unreached } = outlineOf(document)
  expect(lines.map(({ port, node, kind }) => [port, node?.id, kind])).toEqual([
    ['', 'start', 'node'],
    ['', 'bye', 'node'],
    [pathPorts.errorPath, 'bye', 'again'],
    [pathPorts.afterCallPath, 'hook', 'node'],
  ])
  expect(unreached).toEqual([])
  expect(outlineOf({ ...document, errorPath: 'gone' }).lines.length).toBe(3)
})
