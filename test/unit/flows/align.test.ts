import { expect, test } from 'vitest'
import { aligned, around, type Box, nearest } from '../../../renderer/flows/canvas/align.ts'

const box = (x: number, y: number, width = 220, height = 56): Box => ({ x, y, width, height })

test('a card near the edge of another is moved onto it, with the line from one to the other', () => {
  expect(aligned(box(105, 300), [box(100, 0)])).toMatchObject({ dx: -5, dy: 0 })
  expect(aligned(box(105, 300), [box(100, 0)]).guides[0]).toEqual({ axis: 'x', at: 100, from: 0, to: 356 })
})

test('cards of different heights come together at their middles', () => {
  const { dy, guides } = aligned(box(400, 41), [box(0, 0, 220, 140)])
  expect(dy).toBe(1)
  expect(guides).toEqual([{ axis: 'y', at: 70, from: 0, to: 620 }])
})

test('farther than six away nothing happens', () => expect(aligned(box(107, 300), [box(100, 0, 300)]).guides).toEqual([]))

test('of many cards the nearest in sight count', () => {
  const many = Array.from({ length: 2000 }, (_, at) => box((at % 50) * 240, Math.floor(at / 50) * 80))
  const found = nearest(many, box(0, 0, 4000, 4000), box(1000, 1000))
  expect(found.length).toBe(60)
  expect(around(found).width).toBeLessThan(3000)
})
