// The ways of a flow as they are on the screen: fixed to their cards, and painted.
import type { Page } from '@playwright/test'

/**
 * Ways that do not begin at a port and end at the entry of a card, with how far away they are. Those that are shown only. A card
 * beyond the rim of the canvas is not drawn, and its ways end beyond it as well: how far the canvas moved along under a drag, and
 * with it which cards that are, depends on how fast the machine draws. An end on the canvas has to be at a card.
 */
export const looseEnds = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const handles = (kind: string, side: 'left' | 'right') =>
      [...document.querySelectorAll(`.react-flow__handle.${kind}`)].map((handle) => {
        const box = handle.getBoundingClientRect()
        return { x: box[side], y: box.top + box.height / 2 }
      })
    const [ports, entries] = [handles('source', 'right'), handles('target', 'left')]
    const pane = document.querySelector('.react-flow__pane')?.getBoundingClientRect() ?? new DOMRect()
    const onCanvas = ({ x, y }: { x: number; y: number }) =>
      x >= pane.left && x <= pane.right && y >= pane.top && y <= pane.bottom
    const lines = document.querySelectorAll<SVGPathElement>('.react-flow__edge-path, .react-flow__edge-interaction')
    return [...lines].flatMap((line) => {
      if (!line.checkVisibility()) return []
      const ends = [0, line.getTotalLength()].map((at) =>
        line.getPointAtLength(at).matrixTransform(line.getScreenCTM() ?? undefined),
      )
      const away = [ports, entries].map((all, end) => {
        const at = ends[end] ?? { x: 0, y: 0 }
        return onCanvas(at) ? Math.min(...all.map(({ x, y }) => Math.hypot(x - at.x, y - at.y))) : 0
      })
      return away.every((each) => each < 2) ? [] : [`${line.getAttribute('d')}: ${away.map(Math.round).join(' and ')} px`]
    })
  })

/** The path of each way on the screen that begins or ends at that node, by the way's id. */
export const waysAt = (page: Page, nodeId: string): Promise<Record<string, string>> =>
  page.evaluate((id) => {
    const ways = [...document.querySelectorAll<SVGElement>('.react-flow__edge')]
    const its = ways.filter(({ dataset: { id: way = '' } }) => way.startsWith(`${id} `) || way.endsWith(` ${id}`))
    return Object.fromEntries(its.map((way) => [way.dataset.id, way.querySelector('path')?.getAttribute('d') ?? '']))
  }, nodeId)

/** Of the ways that are shown: how many are painted on the screen where no card is before them, and how many are not. */
export async function paintedWays(page: Page): Promise<{ painted: number; unpainted: number }> {
  const picture = (await page.screenshot()).toString('base64')
  return page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    const scale = image.width / innerWidth
    type Colour = [number, number, number]
    const at = (x: number, y: number): Colour => {
      const [red = 0, green = 0, blue = 0] = context?.getImageData(Math.round(x * scale), Math.round(y * scale), 1, 1).data ?? []
      return [red, green, blue]
    }
    const far = (one: Colour, other: Colour) => Math.hypot(...one.map((part, of) => part - (other[of] ?? 0)))
    const pane = document.querySelector('.react-flow__pane')?.getBoundingClientRect() ?? new DOMRect()
    const ground = at(pane.left + 3, pane.top + 3)
    const open = (x: number, y: number) => {
      const inside = x > pane.left + 8 && x < pane.right - 8 && y > pane.top + 8 && y < pane.bottom - 8
      return inside && !document.elementFromPoint(x, y)?.closest('.react-flow__node, .react-flow__panel, [class*=overview]')
    }
    const count = { painted: 0, unpainted: 0 }
    for (const line of document.querySelectorAll<SVGPathElement>('.react-flow__edge-path')) {
      if (!line.checkVisibility()) continue
      const points = Array.from({ length: 40 }, (_, step) =>
        line.getPointAtLength((line.getTotalLength() * (step + 0.5)) / 40).matrixTransform(line.getScreenCTM() ?? undefined),
      ).filter(({ x, y }) => open(x, y))
      if (points.length < 5) continue
      const seen = points.filter(({ x, y }) =>
        [-1, 0, 1].some((dx) => [-1, 0, 1].some((dy) => far(at(x + dx, y + dy), ground) > 30)),
      )
      count[seen.length > points.length / 2 ? 'painted' : 'unpainted'] += 1
    }
    return count
  }, picture)
}
