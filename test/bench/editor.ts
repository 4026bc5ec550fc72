// The flow editor in software-rendered Chromium against a host of cardboard: main-thread work a pointer move, and what a person waits for.

import type { CDPSession, Page } from '@playwright/test'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { validateFlow } from '../../shared/flow/validate.ts'
import { openChromium } from '../e2e/support/chromium.ts'
import { startMockHost } from '../e2e/support/mockHost.ts'
import * as sample from '../e2e/support/sampleOffice.ts'
import { buildConsole, testedConsole } from '../support/builtConsole.ts'
import { until } from '../support/office.ts'
import type { Aim, Bench, Report } from './support/report.ts'
import { p50, p95 } from './support/stats.ts'

const sizes = (process.env.BENCH_SIZES ?? '100,500,1000,2000').split(',').map(Number)
const moves = 60

/** A tree of menus in a grid; a wrong key or none leads back to the menu before. */
function flowOf(size: number): FlowDocument {
  const columns = Math.ceil(Math.sqrt(size))
  const prompt = { kind: 'text', text: 'Press 1 or 2.' }
  const nodes = Array.from({ length: size }, (_, i) => {
    const position = { x: (i % columns) * 320, y: Math.floor(i / columns) * 200 }
    if (i === 0) return { id: 'start', type: 'start', label: '', position, config: {} }
    return { id: `n${i}`, type: 'menu', label: `Menu ${i}`, position, config: { prompt, keys: ['1', '2'] } }
  })
  const to = (i: number) => nodes[Math.min(Math.max(i, 1), size - 1)]?.id ?? ''
  const edges = nodes.flatMap(({ id }, i) => {
    const ways: [string, number][] =
      i === 0
        ? [['next', 1]]
        : [
            ['1', 2 * i],
            ['2', 2 * i + 1],
            ['invalid', i >> 1],
            ['timeout', i >> 1],
          ]
    return ways.map(([port, target]) => ({ from: { node: id, port }, to: to(target) }))
  })
  return { schema: 1, id: 'reception', name: `${size} nodes`, nodes, edges, notes: [], variables: [] }
}

/** Main-thread work so far: the thread's own time, and the time by the clock, in which others may have had the processor; ms. */
async function workOf(cdp: CDPSession): Promise<{ thread: number; clock: number }> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const of = (name: string) => (metrics.find((each) => each.name === name)?.value ?? 0) * 1000
  return { thread: of('ThreadTime'), clock: of('TaskDuration') }
}

/** Until what the last input caused is on the screen. */
const painted = (page: Page) => page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))')

type Work = { thread: number[]; clock: number[] }

/** The work of each turn until it is painted, ms. */
async function workOfEach(page: Page, cdp: CDPSession, act: (turn: number) => Promise<unknown>): Promise<Work> {
  const work: Work = { thread: [], clock: [] }
  for (let turn = 0; turn < moves; turn += 1) {
    const before = await workOf(cdp)
    await act(turn)
    await painted(page)
    const after = await workOf(cdp)
    work.thread.push(after.thread - before.thread)
    work.clock.push(after.clock - before.clock)
  }
  return work
}

/** Work of each move of a drag that begins at `from`, less what the measuring itself takes while nothing moves. */
async function dragWork(page: Page, cdp: CDPSession, from: { x: number; y: number }): Promise<Work> {
  await page.mouse.move(from.x, from.y)
  await painted(page)
  const still = await workOfEach(page, cdp, async () => {})
  await page.mouse.down()
  await page.mouse.move(from.x + 25, from.y + 5)
  await painted(page)
  const work = await workOfEach(page, cdp, (turn) =>
    page.mouse.move(from.x + 25 + Math.sin(turn / 8) * 120, from.y + (turn % 30) * 4),
  )
  await page.mouse.up()
  await painted(page)
  const less = (all: number[], rest: number[]) => all.map((each) => each - p50(rest))
  return { thread: less(work.thread, still.thread), clock: less(work.clock, still.clock) }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

const aims: Partial<Record<string, Aim>> = { '500 drag_p95': '<=12', '2000 open': '<=2000', '1000 validate': '<=10' }

async function measure(page: Page, size: number, report: Report): Promise<void> {
  const tell = (metric: string, ours: number) =>
    report.figure({ case: String(size), metric, unit: 'ms', ours, aim: aims[`${size} ${metric}`] ?? 'info' })
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const first = page.locator('.react-flow__node').first()
  await page.getByRole('link', { name: 'Flows' }).click()
  await page.getByRole('link', { name: 'Reception' }).waitFor()
  tell(
    'open',
    await timed(async () => {
      await page.getByRole('link', { name: 'Reception' }).click()
      await first.waitFor()
      await painted(page)
    }),
  )
  // At the scale at which one works, with the middle of the flow in sight.
  const pane = await page.locator('.react-flow__pane').boundingBox()
  if (!pane) throw new Error('no canvas')
  const middle = { x: pane.x + pane.width / 2, y: pane.y + pane.height / 2 }
  await page.mouse.move(middle.x, middle.y)
  const scale = async () => {
    const style = await page.locator('.react-flow__viewport').getAttribute('style')
    return Number(/scale\(([\d.]+)/.exec(style ?? '')?.[1] ?? 1)
  }
  for (let i = 0; i < 30 && (await scale()) < 0.7; i += 1) {
    await page.mouse.wheel(0, -240)
    await painted(page)
  }
  const boxes = await Promise.all((await page.locator('.react-flow__node').all()).map((node) => node.boundingBox()))
  const handles = boxes.flatMap((box) => (box ? [{ x: box.x + 60, y: box.y + 15 }] : []))
  const far = ({ x, y }: { x: number; y: number }) => Math.hypot(x - middle.x, y - middle.y)
  const card = handles.sort((a, b) => far(a) - far(b))[0] ?? middle
  const tellWork = (name: string, { thread, clock }: Work) => {
    tell(`${name}_p50`, p50(thread))
    tell(`${name}_p95`, p95(thread))
    tell(`${name}_clock_p95`, p95(clock))
  }
  tellWork('drag', await dragWork(page, cdp, card))
  const undo = page.getByRole('button', { name: 'Undo: move' })
  await undo.waitFor()
  const before = await workOf(cdp)
  await undo.click()
  await until('the move undone', async () => (await undo.count()) === 0)
  await painted(page)
  tell('undo', (await workOf(cdp)).thread - before.thread)
  // The strip between the first row of cards and the next.
  tellWork('pan', await dragWork(page, cdp, { x: card.x - 60 - 20, y: card.y }))
  tell(
    'layout',
    await timed(async () => {
      await page.getByRole('button', { name: 'Arrange' }).click()
      await page.getByRole('button', { name: 'Undo: arrange' }).waitFor({ timeout: 180_000 })
    }),
  )
}

function validated(size: number): number {
  const document = flowOf(size)
  const samples = Array.from({ length: 15 }, () => {
    const began = performance.now()
    validateFlow(document)
    return performance.now() - began
  })
  return p50(samples.slice(5))
}

/** A page with nothing in it but a card that follows the mouse: what a move costs in this browser on this machine at this moment. */
const bareCard = `<div id="card" style="position:absolute;width:220px;height:90px;background:#ddd"></div><script>
  let held = null
  addEventListener('pointerdown', (event) => { held = event })
  addEventListener('pointerup', () => { held = null })
  addEventListener('pointermove', (event) => {
    if (held) card.style.transform = 'translate(' + (event.x - held.x) + 'px,' + (event.y - held.y) + 'px)'
  })
</script>`

/** The peer of every figure of a move, in the same run. */
async function measureBare(page: Page, report: Report): Promise<void> {
  await page.setContent(bareCard)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const { thread } = await dragWork(page, cdp, { x: 60, y: 40 })
  report.figure({ case: 'bare', metric: 'drag_p50', unit: 'ms', ours: p50(thread), aim: 'info' })
  report.figure({ case: 'bare', metric: 'drag_p95', unit: 'ms', ours: p95(thread), aim: 'info' })
}

async function run(report: Report): Promise<void> {
  await buildConsole(report.say)
  const host = await startMockHost(testedConsole, { role: 'admin' })
  const browser = await openChromium()
  try {
    for (const size of sizes) {
      report.say(`${size} nodes`)
      Object.assign(sample.flow, flowOf(size))
      const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
      await page.goto(host.address)
      await measure(page, size, report)

      report.figure({
        case: String(size),
        metric: 'validate',
        unit: 'ms',
        ours: validated(size),
        aim: aims[`${size} validate`] ?? 'info',
      })
      await page.goto('about:blank')
      await measureBare(page, report)
      await page.context().close()
    }
  } finally {
    await browser.close()
    await host.close()
  }
}

export const editor: Bench = { name: 'editor', about: 'the flow editor with 100 to 2,000 nodes: drag, pan, open, layout', run }
