// How the canvas draws: wires around cards, letters that can be read at every scale, steps found by their words.
import { describe, expect, test } from 'vitest'
import { demoFlow } from '../../../electron/host/demo/seedOffice.ts'
import { labelPlaces, placeOn } from '../../../renderer/flows/canvas/edgeLabels.ts'
import { leastText, levelOf, readableZoom, stepOf } from '../../../renderer/flows/canvas/semanticZoom.ts'
import { edgeKey } from '../../../renderer/flows/document/change.ts'
import { described, outOf } from '../../../renderer/flows/document/described.ts'
import { layOut, layoutTask } from '../../../renderer/flows/document/layout.ts'
import { isBegun } from '../../../renderer/flows/document/open.ts'
import { laneOf, lanesOf } from '../../../renderer/flows/document/routes.ts'
import { stepsOnCanvas } from '../../../renderer/flows/palette/onCanvas.ts'
import { templateFlow, templateNames } from '../../../shared/flow/templates.ts'
import { flow } from '../shared/flows.ts'

describe('a wire', () => {
  const [from, to] = [
    { x: 0, y: 100 },
    { x: 1000, y: 130 },
  ]
  const card = { x: 400, y: 60, width: 220, height: 100 }

  test('is a plain curve where nothing is in its way', () => {
    expect(laneOf(from, to, [])).toBeNull()
    expect(laneOf(from, to, [{ ...card, y: 400 }])).toBeNull()
  })

  test('takes the nearer side of a card, clear of it', () => {
    expect(laneOf(from, to, [card])).toEqual({ y: 176, left: 384, right: 636 })
    expect(laneOf(from, { x: 1000, y: 60 }, [card])?.y).toBe(44)
  })

  test('goes around all the cards of a stack, not into the gap that is too small', () => {
    const lane = laneOf(from, to, [card, { ...card, y: 170 }])
    expect(lane && [lane.y > 270, lane.y < 60]).toContain(true)
  })

  test('has no lane where a card begins before the edge does', () => {
    expect(laneOf({ x: 450, y: 100 }, to, [card])).toBeNull()
  })
})

test('names of edges lie neither on a card nor on each other', () => {
  const document = demoFlow('Europe/Berlin')
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const places = labelPlaces(document)
  expect(places.size).toBeGreaterThan(document.edges.length / 2)
  const centres = document.edges.flatMap((edge) => {
    const [source, target, t] = [byId.get(edge.from.node), byId.get(edge.to), places.get(edgeKey(edge))]
    if (!source || !target || t === undefined) return []
    const from = { x: source.position.x + described(source).width, y: source.position.y + outOf(source, edge.from.port) }
    const over = Math.min(source.position.y, target.position.y) - 24
    const lane = lanesOf(document).get(edgeKey(edge)) ?? null
    return [placeOn(from, { x: target.position.x, y: target.position.y + 28 }, over, lane, t)]
  })
  const onCard = centres.filter(({ x, y }) =>
    document.nodes.some((node) => {
      const { width, height } = described(node)
      return x > node.position.x && x < node.position.x + width && y > node.position.y && y < node.position.y + height
    }),
  )
  expect(onCard).toEqual([])
  const close = centres.filter((one) => centres.some((two) => two !== one && Math.hypot(one.x - two.x, one.y - two.y) < 14))
  expect(close).toEqual([])
})

test('no cards of the demo office touch', () => {
  const { nodes } = demoFlow('Europe/Berlin')
  const touching = nodes.flatMap((one) =>
    nodes.filter((two) => {
      if (two.id <= one.id || two.position.x !== one.position.x) return false
      const [upper, lower] = one.position.y < two.position.y ? [one, two] : [two, one]
      return lower.position.y < upper.position.y + described(upper).height + 20
    }),
  )
  expect(touching.map(({ id }) => id)).toEqual([])
})

test('no wire of an arranged template lies behind a card on its lane, and no card is far from the one before', () => {
  const office = { queueId: 'main', mailboxId: 'main', timeZone: 'Europe/Berlin' }
  for (const name of templateNames) {
    const document = templateFlow(name, office)
    const places = layOut(layoutTask(document))
    const arranged = {
      ...document,
      nodes: document.nodes.map((node) => ({ ...node, position: places.get(node.id) ?? node.position })),
    }
    const high = Math.max(...[...places.values()].map(({ y }) => y)) - Math.min(...[...places.values()].map(({ y }) => y))
    expect(high).toBeLessThan(1000)
    for (const { y } of lanesOf(arranged).values()) expect(Number.isFinite(y)).toBe(true)
  }
})

test('lanes are worked out again when a card has moved, and only then', () => {
  const document = flow({ start: { type: 'start' }, bye: { type: 'hangup' } }, ['start.next>bye'])
  expect(lanesOf({ ...document, name: 'Other' })).toBe(lanesOf(document))
  const nodes = document.nodes.map((node) => ({ ...node, position: { x: node.position.x + 500, y: 0 } }))
  expect(lanesOf({ ...document, nodes })).not.toBe(lanesOf(document))
})

test('no letters are smaller than 11 px on the screen at any scale down to what fits thirty steps', () => {
  for (let zoom = readableZoom; zoom <= 2; zoom += 0.003) expect(leastText(stepOf(zoom)) * zoom).toBeGreaterThan(10.999)
  expect([0.3, 0.52, 0.7, 0.95].map((zoom) => levelOf(stepOf(zoom)))).toEqual(['far', 'small', 'middle', 'near'])
})

test('steps are found by name first, then by type, then by any word of their settings', () => {
  const document = flow(
    {
      welcome: { type: 'playAudio', prompt: { kind: 'text', text: 'Our office is closed.' } },
      closed: { type: 'pause', seconds: 3 },
      menu: { type: 'menu', prompt: { kind: 'text', text: 'Press 1.' }, keys: ['1'] },
    },
    [],
  )
  const found = (query: string) => stepsOnCanvas(document, new Map(), query).map(({ id }) => id)
  expect(found('closed')).toEqual(['closed', 'welcome'])
  expect(found('play')).toEqual(['welcome'])
  expect(found('nothing of this')).toEqual([])
})

test('a flow is begun once there is more than its Start', () => {
  const start = flow({ start: { type: 'start' } }, [])
  expect(isBegun(start)).toBe(false)
  expect(isBegun(flow({ start: { type: 'start' }, bye: { type: 'hangup' } }, []))).toBe(true)
})
