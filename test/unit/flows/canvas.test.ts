// What the canvas works out for the eye: the picture of the whole, and the edges worth drawing.
import { expect, test } from 'vitest'
import type { Box } from '../../../renderer/flows/canvas/align.ts'
import { nearby } from '../../../renderer/flows/canvas/nearby.ts'
import { frameOf, pathsOf } from '../../../renderer/flows/canvas/overviewShapes.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height })

test('the picture has one path a colour', () => {
  const shapes = [
    { colour: 'red', box: box(0, 0, 10, 5) },
    { colour: 'blue', box: box(20, 0, 10, 5) },
    { colour: 'red', box: box(0, 10, 10, 5) },
  ]
  expect(pathsOf(shapes)).toEqual([
    ['red', 'M0 0h10v5h-10zM0 10h10v5h-10z'],
    ['blue', 'M20 0h10v5h-10z'],
  ])
})

test('the picture holds all that there is and all that is seen, in its own proportions', () => {
  const frame = frameOf(box(0, 0, 3000, 100), box(-500, 2000, 400, 300))
  expect(frame.x).toBeLessThan(-500)
  expect(frame.y).toBeLessThan(0)
  expect(frame.x + frame.width).toBeGreaterThan(3000)
  expect(frame.y + frame.height).toBeGreaterThan(2300)
  expect(frame.width / frame.height).toBeCloseTo(140 / 90)
})

test('of an empty flow the picture is what is seen', () => {
  const { x, y, width, height } = frameOf(null, box(0, 0, 140, 90))
  expect([x + width / 2, y + height / 2]).toEqual([70, 45])
})

test('the edges near are those that touch the neighbourhood, pass through it, or belong to what is chosen', () => {
  const at = (id: string, x: number, y: number) => ({ id, type: 'answer', label: '', position: { x, y }, config: {} })
  const way = (from: string, to: string) => ({ from: { node: from, port: 'next' }, to })
  const document: FlowDocument = {
    schema: 1,
    id: 'f',
    name: 'f',
    nodes: [at('left', -5000, 0), at('here', 100, 100), at('right', 5000, 0), at('far', 5000, 3000), at('farther', 9000, 3000)],
    edges: [way('left', 'right'), way('here', 'far'), way('far', 'farther')],
    notes: [],
    variables: [],
  }
  const seen = box(-1000, -1000, 2000, 2000)
  const of = (chosen: string[]) => nearby(document, new Set(chosen), seen).map(({ from, to }) => `${from.node} ${to}`)
  expect(of([])).toEqual(['left right', 'here far'])
  expect(of(['farther'])).toEqual(['left right', 'here far', 'far farther'])
})
